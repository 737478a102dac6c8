"""Requests about delegations and their registrations."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from systems import SECRETARIAT, do

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_domain.registration.delegation import Delegation
from bsm_domain.registration.delegation_notes import delegation_id_of
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.record_list import QueryRequest, RecordList
from bsm_service.application.system import System, audience_of
from bsm_service.follow_up.milestone_and_evidence_commands import UploadedFile
from bsm_service.meetings.commands import SetRegistrationTerms
from bsm_service.registration.commands import NominateDelegate
from bsm_service.registration.delegation_commands import NoteToRecord, ReceiveNote

PDF = b"%PDF-1.7 note verbale"


def set_terms(system: System, meeting: UUID, **terms: Any) -> None:
    do(
        system,
        SetRegistrationTerms(
            meeting_id=meeting, terms=RegistrationTerms(**terms), reason="as agreed"
        ),
    )


def nomination(
    meeting: UUID,
    function: str = "member",
    delegation: str = "AT",
    *,
    occurred_at: datetime | None = None,
    **fields: Any,
) -> NominateDelegate:
    return NominateDelegate(
        meeting_id=meeting,
        delegation=delegation,
        function=DelegateFunction(function),
        occurred_at=occurred_at,
        **fields,
    )


def nominated_as(
    system: System,
    meeting: UUID,
    function: str,
    delegation: str = "AT",
    by: Principal = SECRETARIAT,
    **fields: Any,
) -> UUID:
    return do(system, nomination(meeting, function, delegation, **fields), by).id


def uploaded(system: System, data: bytes = PDF, kind: str = "application/pdf") -> str:
    return system.vault.files.store(data, kind).sha256


def note(sha256: str | None = None, **fields: Any) -> NoteToRecord:
    file = UploadedFile(sha256=sha256, name="note.pdf") if sha256 else None
    given = {
        "kind": "note verbale",
        "reference": "3/16",
        "dated_on": "2015-12-01",
        "received_on": "2015-12-03",
    }
    return NoteToRecord(**{**given, **fields}, file=file)


def receive(
    system: System,
    meeting: UUID,
    delegation: str = "AT",
    *,
    sha256: str | None = None,
    **fields: Any,
) -> UUID:
    id = uuid4()
    do(
        system,
        ReceiveNote(
            meeting_id=meeting,
            note_id=id,
            delegation=delegation,
            note=note(sha256, **fields),
        ),
    )
    return id


def delegation_on_record(
    system: System, meeting: UUID, code: str = "AT"
) -> Delegation | None:
    return system.store.load(Delegation, delegation_id_of(meeting, code))


def listed(system: System, what: RecordList, by: Principal, **values: object) -> list:
    """What somebody reads of a list."""
    system.engine.catch_up()
    with system.read(system.now(), audience_of(by)) as context:
        request = QueryRequest(
            system=system, principal=by, context=context, place="", purpose=""
        )
        return [*what.page(request, values, None, 100).items]


def refused(
    system: System,
    command: Command,
    error: type[DomainError],
    by: Principal = SECRETARIAT,
) -> str:
    """What is said; nothing may have been stored."""
    before = system.store.position()
    with pytest.raises(error) as refusal:
        do(system, command, by)
    assert type(refusal.value) is error
    assert system.store.position() == before
    return str(refusal.value)


def names(result: CommandResult) -> list[str]:
    return [fact.stored_name for fact in result.facts]
