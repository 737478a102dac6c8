"""A list of delegates in one command comes to the same as its rows one by one."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid5

import pytest
from examples import MEETING
from fuzzing import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_database import audit_log
from systems import BERLIN_DETAILS, do, enter, invited, system_in

from bsm_domain.foundation.errors import (
    AlreadyExists,
    CapacityFull,
    CompositionBroken,
    DomainError,
    QuotaFull,
    ReasonRequired,
)
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.temporal_tables import STILL_CURRENT
from bsm_projections.history.queries import facts
from bsm_projections.leadership.meeting_figures import meeting_figures
from bsm_projections.meetings.delegations import DELEGATIONS
from bsm_projections.meetings.queries import meeting_delegations
from bsm_projections.meetings.read_model import MEETINGS
from bsm_projections.registration.queries import registrations
from bsm_projections.registration.read_model import REGISTRATIONS
from bsm_service.application.system import System
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    ChangeQuota,
    InviteDelegations,
    OpenRegistration,
)
from bsm_service.registration.commands import (
    ConfirmRegistration,
    DelegateRow,
    NominateDelegate,
    RegisterDelegates,
    WaitlistRegistration,
)
from bsm_service.vault.personal_details import PersonalDetails

EVERYBODY = Audience(focal_points_matter=True)
CODES = st.sampled_from(["AT", "IT", "FRONTEX"])
# Each names somebody whom the delegation has on record, by number, or nobody.
ROWS = st.lists(
    st.tuples(CODES, st.sampled_from(DelegateFunction), st.none() | st.integers(0, 2)),
    min_size=1,
    max_size=8,
)


def prepared(folder: str, quotas: dict[str, int], capacity: int, queue: list[str]):
    """A meeting with its seats, and those that have queued since there were none."""
    system = system_in(Path(folder))
    do(system, AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS))
    everybody = tuple(invited(code, 0) for code in quotas)
    do(system, InviteDelegations(meeting_id=MEETING, delegations=everybody))
    do(system, OpenRegistration(meeting_id=MEETING, capacity=capacity))
    for code in quotas:
        for number in range(3):
            enter(
                system,
                known(code, number),
                code,
                name="Somebody",
                email=person(code, number).email,
            )
    for number, code in enumerate(queue, start=1_000):
        id = UUID(int=number)
        do(system, single(id, code, DelegateFunction.MEMBER))
        do(system, WaitlistRegistration(registration_id=id))
    for code, quota in quotas.items():
        grown = ChangeQuota(
            meeting_id=MEETING, delegation=code, quota=quota, reason="room was found"
        )
        do(system, grown)
    return system


def known(code: str, number: int) -> UUID:
    return uuid5(MEETING, f"{code} {number}")


def person(code: str, number: int | None) -> PersonalDetails | None:
    if number is None:
        return None
    address = f"person{number}@{code.lower()}.example.org"
    return PersonalDetails(name=f"Person {number} of {code}", email=address)


def single(
    id: UUID | None, code: str, function: DelegateFunction, number: int | None = None
) -> NominateDelegate:
    return NominateDelegate(
        meeting_id=MEETING,
        registration_id=id,
        delegation=code,
        function=function,
        person=person(code, number),
    )


def read_models(system: System) -> dict[str, Any]:
    """All that people see, but for how many facts told it."""
    system.engine.catch_up()
    assert system.engine.parked() == []
    tables = (REGISTRATIONS, DELEGATIONS, MEETINGS)
    with system.engine.snapshot() as snapshot:
        contents: dict[str, Any] = {
            table.name: Counter(
                tuple(row)
                for row in snapshot.rows(
                    f"SELECT {', '.join(table.columns)} FROM {{{table.name}}} "
                    f"WHERE to_position = {STILL_CURRENT}"
                )
            )
            for table in tables
        }
    with system.read(system.now(), EVERYBODY) as context:
        history = facts(context, kinds=("registration",), limit=1_000).items
        return contents | {
            "figures": meeting_figures(context, str(MEETING)),
            "delegations of the page": meeting_delegations(context, str(MEETING)),
            "list": registrations(context, str(MEETING)).items,
            "sentences": [
                (fact.sentence, fact.delegation, fact.version) for fact in history
            ],
        }


@given(
    rows=ROWS,
    confirmed=st.booleans(),
    quotas=st.fixed_dictionaries(
        dict.fromkeys(["AT", "IT", "FRONTEX"], st.integers(0, 6))
    ),
    capacity=st.integers(1, 12),
    queue=st.lists(CODES, max_size=2),
    reason=st.none() | st.just("they speak first"),
)
@settings(max_examples=examples(10))
def test_a_list_is_the_same_as_its_rows_one_by_one(
    rows: list[tuple[str, DelegateFunction, int | None]],
    confirmed: bool,
    quotas: dict[str, int],
    capacity: int,
    queue: list[str],
    reason: str | None,
):
    with TemporaryDirectory() as here, TemporaryDirectory() as there:
        alone = prepared(here, quotas, capacity, queue)
        together = prepared(there, quotas, capacity, queue)
        try:
            before = together.store.position()
            # Who is named has a registration whose id follows from the person.
            ids = [
                UUID(int=row)
                if number is None
                else registration_id_of(MEETING, known(code, number))
                for row, (code, _, number) in enumerate(rows, start=1)
            ]
            own = [
                id if number is None else None
                for id, (*_, number) in zip(ids, rows, strict=True)
            ]
            delegates = [
                DelegateRow(
                    id=id,
                    delegation=code,
                    function=function,
                    person=person(code, number),
                )
                for id, (code, function, number) in zip(own, rows, strict=True)
            ]
            command = RegisterDelegates(
                meeting_id=MEETING,
                delegates=tuple(delegates),
                confirmed=confirmed,
                reason=reason,
            )
            try:
                for id, row in zip(own, rows, strict=True):
                    registered = do(alone, single(id, *row)).id
                    if confirmed:
                        confirm = ConfirmRegistration(
                            registration_id=registered, reason=reason
                        )
                        do(alone, confirm)
            except DomainError:
                refused_too = (
                    QuotaFull,
                    CapacityFull,
                    ReasonRequired,
                    AlreadyExists,
                    CompositionBroken,
                )
                with pytest.raises(refused_too):
                    do(together, command)
                assert together.store.position() == before
                return
            do(together, command)
            ledger, other_ledger = (
                system.store.load(SeatLedger, seat_ledger_id_of(MEETING))
                for system in (alone, together)
            )
            assert ledger is not None
            assert other_ledger is not None
            assert (ledger.taken, ledger.total_taken, ledger.waiting) == (
                other_ledger.taken,
                other_ledger.total_taken,
                other_ledger.waiting,
            )
            for id in ids:
                expected = alone.store.load(Registration, id)
                assert together.store.load(Registration, id) == expected
            assert read_models(alone) == read_models(together)
            assert audit_log(Path(there)) == together.store.position()
        finally:
            alone.close()
            together.close()
