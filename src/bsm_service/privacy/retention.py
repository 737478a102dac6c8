"""Data past their retention period: the product proposes to erase them, and a person
confirms it.

Nothing is erased automatically except what expires anyway (sessions, delays).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from bsm_domain.foundation.errors import DomainError, InvalidValue
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.audience import Audience
from bsm_projections.privacy.retained_people import RetainedPerson, retained_people
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.foundation.identifiers import new_id
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy import access_log_retention
from bsm_service.privacy.erasure.execution import (
    RECEIPT_TIMEOUT_SECONDS,
    ErasureService,
)
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.settings.settings import Settings


class RetentionKind(StrEnum):
    """The kinds of data with a retention period of their own."""

    PERSON = "person"
    NEEDS = "needs"
    READINGS = "readings"
    ATTEMPTS = "attempts"


# In days: people's data and needs after the last meeting that they were registered for,
# or after its cancellation; the logs of readings and of sign-ins.
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


@dataclass(frozen=True, slots=True)
class ConfirmationResult:
    """What was erased: receipts of erasures, and the number of rows deleted from logs.

    `pending` counts erasures that are on record and still in progress. `refusal` says
    why the rest was not done, if something was already on record.
    """

    receipts: tuple[Receipt, ...]
    rows: int
    pending: int = 0
    refusal: str | None = None

    @property
    def is_complete(self) -> bool:
        return (
            not self.pending
            and self.refusal is None
            and all(receipt.finished and not receipt.found for receipt in self.receipts)
        )


def due_proposals(
    system: System, now: datetime, periods: RetentionPeriods | None = None
) -> tuple[Proposal, ...]:
    """What is due now, without names. The caller must check the permission to see it.

    Raises VaultUnavailable, StoreUnavailable.
    """
    periods = periods or retention_periods(Settings())
    with system.read(system.now(), Audience(focal_points_matter=False)) as context:
        people = retained_people(context)
    person_proposals = [
        proposal
        for person in people
        for proposal in _proposals_for(person, now.date(), periods)
    ]
    return (*person_proposals, *_bulk_proposals(system, now, periods))


def confirm_proposals(
    system: System,
    principal: Principal,
    ids: Collection[str],
    *,
    reason: str,
    now: datetime,
    periods: RetentionPeriods | None = None,
) -> ConfirmationResult:
    """Erases what was proposed. Raises NotPermitted, InvalidValue for what is not due
    (any more), VaultUnavailable, ClockJumped; nothing once something is on record.
    """
    require_permission(principal, "retention.confirm")
    return erase_proposals(
        system, principal, ids, reason=reason, now=now, periods=periods
    )


def erase_proposals(
    system: System,
    principal: Principal,
    ids: Collection[str],
    *,
    reason: str,
    now: datetime,
    periods: RetentionPeriods | None = None,
) -> ConfirmationResult:
    """The same for the command line, without a permission check."""
    system.identity.rights.require_current(principal)
    system.store.checked_clock()  # it determines what is old
    due = {proposal.id: proposal for proposal in due_proposals(system, now, periods)}
    unknown = [id for id in ids if id not in due]
    if unknown:
        raise InvalidValue(
            f"{unknown[0]} is not in the list of proposals (any more); list them again"
        )
    chosen = [due[id] for id in dict.fromkeys(ids)]
    # The needs of people whose data are erased entirely need no step of their own.
    whole = {
        proposal.participant
        for proposal in chosen
        if proposal.kind is RetentionKind.PERSON
    }
    answers, rows, refusal = list[CommandResult](), 0, None
    try:
        with system.part(ErasureService).batch():
            for proposal in chosen:
                if proposal.kind is RetentionKind.PERSON or (
                    proposal.kind is RetentionKind.NEEDS
                    and proposal.participant not in whole
                ):
                    answers.append(_erase(system, principal, proposal, reason, now))
        for proposal in chosen:
            if proposal.kind is RetentionKind.READINGS:
                rows += access_log_retention.delete_readings(system, proposal.since)
            elif proposal.kind is RetentionKind.ATTEMPTS:
                rows += access_log_retention.delete_sign_ins(
                    system, principal, proposal.since
                )
    except DomainError as error:
        if not answers and not rows:
            raise
        refusal = str(error)
    return _confirmed(system, answers, rows, refusal)


def _confirmed(
    system: System, answers: Sequence[CommandResult], rows: int, refusal: str | None
) -> ConfirmationResult:
    """With the receipts of erasures that are complete by now, or soon."""
    receipts, pending, timeout = list[Receipt](), 0, RECEIPT_TIMEOUT_SECONDS
    for result in reversed(
        answers
    ):  # when the last is complete, so are those before it
        command_receipts = system.part(ErasureService).receipts_for(result, timeout)
        timeout = 0
        if command_receipts is None:
            pending += 1
        else:
            receipts[:0] = command_receipts
    return ConfirmationResult(tuple(receipts), rows, pending, refusal)


def _erase(
    system: System, principal: Principal, proposal: Proposal, reason: str, now: datetime
) -> CommandResult:
    assert proposal.participant is not None
    groups = tuple(PersonalGroup)
    if proposal.kind is RetentionKind.NEEDS:
        groups = (PersonalGroup.NEEDS,)
    return system.service.execute(
        ErasePersonalData(
            participant_id=proposal.participant, groups=groups, reason=reason
        ),
        principal,
        command_id=new_id(now),
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
