"""How the details of a meeting change: rules D1 to D4 of record 0056."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from domain.meetings.meeting_histories import (
    CONCLUDED,
    OPENED,
    POSTPONED,
    REASON,
    at,
    changing,
    days,
    details_with,
    meeting,
    meeting_after,
)
from examples import (
    DETAILS,
    MEETING,
    METADATA,
    REGISTRATION_CLOSED,
    REGISTRATION_OPENED,
    header,
)

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
)
from bsm_domain.meetings.meeting_facts import (
    DetailsChanged,
    MeetingConcluded,
    MeetingStatus,
    RollCalled,
)

# D1


def test_a_change_says_all_details_and_what_differs():
    details = details_with(title="Annual Meeting", city="Potsdam")
    (
        meeting()
        .when(changing(title="Annual Meeting", city="Potsdam"))
        .then(
            DetailsChanged(
                **header(3, MEETING),
                details=details,
                changed=("title", "city"),
                sessions_moved_by=0,
                reason=REASON,
            ),
            details=details,
            status=MeetingStatus.ANNOUNCED,
        )
    )


def test_something_must_change():
    meeting().when(changing()).then_refused(InvalidValue, "nothing would change")


# D2

LATER = details_with(edition=12, **days(1, 2, month=6))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"edition": 12}, "edition 12 of “Annual Meeting” is already on record"),
        ({"edition": 12, "series": "ANNUAL MEETING"}, "enter edition 13"),
    ],
)
def test_an_edition_is_that_of_one_meeting_also_by_a_change(changes, sentence: str):
    with pytest.raises(AlreadyExists, match=sentence):
        meeting_after().change_details(
            METADATA, details=details_with(**changes), reason=REASON, on_record=[LATER]
        )


@pytest.mark.parametrize("changes", [{"edition": 11}, {"edition": None}])
def test_another_edition_is_taken(changes: dict[str, Any]):
    meeting_after().change_details(
        METADATA, details=details_with(**changes), reason=REASON, on_record=[LATER]
    )


def test_who_keeps_the_edition_changes_the_rest():
    """Records of earlier releases may have an edition twice."""
    meeting_after().change_details(
        METADATA, details=details_with(city="Bonn"), reason=REASON, on_record=[DETAILS]
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"time_zone": "Europe/Bielefeld"}, "is not a time zone"),
        ({"host": "ZZ"}, "“ZZ” is not the code of a State"),
        ({"starts_on": date(1899, 1, 1)}, "is not a possible date of a meeting"),
        ({"ends_on": date(3000, 1, 1)}, "is not a possible date of a meeting"),
    ],
)
def test_details_that_no_meeting_has_are_refused(changes, sentence: str):
    meeting().when(changing(**changes)).then_refused(InvalidValue, sentence)


# D3

ROLL = RollCalled(
    **header(1, MEETING, at(datetime(2016, 4, 13, 9, tzinfo=UTC))),
    lines=(),
    quorum_states=2,
    present=0,
)
HELD = (REGISTRATION_OPENED, REGISTRATION_CLOSED, OPENED, ROLL, CONCLUDED)


@pytest.mark.parametrize(
    ("history", "its_days", "sentence"),
    [
        (HELD[:3], days(13, 14), "in session on 12 Apr 2016; it cannot start on 13"),
        (HELD[:4], days(12, 12), "in session on 13 Apr 2016; it cannot end on 12 Apr"),
        (HELD[:3], days(10, 11), "in session on 12 Apr 2016; it cannot end on 11 Apr"),
        (HELD, days(12, 12), "in session on 13 Apr 2016; it cannot end on 12 Apr"),
    ],
)
def test_the_days_of_a_meeting_are_those_on_which_it_was_held(
    history: tuple[DomainEvent, ...], its_days, sentence: str
):
    meeting(*history).when(changing(**its_days)).then_refused(InvalidValue, sentence)


@pytest.mark.parametrize(
    ("history", "its_days"),
    [
        (HELD[:3], days(11, 12)),
        (HELD[:4], days(12, 14)),
        (HELD, days(10, 20)),
        (HELD[:2], days(1, 2)),
    ],
)
def test_other_days_are_taken(history: tuple[DomainEvent, ...], its_days):
    changing(**its_days)(meeting_after(*history))


def test_days_of_the_meeting_are_those_of_its_place():
    """At half past eight in the evening of Berlin, it is the next day in Tokyo."""
    evening = datetime(2016, 4, 13, 18, 30, tzinfo=UTC)
    concluded = MeetingConcluded(**header(1, MEETING, at(evening)))
    (
        meeting(*HELD[:3], concluded)
        .when(changing(time_zone="Asia/Tokyo"))
        .then_refused(InvalidValue, "in session on 14 Apr 2016; it cannot end on 13")
    )


def test_what_was_concluded_late_changes_all_but_its_days():
    late = MeetingConcluded(
        **header(1, MEETING, at(datetime(2016, 4, 20, 9, tzinfo=UTC)))
    )
    state = meeting_after(*HELD[:3], late)

    changing(title="Annual Meeting", city="Potsdam")(state)
    with pytest.raises(InvalidValue, match="in session on 20 Apr 2016"):
        changing(**days(12, 14))(state)


# D4


def test_days_of_a_postponed_meeting_are_set_by_postponing_it():
    (
        meeting(POSTPONED)
        .when(changing(**days(10, 11, month=5)))
        .then_refused(InvalidTransition, "postpone it to its new days instead")
    )
    changing(city="Bonn")(meeting_after(POSTPONED))
