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
        "the page is from 2 Apr 2016",
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
