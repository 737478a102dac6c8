"""What must hold of a record after anything that was done to it."""

from collections.abc import Iterator
from uuid import UUID

from faults.callers import Outcomes
from faults.fault import opened, require
from raw_database import audit_log

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.meetings.meeting_facts import MeetingAnnounced
from bsm_domain.people.participant import SealedDetails
from bsm_domain.registration.registration import Registration, RegistrationNominated
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place
from bsm_projections.engine.sealed_texts import bound_text
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.event_store.store import EventStore
from bsm_service.foundation.clock import utc_now
from bsm_service.proof.verification import verify

# Told with these, a command may be on record or not; with any other refusal it is not.
UNSURE = ("outcome_unknown", "record_lost")


def check_record(place: Place, outcomes: Outcomes) -> int:
    """Opens the record and holds it against what callers heard; how many facts it has.

    Nothing that was accepted is lost and nothing that was refused is there; positions
    are dense, tree and frontiers right, read models equal to a rebuild (`bsm verify`);
    every answer names the facts of its command; seats add up; the vault has the key of
    everything that is sealed.
    """
    # By a clock of its own: some of these records were made in the year 2016.
    system = opened(place, clock=lambda: utc_now())
    try:
        return check_system(system, outcomes)
    finally:
        system.close()


def check_system(
    system: System, outcomes: Outcomes, *, all_can_be_read: bool = True
) -> int:
    require(system.store.alarm is None, f"an alarm: {system.store.alarm}")
    system.engine.catch_up()
    require(not system.engine.parked(), "facts are parked")
    verdict = verify(system.place)
    for check in verdict.checks:
        require(check.ok, f"{check.name}: {check.detail}")
    require(
        audit_log(system.place) == system.store.position(), "the audit counts others"
    )
    answers = stored_answers(system.store)
    _hold_against(answers, outcomes)
    _facts_have_answers(system.store, answers)
    _seats_add_up(system.store)
    if all_can_be_read:
        _all_can_be_read(system)
    return system.store.position()


def stored_answers(store: EventStore) -> dict[UUID, CommandResult]:
    return {
        UUID(row["command_id"]): CommandResult.model_validate_json(row["answer"])
        for row in store.rows("SELECT command_id, answer FROM command_answers")
    }


def _hold_against(answers: dict[UUID, CommandResult], outcomes: Outcomes) -> None:
    lost = outcomes.accepted.keys() - answers.keys()
    require(not lost, f"{len(lost)} acknowledged commands are lost")
    different = [
        id for id, at in outcomes.accepted.items() if answers[id].position != at
    ]
    require(
        not different, f"{len(different)} commands have another answer than was told"
    )
    stored = {
        code
        for id, code in outcomes.refused.items()
        if code not in UNSURE and id in answers
    }
    require(not stored, f"commands are on record that were refused with {stored}")


def _facts_have_answers(store: EventStore, answers: dict[UUID, CommandResult]) -> None:
    """Every answer names the facts of its command, and no fact is without one."""
    by_command: dict[UUID, list[int]] = {}
    for entry in store.page(0, 1_000_000):
        assert isinstance(entry.fact, DomainEvent)
        by_command.setdefault(entry.fact.command_id, []).append(entry.position)
    require(
        by_command
        == {
            id: [entry.position for entry in result.facts]
            for id, result in answers.items()
        },
        "facts and answers do not match",
    )


def _seats_add_up(store: EventStore) -> None:
    facts = [entry.fact for entry in store.page(0, 1_000_000)]
    for announced in facts:
        if isinstance(announced, MeetingAnnounced):
            ledger = store.load(SeatLedger, seat_ledger_id_of(announced.originator_id))
            if ledger is not None:
                _seats_of(store, announced.originator_id, ledger, facts)


def _all_can_be_read(system: System) -> None:
    """No fact without its key: the vault was first, whatever came between."""
    sealed = [
        bound_text(
            text.model_dump(mode="json"),
            stream_id=fact.originator_id.hex,
            field=field,
            command_id=fact.command_id.hex,
        )
        for fact in (stored.fact for stored in system.store.page(0, 1_000_000))
        if isinstance(fact, DomainEvent)
        for field, text in _sealed_in(fact)
    ]
    missing = [fact for fact in system.vault.open_texts(sealed) if fact.missing]
    require(not missing, f"{len(missing)} of {len(sealed)} sealed texts cannot be read")


def _sealed_in(fact: FrozenModel) -> Iterator[tuple[str, SealedText]]:
    for field in type(fact).model_fields:
        value = getattr(fact, field)
        if isinstance(value, SealedText):
            yield field, value
        elif isinstance(value, SealedDetails):
            yield from _sealed_in(value)


def _seats_of(
    store: EventStore, meeting: UUID, ledger: SeatLedger, facts: list[object]
) -> None:
    streams = {
        fact.originator_id
        for fact in facts
        if isinstance(fact, RegistrationNominated) and fact.meeting_id == meeting
    }
    seated: dict[str, int] = {}
    waiting = set()
    for id in streams:
        registration = store.load(Registration, id)
        assert registration is not None
        if registration.status == "confirmed":
            seated[registration.delegation] = seated.get(registration.delegation, 0) + 1
        if registration.status == "waitlisted":
            waiting.add(id)
    require(
        {code: number for code, number in ledger.taken.items() if number} == seated
        and {registration.registration_id for registration in ledger.waiting}
        == waiting,
        "the seat ledger does not match the registrations",
    )
