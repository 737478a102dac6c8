"""Where a fact comes from: rule Q1 of record 0056."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from examples import ANNOUNCED, DETAILS, MEETING, METADATA
from pydantic import ValidationError

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.sources import Source
from bsm_domain.meetings.meeting import Meeting

PAGE = {
    "title": "The host's page",
    "address": "https://example.org/meeting",
    "seen_on": date(2016, 3, 2),
}


def source(**changes: Any) -> Source:
    return Source.model_validate(PAGE | changes)


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org", "javascript:alert(1)", "example.org", "file:///etc", ""],
)
def test_an_address_is_one_of_the_web(address: str):
    assert source(address="http://example.org/").address == "http://example.org/"
    with pytest.raises(ValidationError):
        source(address=address)


def test_a_page_was_published_by_the_day_on_which_it_was_seen():
    assert source(published_on=date(2016, 3, 2)).published_on == date(2016, 3, 2)
    with pytest.raises(ValidationError, match="cannot have been seen on 2 Mar 2016"):
        source(published_on=date(2016, 3, 3))


def test_nobody_has_seen_a_page_after_the_day_of_recording():
    """In UTC: the last second of a day, and the first of the next one."""
    last = datetime(2016, 3, 2, 23, 59, 59, tzinfo=UTC)
    next_day = datetime(2016, 3, 3, tzinfo=UTC)
    tomorrow = source(seen_on=date(2016, 3, 3))

    assert replace(METADATA, recorded_at=next_day, source=tomorrow)
    with pytest.raises(
        InvalidValue, match="on 3 Mar 2016, because today is 2 Mar 2016"
    ) as it:
        replace(METADATA, recorded_at=last, source=tomorrow)
    assert it.value.field_errors[0].field == "source.seen_on"


def test_a_fact_says_where_it_comes_from_and_else_nothing_of_it():
    """So that old facts are the bytes that they were."""
    sourced = Meeting.announce(MEETING, replace(METADATA, source=source()), DETAILS)

    assert sourced.source == source()
    assert type(sourced).model_validate_json(sourced.model_dump_json()) == sourced
    assert "source" not in ANNOUNCED.model_dump_json()
    assert type(ANNOUNCED).model_validate_json(ANNOUNCED.model_dump_json()) == ANNOUNCED
