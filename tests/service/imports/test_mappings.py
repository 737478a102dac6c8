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
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.foundation.refusals import CommandIdReused, StoreUnavailable
from bsm_service.imports import texts
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import import_file, preview_import
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.report import ImportReport
from bsm_service.imports.stored_mappings import (
    StoredMappings,
    forget_mapping,
    list_mappings,
)

CASES = Path(__file__).with_name("cases")


def somebody(system: System, name: str) -> Principal:
    account = system.identity.accounts.ensure(name)
    return Principal(account.id, Role.SECRETARIAT, None, SignInMethod.SYSTEM)


def sent(
    system: System,
    meeting: UUID,
    principal: Principal,
    case: str,
    choices: ImportChoices,
) -> ImportReport:
    # The numbers of both begin at 1, and here they are of one list.
    data = (CASES / case).read_bytes().replace(b"1;Roads", b"2;Roads")
    file = ImportFile(data=data, extension="csv", name=case)
    return import_file(system, principal, meeting, file, choices, command_id=uuid4())


def test_a_mapping_of_somebody_else_is_told_and_can_be_forgotten(
    system: System, meeting: UUID
):
    """As in the case files: green was confirmed for Anna, and Ben's file is read so."""
    anna, ben = somebody(system, "Anna"), somebody(system, "Ben")
    choices = ImportChoices(statuses={"GREEN": "confirmed"})
    first = sent(system, meeting, anna, "b21-remembered-1.csv", choices)

    second = preview_import(
        system,
        ben,
        meeting,
        ImportFile(data=(CASES / "b21-remembered-2.csv").read_bytes(), extension="csv"),
        ImportChoices(),
    )

    assert first.remembered == ()
    [used] = second.remembered
    day = system.store.clock().date()
    assert (used.what, used.said, used.means) == ("status", "green", "confirmed")
    assert (used.by, used.on) == ("Anna (secretariat)", day)
    sentence = f"“green” means confirmed (chosen by Anna (secretariat) on {day.day} "
    assert texts.mapping_text(used).startswith(sentence)

    # Ben says otherwise for his file: nothing of Anna's is used, and his is remembered.
    choices = ImportChoices(statuses={"green": "in progress"})
    assert sent(system, meeting, ben, "b21-remembered-2.csv", choices).remembered == ()
    assert activities(system)["Roads"].status == "in progress"
    [mappings] = list_mappings(system, anna)
    assert (mappings.said, mappings.means, mappings.by) == (
        "GREEN",
        "in progress",
        "Ben (secretariat)",
    )

    forget_mapping(system, anna, "status", "green")
    assert list_mappings(system, anna) == ()
    with pytest.raises(NotFound, match="there is no such saved mapping"):
        forget_mapping(system, anna, "status", "green")


def test_what_is_said_again_stays_whoever_said_it_first(system: System, meeting: UUID):
    anna, ben = somebody(system, "Anna"), somebody(system, "Ben")
    choices = ImportChoices(
        statuses={"green": "confirmed"}, columns={"Nr": "reference"}
    )
    sent(system, meeting, anna, "b21-remembered-1.csv", choices)
    sent(system, meeting, ben, "b21-remembered-2.csv", choices)

    assert {mapping.by for mapping in list_mappings(system, ben)} == {
        "Anna (secretariat)"
    }


@pytest.mark.parametrize("erased", [False, True])
def test_nobody_who_has_left_stays_by_name(system: System, meeting: UUID, erased: bool):
    anna, ben = somebody(system, "Anna"), somebody(system, "Ben")
    choices = ImportChoices(statuses={"green": "confirmed"})
    sent(system, meeting, anna, "b21-remembered-1.csv", choices)
    if erased:
        system.identity.accounts.anonymise(anna.account)
    else:
        system.identity.accounts.close(anna.account)

    [mappings] = list_mappings(system, ben)

    assert mappings.by == "a user whose account is closed"


def test_mappings_are_the_secretariats(system: System, meeting: UUID):
    with pytest.raises(NotPermitted):
        list_mappings(system, CHAIR)
    with pytest.raises(NotPermitted):
        forget_mapping(system, CHAIR, "status", "green")


def test_columns_and_delegations_are_told_too(system: System, meeting: UUID):
    anna, ben = somebody(system, "Anna"), somebody(system, "Ben")
    choices = ImportChoices(
        columns={"Was": "title", "Wien": ""}, delegations={"Vienna": "AT", "Both": ""}
    )

    def file(row: str) -> ImportFile:
        return ImportFile(data=f"Was;State;Wien\n{row}\n".encode(), extension="csv")

    import_file(
        system,
        anna,
        meeting,
        file("A;Vienna;x"),
        choices,
        command_id=uuid4(),
    )
    report = preview_import(
        system, ben, meeting, file("B;VIENNA, both;y"), ImportChoices()
    )

    assert {
        (mapping.what, mapping.said, mapping.means) for mapping in report.remembered
    } == {
        ("column", "Was", "title"),
        ("column", "Wien", ""),
        ("delegation", "VIENNA", "AT"),
        ("delegation", "both", ""),
    }
    assert all(mapping.on <= date.max for mapping in report.remembered)


def test_what_a_refused_import_says_is_not_remembered(system: System, meeting: UUID):
    """Nor does it become what somebody else said before."""
    anna = somebody(system, "Anna")
    file = ImportFile(data=b"Activity,Owner,Status\nMaps,AT,green", extension="csv")
    key = uuid4()

    def sent_again(status: str) -> ImportReport:
        choices = ImportChoices(statuses={"green": status})
        return import_file(system, anna, meeting, file, choices, command_id=key)

    sent_again("confirmed")
    with pytest.raises(CommandIdReused):
        sent_again("withdrawn")

    [mappings] = list_mappings(system, anna)
    assert mappings.means == "confirmed"


def test_an_import_is_on_record_where_what_it_says_cannot_be_remembered(
    system: System, meeting: UUID, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise StoreUnavailable("the list of accounts cannot be written")

    monkeypatch.setattr(StoredMappings, "add", fail)
    anna = somebody(system, "Anna")

    report = sent(
        system,
        meeting,
        anna,
        "b21-remembered-1.csv",
        ImportChoices(statuses={"GREEN": "confirmed"}),
    )

    assert report.stored > 0
    assert "were not saved (store_unavailable)" in report.notes[-1]
