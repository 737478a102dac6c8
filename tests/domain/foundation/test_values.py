from datetime import UTC, date, datetime, timedelta

import pytest
from examples import METADATA, NOW, metadata
from pydantic import ValidationError

from bsm_domain.follow_up.facts import ActivityAgreed
from bsm_domain.foundation.errors import OccurredInFuture
from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_domain.foundation.values import DueDate, DuePrecision, Owner


def test_a_due_date_lasts_through_its_day_in_its_time_zone():
    in_berlin = DueDate(on=date(2016, 9, 30), time_zone="Europe/Berlin")

    assert in_berlin.ends_at == datetime(2016, 9, 30, 22, tzinfo=UTC)


def test_a_day_that_loses_an_hour_still_ends_at_midnight():
    spring = DueDate(on=date(2016, 3, 26), time_zone="Europe/Berlin")
    day_of_change = DueDate(on=date(2016, 3, 27), time_zone="Europe/Berlin")

    assert day_of_change.ends_at - spring.ends_at == timedelta(hours=23)


@pytest.mark.parametrize("month_day", [(3, 31), (6, 30), (9, 30), (12, 31)])
def test_a_quarter_is_named_by_its_last_day(month_day: tuple[int, int]):
    due = DueDate(
        on=date(2016, *month_day),
        precision=DuePrecision.QUARTER,
        time_zone="Europe/Berlin",
    )

    assert due.ends_at.year in {2016, 2017}


@pytest.mark.parametrize("on", [date(2016, 3, 30), date(2016, 2, 29)])
def test_another_day_does_not_end_a_quarter(on: date):
    with pytest.raises(ValidationError, match="is not the last day of a quarter"):
        DueDate(on=on, precision=DuePrecision.QUARTER, time_zone="Europe/Berlin")


@pytest.mark.parametrize("on", [date.min, date.max])
def test_nothing_is_due_at_the_ends_of_the_calendar(on: date):
    with pytest.raises(ValidationError, match="not a possible due date"):
        DueDate(on=on, time_zone="Europe/Berlin")


@pytest.mark.parametrize("code", ["at", "A", "A T", "-AT", "A" * 17])
def test_a_delegation_has_a_short_code_in_capitals(code: str):
    with pytest.raises(ValidationError, match="delegation"):
        Owner(delegation=code)


def test_a_fact_cannot_have_happened_after_it_was_recorded():
    with pytest.raises(OccurredInFuture, match="is later than now"):
        metadata(occurred_at=NOW + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("before", "late"),
    [(timedelta(days=1), False), (timedelta(days=1, microseconds=1), True)],
)
def test_what_was_entered_more_than_a_day_late_says_so(before: timedelta, late: bool):
    fact = ActivityAgreed(
        **metadata(occurred_at=NOW - before).header(METADATA.command_id, 2)
    )

    assert fact.entered_late == late


@pytest.mark.parametrize(
    "moment",
    [NOW, datetime(1, 1, 1, tzinfo=UTC), datetime(1969, 12, 31, 23, 59, tzinfo=UTC)],
)
def test_moments_are_kept_to_the_microsecond(moment: datetime):
    exact = moment + timedelta(microseconds=1)

    assert from_micros(to_micros(exact)) == exact
