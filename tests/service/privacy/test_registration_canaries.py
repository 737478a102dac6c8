"""What is typed about somebody while a delegation registers them is found nowhere: no
name, address or reason in a file, a row or a log, no note's file once they are erased.
"""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from service.command_examples import concluded_without_registration
from service.foundation.canary_logs import logged
from service.privacy.canary_person import (
    DETAILS,
    REFERENCE,
    TEXT,
    USER,
    WORDS,
    Canary,
    enter_canary,
    erase,
    left_in,
)
from service.registration.registration_requests import (
    PDF,
    nomination,
    receive,
    set_terms,
    uploaded,
)
from service.registration.substitution_requests import substitute
from systems import AUSTRIA, SECRETARIAT, announce_berlin, confirm, do

from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.registration import registration_id_of
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.refusals import ContentErased
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.file_import import (
    import_delegates,
    preview_delegates,
)
from bsm_service.imports.list_reading import ImportFile
from bsm_service.operations.backup import create_backup, restore_backup
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.register import FILE_NAME, read_register
from bsm_service.privacy.erasure.replay import replay_register
from bsm_service.registration.attendance.commands import PastRow, RecordPast
from bsm_service.registration.commands import (
    ChangeFunction,
    DeclineRequest,
    RequestRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.delegation_commands import AnswerInvitation
from bsm_service.registration.delegation_upkeep import DelegationUpkeep
from bsm_service.registration.substitution.commands import RefuseChange
from bsm_service.vault.personal_details import PersonalDetails

PASSPORT = "PA55P0RT-2718281828"
EVERYTHING = (*WORDS, PASSPORT)


def leave_traces(system: System, canary: Canary) -> str:
    """Everything that takes a text, a name or a file. The digest of the note's file."""
    later = announce_berlin(system)
    set_terms(system, later, people_may_ask=True)
    id = registration_id_of(later, canary.participant)
    of = {"registration_id": id}
    asked = {"function": DelegateFunction.MEMBER, "participant_id": canary.participant}
    do(system, RequestRegistration(meeting_id=later, remark=TEXT, **asked))
    do(system, DeclineRequest(**of, reason=TEXT))
    answer = {"meeting_id": later, "delegation": "AT", "answer": "takes part"}
    do(system, AnswerInvitation(**answer, remark=TEXT))
    do(system, nomination(later, participant_id=canary.participant))
    file = uploaded(system, PDF + DETAILS.name.encode())
    receive(system, later, sha256=file, covers=[id])
    confirm(system, id)
    set_terms(system, later, changes_until=system.now().at, people_may_ask=True)
    do(system, ChangeFunction(**of, function="adviser", reason=TEXT), AUSTRIA)
    do(system, RefuseChange(**of, reason=TEXT))
    substitute(system, id, reason=TEXT)
    do(system, nomination(later, participant_id=canary.participant))
    do(system, WithdrawRegistration(**of, reason=TEXT))
    _import(system, announce_berlin(system))
    _record_past(system)
    return file


def _import(system: System, meeting: UUID) -> None:
    """Also what no list may bring: it is named in no answer either."""
    list_of_delegates = ImportFile(
        data=(
            "Delegation,Name,E-mail,Passport no.\n"
            f"AT,{DETAILS.name},{DETAILS.email},{PASSPORT}\n"
            f"AT,{PASSPORT},nobody at all,{PASSPORT}\n"
        ).encode(),
        extension="csv",
        name="list.csv",
    )
    about = (
        system,
        SECRETARIAT,
        meeting,
        list_of_delegates,
        DelegateChoices(only_valid=True),
    )
    for report in (
        preview_delegates(*about),
        import_delegates(*about, command_id=uuid4()),
    ):
        assert (report.stored, report.refused) == (1, 1)
        assert PASSPORT not in report.model_dump_json()


def _record_past(system: System) -> None:
    row = PastRow(
        delegation="AT",
        function=DelegateFunction.MEMBER,
        person=PersonalDetails(name=DETAILS.name, email=DETAILS.email),
        reference=REFERENCE,
        came=True,
    )
    meeting = concluded_without_registration(system)["meeting_id"]
    of_list = {"list_name": "list.csv", "references_of": "a list of canaries"}
    do(system, RecordPast(meeting_id=meeting, rows=(row,), **of_list))


def test_nothing_that_is_typed_is_found_before_or_after_an_erasure(system: System):
    with logged() as log:
        canary = enter_canary(system)
        file = leave_traces(system, canary)
        assert {word for word, _ in left_in(system.place, EVERYTHING)} == {USER}
        assert system.vault.files.read(file).endswith(DETAILS.name.encode())

        erase(system, canary)
        system.part(DelegationUpkeep).destroy_files()

        assert left_in(system.place, EVERYTHING) == []
        with pytest.raises(ContentErased):
            system.vault.files.read(file)
        [receipt] = system.part(ErasureService).receipts_of(canary.participant)
        assert (receipt.found, receipt.left) == ((), ())
    assert not [word for word in EVERYTHING if word.casefold() in log.text.casefold()]


def test_nor_after_a_restore(system: System, elsewhere: Place, tmp_path: Path):
    """Of a backup from before the erasure, whose register is replayed."""
    canary = enter_canary(system)
    file = leave_traces(system, canary)
    backup = tmp_path / "backup"
    create_backup(system.place, backup, utc_now(), lambda _: None)
    key = (system.place.folder / "vault.key").read_text()
    erase(system, canary)
    system.part(DelegationUpkeep).destroy_files()

    restore_backup(backup, elsewhere, lambda _: None, key)
    older = open_system(elsewhere, clock=system.store.clock)
    register = read_register(system.place.folder / FILE_NAME)
    service = older.part(ErasureService)
    replay_register(service, older.service, register, older.store.clock)

    assert left_in(elsewhere, EVERYTHING) == []
    with pytest.raises(ContentErased):
        older.vault.files.read(file)
    older.close()
