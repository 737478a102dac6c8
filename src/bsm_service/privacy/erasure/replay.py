"""Replays a register of erasures in an older record: erases the same data again."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.people.participant import Participant
from bsm_domain.registration.delegation import Delegation
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandService
from bsm_service.event_store.store import EventStore
from bsm_service.follow_up.milestone_and_evidence_commands import EraseEvidence
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.identifiers import new_id
from bsm_service.identity import SYSTEM
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.commands import RedactText
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.erasure.register import ErasedKeys, ErasureEntry
from bsm_service.privacy.erasure.targets import (
    ErasureTarget,
    EvidenceLocation,
    NoteLocation,
)
from bsm_service.registration.delegation_commands import DestroyNoteFile

REASON = "Erased before the record was restored from an older backup."


class ReplayResult(NamedTuple):
    """How many missing facts were recorded again, how many erasures concern data that
    this record never had, and the receipts of the erasures carried out now.
    """

    recorded: int
    unknown: int
    receipts: tuple[Receipt, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "recorded": self.recorded,
            "unknown": self.unknown,
            "receipts": [receipt.as_json() for receipt in self.receipts],
        }


def resume_erasures(
    erasures: ErasureService, service: CommandService, clock: Clock
) -> None:
    """At every start: finishes interrupted erasures, and repeats those that an older
    log or vault has undone. Raises StoreUnavailable.
    """
    erasures.finish_interrupted()
    entries = erasures.register.entries()
    if entries and service.store.alarm is None:
        _record(erasures, service, entries, clock)


def replay_register(
    erasures: ErasureService,
    service: CommandService,
    entries: Mapping[ErasedKeys, ErasureEntry],
    clock: Clock,
) -> ReplayResult:
    """Records the missing facts, and erases. Safe to repeat. If the record is
    read-only, the data are erased anyway, and the facts are recorded at the first start
    when it is not. Raises StoreUnavailable.
    """
    existing = {receipt.sha256 for receipt in erasures.receipts()}
    erasures.register.merge(entries)
    recorded = unknown = 0
    if service.store.alarm is None:
        recorded, unknown = _record(erasures, service, entries, clock)
    erasures.finish_interrupted()
    existing |= {entry.sha256 for entry in entries.values() if entry.sha256 is not None}
    receipts = [
        receipt for receipt in erasures.receipts() if receipt.sha256 not in existing
    ]
    return ReplayResult(recorded, unknown, tuple(receipts))


def _record(
    erasures: ErasureService,
    service: CommandService,
    entries: Mapping[ErasedKeys, ErasureEntry],
    clock: Clock,
) -> tuple[int, int]:
    recorded = unknown = 0
    with erasures.batch():
        for target in erasures.unknown_targets(entries):
            command = _command(service.store, target)
            if command is None:
                unknown += 1
                continue
            service.execute(command, SYSTEM, command_id=new_id(clock()))
            recorded += 1
    return recorded, unknown


def _command(store: EventStore, target: ErasureTarget) -> Command | None:
    """The command for the same erasure; None if there is nothing to erase."""
    text = target.text
    if target.content is not None:
        return _erase_evidence(store, target.id, target.content)
    if target.note is not None:
        return _destroy_note_file(store, target.id, target.note)
    if text is None:
        person = store.load(Participant, target.id)
        if person is None or person.erased >= {*target.groups}:
            return None
        return ErasePersonalData(
            participant_id=target.id, groups=target.groups, reason=REASON
        )
    sealed = getattr(store.fact(text.stream_id, text.version), text.field, None)
    # Another fact may have that number now: the older log went on in another way.
    if not isinstance(sealed, SealedText) or sealed.key != text.key:
        return None
    return RedactText(
        stream_id=text.stream_id, version=text.version, field=text.field, reason=REASON
    )


def _erase_evidence(
    store: EventStore, id: UUID, content: EvidenceLocation
) -> Command | None:
    activity = store.load(FollowUpActivity, id)
    evidence = activity.evidence.get(content.evidence_id) if activity else None
    # Another fact may have that number now: the older log went on in another way.
    if evidence is None or evidence.files.get(content.revision) != content.sha256:
        return None
    return EraseEvidence(
        activity_id=id,
        evidence_id=content.evidence_id,
        revision=content.revision,
        reason=REASON,
    )


def _destroy_note_file(
    store: EventStore, id: UUID, location: NoteLocation
) -> Command | None:
    delegation = store.load(Delegation, id)
    note = delegation.notes.get(location.note_id) if delegation else None
    # Another fact may have that number now: the older log went on in another way.
    if note is None or note.file is None or note.file.sha256 != location.sha256:
        return None
    return DestroyNoteFile(
        meeting_id=location.meeting_id,
        note_id=location.note_id,
        delegation=location.delegation,
        reason=REASON,
    )
