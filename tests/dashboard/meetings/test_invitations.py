"""Whom a meeting invites, and what forms about a meeting begin with."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from meeting_examples import AIM, AUSTRIA, MEETING, SESSION

from bsm_domain.foundation.errors import InvalidValue
from dashboard.meetings import form_defaults
from dashboard.meetings.invitations import (
    ALL_STATES,
    AS_BEFORE,
    ONLY_NAMED,
    Invitable,
    delegations_to_invite,
)

DAY = date(2026, 11, 23)


NOBODY_YET = Invitable(DAY)


def quotas(invitable: Invitable = NOBODY_YET, **values: Any) -> dict[str, int]:
    values = {"whom": ONLY_NAMED, "seats": 2, **values}
    chosen = delegations_to_invite(values, invitable)
    return {delegation.code: delegation.quota for delegation in chosen}


def test_all_57_participating_states_are_invited_at_once():
    chosen = quotas(whom=ALL_STATES, exceptions="AT 4\nthe Netherlands: 3\n")

    assert len(chosen) == 57
    assert (chosen["AT"], chosen["NL"], chosen["DE"]) == (4, 3, 2)


def test_those_invited_already_are_not_invited_again():
    invitable = Invitable(DAY, invited=frozenset({"AT"}))

    assert "AT" not in quotas(invitable, whom=ALL_STATES)
    assert "AT" not in dict(invitable.state_options())


def test_partners_and_organisations_are_added():
    chosen = quotas(
        others=("JP",),
        organisations="FRONTEX, European Border and Coast Guard Agency\n"
        "FEDPOL; Federal Office of Police; CH",
        exceptions="frontex 5",
    )

    assert chosen == {"JP": 2, "FRONTEX": 5, "FEDPOL": 2}


def test_delegations_of_an_earlier_meeting_keep_their_seats():
    frontex = replace(AUSTRIA, code="FRONTEX", kind="organisation", quota=1)
    invitable = Invitable(DAY, (replace(AUSTRIA, quota=7), frontex))

    assert quotas(invitable, whom=AS_BEFORE, others=("JP",)) == {
        "AT": 7,
        "FRONTEX": 1,
        "JP": 2,
    }


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({}, "whom", "choose at least one"),
        ({"others": ("JP",), "exceptions": "JP many"}, "exceptions", "“JP many”"),
        ({"others": ("JP",), "exceptions": "AT 4"}, "exceptions", "not among"),
        ({"organisations": "Frontex"}, "organisations", "“Frontex”"),
        ({"organisations": "ABC, Agency, XX"}, "organisations", "“ABC, Agency, XX”"),
    ],
)
def test_what_cannot_be_read_is_refused(
    values: dict[str, Any], field: str, sentence: str
):
    with pytest.raises(InvalidValue, match=sentence) as refused:
        quotas(**values)

    assert refused.value.field_errors[0].field == field


def test_the_next_meeting_is_like_the_last():
    last = replace(MEETING, organiser="OSCE Secretariat", mode="online")

    assert form_defaults.next_meeting_details([last], last) == {
        "series": "Annual Meeting",
        "title": "12th Annual Meeting",
        "edition": 12,
        "organiser": "OSCE Secretariat",
        "time_zone": "Europe/Vienna",
        "mode": "online",
    }
    later = replace(last, id="12", edition=12, starts_on=date(2026, 1, 1))
    details = form_defaults.next_meeting_details([last, later], last)
    assert (details["edition"], details["title"]) == (13, "13th Annual Meeting")
    assert form_defaults.next_meeting_details([], None) == {
        "time_zone": "Europe/Vienna"
    }


def test_the_earlier_meeting_is_the_last_of_the_series():
    meetings = [
        replace(MEETING, id="9", starts_on=date(2025, 1, 1)),
        replace(MEETING, id="10", starts_on=date(2026, 1, 1)),
        replace(MEETING, id="other", series="Course", starts_on=date(2026, 5, 1)),
        MEETING,
    ]
    earlier = form_defaults.latest_meeting(meetings, before=MEETING)

    assert earlier is not None
    assert earlier.id == "10"
    assert form_defaults.latest_meeting(meetings) == MEETING
    assert form_defaults.latest_meeting([MEETING], before=MEETING) is None


def test_forms_propose_what_comes_next():
    assert form_defaults.next_objective_code(()) == "O1"
    assert form_defaults.next_objective_code((AIM, replace(AIM, code="O9"))) == "O10"
    assert form_defaults.usual_seats(()) == 2
    assert form_defaults.usual_seats((AUSTRIA, replace(AUSTRIA, quota=9))) == 2
    second = replace(SESSION, on=date(2027, 4, 13))
    assert form_defaults.next_session_day(MEETING, ()) == date(2027, 4, 12)
    sessions = (SESSION, second)
    assert form_defaults.next_session_day(MEETING, sessions) == date(2027, 4, 13)
