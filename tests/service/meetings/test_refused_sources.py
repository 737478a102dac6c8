"""What is no source, and no name of an organisation."""

from typing import Any

import pytest
from service.meetings.refusals import (
    PAGE,
    Case,
    Here,
    may,
    must_be_refused,
)

from bsm_domain.foundation.free_text import AS_RECORDED
from bsm_domain.foundation.sources import Source


def sourced(**page: Any) -> dict[str, Any]:
    return may(city="Bonn") | {"source": PAGE | page}


CASES: dict[str, Case] = {
    "no address": (
        "/meetings/MAY/details",
        may(city="Bonn") | {"source": {"title": "Meetings", "seen_on": "2016-04-01"}},
        "invalid_request",
        "this field is required",
        "source.address",
    ),
    "a script as address": (
        "/meetings/MAY/details",
        sourced(address="javascript:alert(1)"),
        "invalid_request",
        "http",
        "source.address",
    ),
    "a script behind an address": (
        "/meetings/MAY/details",
        sourced(address="java\nscript:https://example.org"),
        "invalid_request",
        "http",
        "source.address",
    ),
    "an address with a space": (
        "/meetings/MAY/details",
        sourced(address="https://example.org/a b"),
        "invalid_request",
        "http",
        "source.address",
    ),
    "seen tomorrow": (
        "/meetings/MAY/details",
        sourced(seen_on="2016-04-15"),
        "invalid_value",
        "nobody can have seen the page on 15 Apr 2016",
        "source.seen_on",
    ),
    "published after it was seen": (
        "/meetings/MAY/details",
        sourced(published_on="2016-04-02"),
        "invalid_request",
        "the page is dated 2 Apr 2016",
        "source.published_on",
    ),
    "a source without a title": (
        "/meetings/MAY/details",
        sourced(title=""),
        "invalid_request",
        "must not be empty",
        "source.title",
    ),
    "a source as text": (
        "/meetings/MAY/details",
        may(city="Bonn") | {"source": "https://example.org"},
        "invalid_request",
        "",
        "source",
    ),
    "more of a source than there is": (
        "/meetings/MAY/details",
        sourced(author="Anna"),
        "invalid_request",
        "unknown field",
        "source.author",
    ),
    "published in the year 1": (
        "/meetings/MAY/details",
        sourced(published_on="0001-01-01"),
        "invalid_value",
        "1 Jan 1 is not a possible day of a page",
        "source.published_on",
    ),
    "seen in the year 1": (
        "/meetings/MAY/details",
        sourced(seen_on="0001-01-01"),
        "invalid_value",
        "1 Jan 1 is not a possible day of a page",
        "source.seen_on",
    ),
    "a title that nobody sees": (
        "/meetings/MAY/details",
        sourced(title="\u200b\u2060"),
        "invalid_request",
        "no visible characters",
        "source.title",
    ),
    "the name of a State": (
        "/organisation-names",
        {"code": "AT", "name": "X", "since": "2016-01-01"},
        "invalid_value",
        "AT is the code of a State",
        "code",
    ),
    "a name since no day": (
        "/organisation-names",
        {"code": "DCAF", "name": "X", "since": "soon"},
        "invalid_request",
        "must be a date",
        "since",
    ),
    "a name since the year 1": (
        "/organisation-names",
        {"code": "DCAF", "name": "X", "since": "0001-01-01"},
        "invalid_value",
        "1900 to 2999",
        "since",
    ),
    "a name of two lines": (
        "/organisation-names",
        {"code": "DCAF", "name": "X\nY", "since": "2016-01-01"},
        "invalid_request",
        "one line",
        "name",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_source_or_a_name_that_is_none_is_refused(here: Here, name: str):
    must_be_refused(here, CASES[name])


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://", "must be a web address"),
        ("https://?x", "must be a web address"),
        ("https://#", "must be a web address"),
        ("https://]/", "must be a web address"),
        ("https://[zz]/", "must be a web address"),
        ("https://:80/", "must be a web address"),
        ("https://example.org:99999/", "must be a web address"),
        ("https://osce.org@example.org/", "must not have a user name"),
        ("https://anna:secret@example.org/", "must not have a user name"),
        ("https://example.org\\@osce.org/", "U+005C at place 20"),
        ("https://exa\u200bmple.org/", "U+200B at place 12"),
        ("https://example.org/\u200f", "U+200F at place 21"),
        ("https://example.org/\u202ecod", "U+202E at place 21"),
        ("https://example.org/a\nb", "must be a web address"),
        (f"https://example.org/{'a' * 10_000}", "at most 2,000 characters"),
    ],
)
def test_an_address_that_leads_nowhere_or_elsewhere_is_refused(
    here: Here, address: str, sentence: str
):
    refused = sourced(address=address), "invalid_request", sentence, "source.address"
    must_be_refused(here, ("/meetings/MAY/details", *refused))


@pytest.mark.parametrize(
    "address",
    [
        "http://osce",
        "https://[::1]/a",
        "https://example.org:8443/a?b=c#d",
        "https://пример.испытание/слово",
        "https://example.org/(a)_'b',~@$",
    ],
)
def test_every_other_address_can_be_a_source(address: str):
    page = Source.model_validate(PAGE | {"address": address})
    assert page.address == address


def test_sources_of_earlier_releases_are_read_as_they_are():
    recorded = PAGE | {"address": "https://osce.org@example.org/", "title": "\u200b"}
    assert Source.model_validate(recorded, context=AS_RECORDED).title == "\u200b"
