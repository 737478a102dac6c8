"""What must hold of a record after anything that was done to it."""

from collections.abc import Iterator
from uuid import UUID

from faults.fault import must, opened
from faults.writing import Told
from raw_database import audit_log

from bsm_domain.foundation.aggregate import DomainEvent, FrozenModel
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.meetings.meeting_facts import MeetingAnnounced
from bsm_domain.people.participant import SealedDetails
from bsm_domain.registration.registration import Registration
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


def judge(place: Place, told: Told) -> int:
    """Opens the record and holds it against what callers heard; how many facts it has.

    Nothing that was accepted is lost and nothing that was refused is there; positions
    are dense, tree and frontiers right, read models equal to a rebuild (`bsm verify`);
    every answer names the facts of its command; seats add up; the vault has the key of
    everything that is sealed.
    """
    # By a clock of its own: some of these records were made in the year 2016.
    system = opened(place, clock=lambda: utc_now())
    try:
        return judge_system(system, told)
    finally:
        system.close()


def judge_system(system: System, told: Told, *, all_can_be_read: bool = True) -> int:
    must(system.store.alarm is None, f"an alarm: {system.store.alarm}")
    system.engine.catch_up()
    must(not system.engine.parked(), "facts are parked")
    verdict = verify(system.place)
    for check in verdict.checks:
        must(check.ok, f"{check.name}: {check.detail}")
    must(audit_log(system.place) == system.store.position(), "the audit counts others")
    answers = stored_answers(system.store)
    _hold_against(answers, told)
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


def _hold_against(answers: dict[UUID, CommandResult], told: Told) -> None:
    lost = told.accepted.keys() - answers.keys()
    must(not lost, f"{len(lost)} acknowledged commands are lost")
    other = [id for id, at in told.accepted.items() if answers[id].position != at]
    must(not other, f"{len(other)} commands have another answer than was told")
    stored = {
        said
        for id, said in told.refused.items()
        if said not in UNSURE and id in answers
    }
    must(not stored, f"commands are on record that were refused with {stored}")


def _facts_have_answers(store: EventStore, answers: dict[UUID, CommandResult]) -> None:
    """Every answer names the facts of its command, and no fact is without one."""
    by_command: dict[UUID, list[int]] = {}
    for one in store.page(0, 1_000_000):
        assert isinstance(one.fact, DomainEvent)
        by_command.setdefault(one.fact.command_id, []).append(one.position)
    must(
        by_command
        == {id: [one.position for one in it.facts] for id, it in answers.items()},
        "facts and answers do not match",
    )


def _seats_add_up(store: EventStore) -> None:
    facts = [one.fact for one in store.page(0, 1_000_000)]
    for announced in facts:
        if isinstance(announced, MeetingAnnounced):
            ledger = store.load(SeatLedger, seat_ledger_id_of(announced.originator_id))
            if ledger is not None:
                _seats_of(store, ledger, facts)


def _all_can_be_read(system: System) -> None:
    """No fact without its key: the vault was first, whatever came between."""
    sealed = [
        bound_text(
            text.model_dump(mode="json"),
            stream_id=one.originator_id.hex,
            field=field,
            command_id=one.command_id.hex,
        )
        for one in (stored.fact for stored in system.store.page(0, 1_000_000))
        if isinstance(one, DomainEvent)
        for field, text in _sealed_in(one)
    ]
    missing = [one for one in system.vault.open_texts(sealed) if one.missing]
    must(not missing, f"{len(missing)} of {len(sealed)} sealed texts cannot be read")


def _sealed_in(fact: FrozenModel) -> Iterator[tuple[str, SealedText]]:
    for field in type(fact).model_fields:
        value = getattr(fact, field)
        if isinstance(value, SealedText):
            yield field, value
        elif isinstance(value, SealedDetails):
            yield from _sealed_in(value)


def _seats_of(store: EventStore, ledger: SeatLedger, facts: list[object]) -> None:
    streams = {
        fact.originator_id
        for fact in facts
        if getattr(fact, "TOPIC", "") == "bsm.registration.nominated.v1"
    }
    seated: dict[str, int] = {}
    waiting = set()
    for id in streams:
        one = store.load(Registration, id)
        assert one is not None
        if one.status == "confirmed":
            seated[one.delegation] = seated.get(one.delegation, 0) + 1
        if one.status == "waitlisted":
            waiting.add(id)
    must(
        {code: taken for code, taken in ledger.taken.items() if taken} == seated
        and {one.registration_id for one in ledger.waiting} == waiting,
        "the seat ledger does not match the registrations",
    )
