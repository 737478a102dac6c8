"""A list of delegates in one command: all of it is stored, or nothing."""

from collections import Counter
from collections.abc import Iterator
from json import dumps
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from service.http_api.http_examples import announce, posted, served
from systems import (
    AUSTRIA,
    BERLIN_DETAILS,
    SECRETARIAT,
    announce_berlin,
    at_once,
    confirm,
    do,
    nominate,
    system_in,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    CapacityFull,
    DomainError,
    InvalidTransition,
    NotFound,
    NotInvited,
    NotPermitted,
    QuotaFull,
    ReasonRequired,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_domain.registration.seat_ledger_facts import SeatsTaken
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.history.queries import facts
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.foundation.refusals import CommandIdReused, StaleVersion
from bsm_service.meetings.commands import CloseRegistration
from bsm_service.registration.commands import (
    ConfirmRegistration,
    DelegateRow,
    RegisterDelegates,
    WithdrawRegistration,
)
from bsm_service.settings.settings import Settings

EVERYBODY = Audience(focal_points_matter=True)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def row(delegation: str = "AT", id: UUID | None = None) -> DelegateRow:
    return DelegateRow(id=id, delegation=delegation, function=DelegateFunction.MEMBER)


def register(
    meeting: UUID,
    *rows: DelegateRow,
    confirmed: bool = True,
    reason: str | None = None,
) -> RegisterDelegates:
    return RegisterDelegates(
        meeting_id=meeting, delegates=rows, confirmed=confirmed, reason=reason
    )


def refused(system: System, command: Command, error: type[DomainError]) -> str:
    """What is said; nothing may have been stored."""
    before = system.store.position()
    with pytest.raises(error) as refusal:
        do(system, command)
    assert type(refusal.value) is error
    assert system.store.position() == before
    return str(refusal.value)


# What is stored, and what is answered


def test_all_seats_of_a_list_are_one_fact_of_the_ledger(system: System):
    meeting = announce_berlin(system)
    first = uuid4()

    result = do(system, register(meeting, row("AT", first), row("IT"), row("AT")))

    names = Counter(fact.stored_name for fact in result.facts)
    assert names == {
        "bsm.registration.nominated.v2": 3,
        "bsm.registration.confirmed.v1": 3,
        "bsm.seat_ledger.seats_taken.v1": 1,
    }
    assert result.facts[0].stream_id == first
    [stored] = system.store.page(result.position - 1, 1)
    assert isinstance(stored.fact, SeatsTaken)
    assert [
        (seat.delegation, len(seat.registrations)) for seat in stored.fact.seats
    ] == [
        ("AT", 2),
        ("IT", 1),
    ]


def test_the_ledger_goes_on_from_there(system: System):
    meeting = announce_berlin(system, quotas={"AT": 2})
    ids = [uuid4(), uuid4()]
    do(system, register(meeting, *(row("AT", id) for id in ids)))
    late = nominate(system, meeting)

    refused(system, ConfirmRegistration(registration_id=late), QuotaFull)
    do(system, WithdrawRegistration(registration_id=ids[0]))
    confirm(system, late)


def test_who_is_only_nominated_takes_no_seat(system: System):
    meeting = announce_berlin(system, quotas={"AT": 1})

    result = do(system, register(meeting, row(), row(), confirmed=False), AUSTRIA)

    assert {fact.stored_name for fact in result.facts} == {
        "bsm.registration.nominated.v2"
    }
    ledger = system.store.load(SeatLedger, seat_ledger_id_of(meeting))
    assert ledger is not None
    assert ledger.total_taken == 0


def test_the_history_tells_how_many_seats_were_taken(system: System):
    meeting = announce_berlin(system)
    do(system, register(meeting, row("AT"), row("IT")))
    do(system, register(meeting, row("AT")))
    system.engine.catch_up()

    with system.read(system.now(), EVERYBODY) as context:
        sentences = [
            (fact.sentence, fact.delegation)
            for fact in facts(context, kinds=("seat_ledger",)).items
        ]

    assert sentences[1:] == [
        ("2 seats were assigned at the 10th meeting (Berlin 2016).", None),
        ("1 seat was assigned at the 10th meeting (Berlin 2016).", "AT"),
    ]


def test_a_list_sent_again_is_answered_again(system: System):
    meeting = announce_berlin(system)
    command, id = register(meeting, row(), row("IT")), uuid4()

    result = do(system, command, command_id=id)

    assert do(system, command, command_id=id) == result
    assert system.store.position() == result.position
    with pytest.raises(CommandIdReused):
        do(system, register(meeting, row()), command_id=id)


def test_the_meeting_is_what_a_list_expects_to_be_unchanged(system: System):
    meeting = announce_berlin(system)

    result = do(system, register(meeting, row()), expected_version=3)

    assert (result.id, result.version) == (meeting, 3)
    with pytest.raises(StaleVersion, match="the meeting is now at version 3, not 2"):
        do(system, register(meeting, row()), expected_version=2)


# Refused: every row by its number and field, and nothing is stored


def test_every_row_that_cannot_be_is_named(system: System):
    meeting = announce_berlin(system)
    known, twice = nominate(system, meeting), uuid4()

    refusal = refused(
        system,
        register(
            meeting,
            row("AT", twice),
            row("FR"),
            row("AT", known),
            row("IT", twice),
        ),
        NotInvited,
    )

    new = "give the new registration another ID"
    assert refusal.splitlines() == [
        f"row 2, delegation: FR is not invited to “{BERLIN_DETAILS.title}”",
        f"row 3, id: {known} is already on record; {new}",
        f"row 4, id: {twice} is the same as in row 1; {new}",
    ]


def test_an_identity_of_anything_on_record_is_taken(system: System):
    meeting = announce_berlin(system)

    refusal = refused(system, register(meeting, row("AT", meeting)), AlreadyExists)

    assert refusal.startswith(f"row 1, id: {meeting} is already on record")


def test_one_row_too_many_and_nobody_is_seated(system: System):
    meeting = announce_berlin(system, quotas={"AT": 2, "IT": 5}, capacity=4)

    assert refused(system, register(meeting, *[row()] * 3), QuotaFull).startswith(
        "row 3, delegation: the quota of AT (2 seats) would be exceeded"
    )
    five = [row("IT")] * 5
    assert refused(system, register(meeting, *five), CapacityFull).startswith(
        "row 5, delegation: all 4 seats of the meeting would already be taken"
    )


def test_of_lists_sent_at_once_one_takes_the_last_seats(system: System):
    meeting = announce_berlin(system, quotas={"AT": 5})
    ids = [uuid4() for _ in range(3)]
    the_same = [register(meeting, *(row("AT", id) for id in ids))] * 4
    others = [register(meeting, *[row()] * 3) for _ in range(4)]

    results = at_once([lambda row=row: do(system, row) for row in (*the_same, *others)])

    accepted = [result for result in results if isinstance(result, CommandResult)]
    codes = {result.code for result in results if not isinstance(result, CommandResult)}
    assert len(accepted) == 1
    assert codes <= {"already_exists", "conflict", "quota_full"}
    ledger = system.store.load(SeatLedger, seat_ledger_id_of(meeting))
    assert ledger is not None
    assert ledger.taken == {"AT": 3}


@pytest.mark.parametrize("confirmed", [True, False])
def test_registration_must_be_open(system: System, confirmed: bool):
    meeting = announce_berlin(system)
    do(system, CloseRegistration(meeting_id=meeting))

    command = register(meeting, row(), confirmed=confirmed)
    refusal = refused(system, command, ReasonRequired)

    assert refusal.startswith("registration is closed; give a reason")
    unopened = announce_berlin(system, open_registration=False)
    command = register(unopened, row(), confirmed=confirmed)
    refusal = refused(system, command, InvalidTransition)
    assert refusal.startswith(
        "delegates can be nominated only when the meeting is open for registration"
    )
    refused(system, register(uuid4(), row()), NotFound)


def test_a_focal_point_nominates_for_its_own_delegation_only(system: System):
    meeting = announce_berlin(system)
    mixed = register(meeting, row("AT"), row("IT"), confirmed=False)

    with pytest.raises(NotPermitted, match=r"^row 2, delegation: as focal point of AT"):
        do(system, mixed, AUSTRIA)
    with pytest.raises(
        NotPermitted, match=r"only .* can do this \(registration\.confirm\)"
    ):
        do(system, register(meeting, row("AT")), AUSTRIA)
    do(system, mixed, SECRETARIAT)


# Over HTTP


def test_the_longest_list_fits_into_a_body(tmp_path: Path):
    delegate = {"delegation": "AT", "function": "observer"}
    with_ids = [{"id": str(uuid4()), **delegate} for _ in range(10_000)]
    assert len(dumps({"delegates": with_ids})) < Settings().body_limit

    with served(tmp_path) as it:
        secretariat = it.as_(Role.SECRETARIAT)
        path = f"/meetings/{announce(secretariat)}/registrations/bulk"

        result = posted(secretariat, path, {"delegates": with_ids})
        assert [fact["stream_id"] for fact in result["facts"]] == [
            row["id"] for row in with_ids
        ]

        too_many = secretariat.post(
            f"/api/v1{path}", json={"delegates": [delegate] * 10_001}
        )
        assert too_many.status_code == 422
        assert too_many.json()["errors"][0]["field"] == "delegates"


def test_a_list_is_posted_to_its_meeting(tmp_path: Path):
    row = {"delegation": "AT", "function": "member"}
    with served(tmp_path) as it:
        secretariat = it.as_(Role.SECRETARIAT)
        path = f"/meetings/{announce(secretariat)}/registrations/bulk"
        body, key = {"delegates": [row] * 2, "confirmed": True}, "my list"

        first = posted(secretariat, path, body, **{"Idempotency-Key": key})
        again = posted(secretariat, path, body, **{"Idempotency-Key": key})
        refusal = secretariat.post(
            f"/api/v1{path}", json=body, headers={"If-Match": '"3"'}
        )

        assert again == first
        assert refusal.status_code == 409
        assert refusal.json()["code"] == "quota_full"
        assert refusal.json()["detail"].startswith(
            "rows 1 and 2, delegation: the quota"
        )
        unclear = secretariat.post(
            f"/api/v1{path}", json={"delegates": [row, {**row, "delegation": "at"}]}
        )
        assert unclear.json()["errors"][0]["field"] == "delegates.1.delegation"
