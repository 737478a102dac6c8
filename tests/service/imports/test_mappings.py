"""What earlier files taught is told with who said it, and can be forgotten."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from service.imports.trackers import activities
from sqlite_only import new_place as new_place
from systems import CHAIR

from bsm_domain.foundation.errors import NotFound, NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service import imports
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.foundation.refusals import CommandIdReused, StoreUnavailable
from bsm_service.imports import ACTIVITIES, Choices, File, Reconciliation
from bsm_service.imports import texts as sentences
from bsm_service.imports.mapping_table import Remembered

CASES = Path(__file__).with_name("cases")


def somebody(system: System, name: str) -> Principal:
    account = system.identity.accounts.ensure(name)
    return Principal(account.id, Role.SECRETARIAT, None, SignInMethod.SYSTEM)


def sent(
    system: System, meeting: UUID, who: Principal, case: str, choices: Choices
) -> Reconciliation:
    # The numbers of both begin at 1, and here they are of one list.
    data = (CASES / case).read_bytes().replace(b"1;Roads", b"2;Roads")
    file = File(data=data, ending="csv", name=case)
    return imports.store(
        ACTIVITIES, system, who, meeting, file, choices, command_id=uuid4()
    )


def test_a_mapping_of_somebody_else_is_told_and_can_be_forgotten(
    system: System, meeting: UUID
):
    """As in the case files: green was confirmed for Anna, and Ben's file is read so."""
    anna, ben = somebody(system, "Anna"), somebody(system, "Ben")
    said = Choices(statuses={"GREEN": "confirmed"})
    first = sent(system, meeting, anna, "b21-remembered-1.csv", said)

    second = imports.preview(
        ACTIVITIES,
        system,
        ben,
        meeting,
        File(data=(CASES / "b21-remembered-2.csv").read_bytes(), ending="csv"),
        Choices(),
    )

    assert first.remembered == ()
    [used] = second.remembered
    day = system.store.clock().date()
    assert (used.what, used.said, used.means) == ("status", "green", "confirmed")
    assert (used.by, used.on) == ("Anna (secretariat)", day)
    told = f"“green” is read as confirmed, as Anna (secretariat) said on {day.day} "
    assert sentences.remembered(used).startswith(told)

    # Ben says otherwise for his file: nothing of Anna's is used, and his is remembered.
    said = Choices(statuses={"green": "in progress"})
    assert sent(system, meeting, ben, "b21-remembered-2.csv", said).remembered == ()
    assert activities(system)["Roads"].status == "in progress"
    [kept] = imports.mappings(ACTIVITIES, system, anna)
    assert (kept.said, kept.means, kept.by) == (
        "GREEN",
        "in progress",
        "Ben (secretariat)",
    )

    imports.forget_mapping(ACTIVITIES, system, anna, "status", "green")
    assert imports.mappings(ACTIVITIES, system, anna) == ()
    with pytest.raises(NotFound, match="nothing is remembered of that"):
        imports.forget_mapping(ACTIVITIES, system, anna, "status", "green")


def test_what_is_said_again_stays_whoever_said_it_first(system: System, meeting: UUID):
    anna, ben = somebody(system, "Anna"), somebody(system, "Ben")
    said = Choices(statuses={"green": "confirmed"}, columns={"Nr": "reference"})
    sent(system, meeting, anna, "b21-remembered-1.csv", said)
    sent(system, meeting, ben, "b21-remembered-2.csv", said)

    assert {it.by for it in imports.mappings(ACTIVITIES, system, ben)} == {
        "Anna (secretariat)"
    }


@pytest.mark.parametrize("erased", [False, True])
def test_nobody_who_has_left_stays_by_name(system: System, meeting: UUID, erased: bool):
    anna, ben = somebody(system, "Anna"), somebody(system, "Ben")
    said = Choices(statuses={"green": "confirmed"})
    sent(system, meeting, anna, "b21-remembered-1.csv", said)
    if erased:
        system.identity.accounts.forget(anna.account)
    else:
        system.identity.accounts.close(anna.account)

    [kept] = imports.mappings(ACTIVITIES, system, ben)

    assert kept.by == "somebody whose account is closed"


def test_mappings_are_the_secretariats(system: System, meeting: UUID):
    with pytest.raises(NotPermitted):
        imports.mappings(ACTIVITIES, system, CHAIR)
    with pytest.raises(NotPermitted):
        imports.forget_mapping(ACTIVITIES, system, CHAIR, "status", "green")


def test_columns_and_delegations_are_told_too(system: System, meeting: UUID):
    anna, ben = somebody(system, "Anna"), somebody(system, "Ben")
    said = Choices(
        columns={"Was": "title", "Wien": ""}, delegations={"Vienna": "AT", "Both": ""}
    )

    def file(row: str) -> File:
        return File(data=f"Was;State;Wien\n{row}\n".encode(), ending="csv")

    imports.store(
        ACTIVITIES, system, anna, meeting, file("A;Vienna;x"), said, command_id=uuid4()
    )
    found = imports.preview(
        ACTIVITIES, system, ben, meeting, file("B;VIENNA, both;y"), Choices()
    )

    assert {(it.what, it.said, it.means) for it in found.remembered} == {
        ("column", "Was", "title"),
        ("column", "Wien", ""),
        ("delegation", "VIENNA", "AT"),
        ("delegation", "both", ""),
    }
    assert all(it.on <= date.max for it in found.remembered)


def test_what_a_refused_import_says_is_not_remembered(system: System, meeting: UUID):
    """Nor does it become what somebody else said before."""
    anna = somebody(system, "Anna")
    file = File(data=b"Activity,Owner,Status\nMaps,AT,green", ending="csv")
    key = uuid4()

    def sent_again(status: str) -> Reconciliation:
        said = Choices(statuses={"green": status})
        return imports.store(
            ACTIVITIES, system, anna, meeting, file, said, command_id=key
        )

    sent_again("confirmed")
    with pytest.raises(CommandIdReused):
        sent_again("withdrawn")

    [kept] = imports.mappings(ACTIVITIES, system, anna)
    assert kept.means == "confirmed"


def test_an_import_is_on_record_where_what_it_says_cannot_be_remembered(
    system: System, meeting: UUID, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise StoreUnavailable("the list of accounts cannot be written")

    monkeypatch.setattr(Remembered, "keep", fail)
    anna = somebody(system, "Anna")

    found = sent(
        system,
        meeting,
        anna,
        "b21-remembered-1.csv",
        Choices(statuses={"GREEN": "confirmed"}),
    )

    assert found.stored > 0
    assert "was not remembered (store_unavailable)" in found.notes[-1]
