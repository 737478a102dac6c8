"""A plausible network of any size: edition after edition, each with its delegates, its
objectives, and years of reports on its follow-up activities.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

from bench.setup.sample_record import CALLERS, CODES, SampleRecord, announce_meeting

from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.objective import OutcomeKind
from bsm_service.application.command import Command
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    ProposeActivity,
    ReportComplete,
    ReportProgress,
)
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.identifiers import new_id
from bsm_service.meetings.objective_commands import SetObjective
from bsm_service.registration.commands import (
    ConfirmRegistration,
    DelegateRow,
    NominateDelegate,
    RegisterDelegates,
)

_LISTS = 2
_DELEGATES_OF_LIST = 2_000
_SINGLE_REGISTRATIONS = 100
_OBJECTIVES = 12
_ACTIVITIES = 60
_REPORTED_PERCENTAGES = (5, 15, 30, 45, 60, 75, 90)


def add_meetings(record: SampleRecord, facts: int) -> None:
    """Holds further meetings until the log has about so many facts."""
    edition = 0
    with ThreadPoolExecutor(CALLERS) as callers:

        def execute_together(commands: Iterable[Command]) -> None:
            list(callers.map(record.execute, commands))

        while record.system.store.position() < facts:
            edition += 1
            _add_meeting(record, edition, execute_together)


def _add_meeting(
    record: SampleRecord,
    edition: int,
    execute_together: Callable[[Iterable[Command]], None],
) -> None:
    """One meeting and its follow-up: about 9,600 facts."""
    day = date(2027 + edition // 4, 1 + edition % 12, 12)
    meeting_id = new_id(utc_now())
    announce_meeting(record, meeting_id, day)
    for _ in range(_LISTS):
        delegates = tuple(
            DelegateRow(
                delegation=CODES[number % len(CODES)],
                function=DelegateFunction.MEMBER,
            )
            for number in range(_DELEGATES_OF_LIST)
        )
        record.execute(
            RegisterDelegates(
                meeting_id=meeting_id, delegates=delegates, confirmed=True
            )
        )
    registrations = [new_id(utc_now()) for _ in range(_SINGLE_REGISTRATIONS)]
    execute_together(
        NominateDelegate(
            meeting_id=meeting_id,
            registration_id=registration_id,
            delegation=CODES[number % len(CODES)],
            function=DelegateFunction.ADVISER,
        )
        for number, registration_id in enumerate(registrations)
    )
    execute_together(
        ConfirmRegistration(registration_id=registration_id)
        for registration_id in registrations
    )
    _add_follow_up(meeting_id, day, execute_together)


def _add_follow_up(
    meeting_id: UUID, day: date, execute_together: Callable[[Iterable[Command]], None]
) -> None:
    objectives = [new_id(utc_now()) for _ in range(_OBJECTIVES)]
    execute_together(
        SetObjective(
            meeting_id=meeting_id,
            objective_id=objective_id,
            code=f"O{number}",
            text=f"Share what works at joint border posts, part {number}",
            outcome_kind=OutcomeKind.AGREEMENT,
        )
        for number, objective_id in enumerate(objectives, start=1)
    )
    activities = [new_id(utc_now()) for _ in range(_ACTIVITIES)]
    execute_together(
        ProposeActivity(
            activity_id=activity_id,
            objective_id=objectives[number % _OBJECTIVES],
            title=f"Exchange of officers at crossing {number + 1}",
            owner=CODES[number % len(CODES)],
            due_on=day.replace(year=day.year + 1),
        )
        for number, activity_id in enumerate(activities)
    )
    execute_together(
        AgreeActivity(activity_id=activity_id) for activity_id in activities
    )
    execute_together(
        AcceptActivity(activity_id=activity_id) for activity_id in activities
    )
    for percent in _REPORTED_PERCENTAGES:
        execute_together(
            ReportProgress(activity_id=activity_id, percent=percent)
            for activity_id in activities
        )
    completed = activities[: len(CODES)]
    execute_together(
        ReportComplete(activity_id=activity_id) for activity_id in completed
    )
