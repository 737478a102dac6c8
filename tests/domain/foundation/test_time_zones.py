"""Zones are the IANA database's, checked when chosen and never when read."""

import zoneinfo
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import tzdata
from examples import DETAILS, MEETING, METADATA

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.time_zones import (
    TIME_ZONES,
    must_be_time_zone,
    time_zone_named,
)
from bsm_domain.foundation.values import DueDate
from bsm_domain.meetings.meeting import Meeting

CASES = Path(__file__).parents[2] / "cases" / "identity" / "time-zones.txt"
NO_ZONES = (
    *CASES.read_text(encoding="utf-8").split(),
    *("posixrules", "posix/Europe/Berlin", "Berlin", "Europe", "europe/berlin", ""),
    *("../etc/passwd", "/etc/localtime", "Europe/Berlin\x00", "tzdata.zi"),
)


@pytest.mark.parametrize("zone", NO_ZONES)
def test_what_is_no_zone_of_the_iana_database_is_refused_where_it_is_chosen(zone: str):
    with pytest.raises(ValueError, match="is not a time zone; write it like"):
        must_be_time_zone(zone)
    with pytest.raises(InvalidValue, match="is not a time zone"):
        Meeting.announce(
            MEETING, METADATA, DETAILS.model_copy(update={"time_zone": zone})
        )


@pytest.mark.parametrize("zone", NO_ZONES)
def test_a_fact_that_names_one_is_read_and_its_days_are_those_of_utc(zone: str):
    due = DueDate(on=date(2016, 9, 30), time_zone=zone)

    assert due.ends_at == datetime(2016, 10, 1, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC", "America/Argentina/Ushuaia"])
def test_zones_of_the_database_are_taken(zone: str):
    assert must_be_time_zone(zone) == zone
    assert time_zone_named(zone).key == zone


def test_names_and_rules_are_those_of_the_package_and_not_of_this_machine():
    listed = (Path(tzdata.__file__).parent / "zones").read_text(encoding="utf-8")

    assert zoneinfo.TZPATH == ()
    assert set(listed.split()) - {"Factory"} == TIME_ZONES
