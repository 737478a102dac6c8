"""Data past their retention period, which the product proposes to erase."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from bsm_projections.engine.audience import Audience
from bsm_projections.privacy.retained_people import RetainedPerson, retained_people
from bsm_projections.registration.note_queries import KeptFile, files_of_past_meetings
from bsm_service.application.system import System
from bsm_service.privacy import access_log_retention
from bsm_service.settings.settings import Settings


class RetentionKind(StrEnum):
    """The kinds of data with a retention period of their own."""

    PERSON = "person"
    NEEDS = "needs"
    NOTES = "notes"
    READINGS = "readings"
    ATTEMPTS = "attempts"


# In days: people's data and needs after the last meeting that they were registered for,
# or after its cancellation, and files of notes after their meeting; the logs of
# readings and of sign-ins.
RetentionPeriods = Mapping[RetentionKind, int]


def retention_periods(settings: Settings) -> RetentionPeriods:
    return {kind: getattr(settings, f"retention_{kind}_days") for kind in RetentionKind}


class EndOfRetention(NamedTuple):
    """When a person's data was last used, and from which days it and their needs may be
    erased; None while there is no such day.
    """

    last_used: date
    personal_data: date | None
    needs: date | None


def end_of_retention(
    person: RetainedPerson, periods: RetentionPeriods
) -> EndOfRetention:
    """Data is kept while the person is a focal point or is expected at a meeting."""
    last_used = max(
        person.entered_at.date(),
        person.last_meeting or date.min,
        person.designated_until or date.min,
    )
    serves = person.designated and person.designated_until is None
    whole = needs = None
    if not (person.planned or serves):
        whole = last_used + timedelta(days=periods[RetentionKind.PERSON])
    if person.has_needs and person.last_meeting is not None and not person.planned:
        needs = person.last_meeting + timedelta(days=periods[RetentionKind.NEEDS])
    return EndOfRetention(last_used, whole, needs)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Data that could be erased, and why. `since` is when they were last needed,
    `due_on` the day from which they need not be kept. `number` counts rows of a log.
    """

    id: str
    kind: RetentionKind
    reason: str
    since: date
    due_on: date
    participant: UUID | None = None
    delegation: str | None = None
    number: int = 1
    meeting: UUID | None = None
    note: UUID | None = None


def due_proposals(
    system: System, now: datetime, periods: RetentionPeriods | None = None
) -> tuple[Proposal, ...]:
    """What is due now, without names. The caller must check the permission to see it.

    Raises VaultUnavailable, StoreUnavailable.
    """
    periods = periods or retention_periods(Settings())
    with system.read(system.now(), Audience(focal_points_matter=False)) as context:
        people = retained_people(context)
        files = files_of_past_meetings(context)
    person_proposals = [
        proposal
        for person in people
        for proposal in _proposals_for(person, now.date(), periods)
    ]
    file_proposals = [_proposal_for(file, periods) for file in files]
    return (
        *person_proposals,
        *(each for each in file_proposals if each.due_on <= now.date()),
        *_bulk_proposals(system, now, periods),
    )


def _proposals_for(
    person: RetainedPerson, today: date, periods: RetentionPeriods
) -> Iterator[Proposal]:
    id = UUID(person.participant)
    end = end_of_retention(person, periods)
    if person.last_meeting and end.needs and end.needs <= today:
        yield Proposal(
            f"needs-{id.hex}",
            RetentionKind.NEEDS,
            "the meeting they were given for is over, and no other is planned",
            person.last_meeting,
            end.needs,
            id,
            person.delegation,
        )
    has_served = person.designated_until is None or person.designated_until < today
    if end.personal_data and end.personal_data <= today and has_served:
        reason = (
            "never registered for a meeting"
            if person.last_meeting is None
            else "no registration since their last meeting"
        )
        yield Proposal(
            f"person-{id.hex}",
            RetentionKind.PERSON,
            reason,
            end.last_used,
            end.personal_data,
            id,
            person.delegation,
        )


def _proposal_for(file: KeptFile, periods: RetentionPeriods) -> Proposal:
    """Whether it is due by now or later."""
    note = UUID(file.note_id)
    return Proposal(
        f"notes-{note.hex}",
        RetentionKind.NOTES,
        f"file of the {file.kind} {file.reference} of {file.delegation_name}",
        file.ended_on,
        file.ended_on + timedelta(days=periods[RetentionKind.NOTES]),
        delegation=file.delegation,
        meeting=UUID(file.meeting_id),
        note=note,
    )


def _bulk_proposals(
    system: System, now: datetime, periods: RetentionPeriods
) -> Iterator[Proposal]:
    """Rows of the logs of readings and of sign-ins."""
    today = now.astimezone(UTC).date()
    for kind, count, noun in (
        (
            RetentionKind.READINGS,
            access_log_retention.count_readings,
            "readings of personal data",
        ),
        (
            RetentionKind.ATTEMPTS,
            access_log_retention.count_sign_ins,
            "sign-ins and sign-outs",
        ),
    ):
        before = today - timedelta(days=periods[kind])
        number = count(system, before)
        if number:
            reason = f"{number:,} {noun} before {before}"
            id = f"{kind}-before-{before}"
            yield Proposal(id, kind, reason, before, today, number=number)
