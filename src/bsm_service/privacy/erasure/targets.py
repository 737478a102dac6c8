"""What the record requires to be unreadable: a person's data, a text, a file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from pydantic import AwareDatetime

from bsm_domain.follow_up.facts import EvidenceErased
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.people.participant import (
    PersonalDataErased,
    PersonalGroup,
    personal_key_id,
)
from bsm_domain.privacy.redaction import TextRedacted
from bsm_domain.registration.delegation_facts import NoteFileDestroyed
from bsm_service.event_store.reader import LogReader
from bsm_service.event_store.tables import IS_ERASURE, IS_NOTE_FILE_DESTROYED
from bsm_service.vault import key_of_file

# The facts that request an erasure.
ERASING_FACTS = (PersonalDataErased, TextRedacted, EvidenceErased, NoteFileDestroyed)
# Two statements, each for an index of its own.
ERASING_FACTS_QUERIES = tuple(
    f"""SELECT originator_id, originator_version, topic, state
    FROM stored_events WHERE {condition} ORDER BY originator_id, originator_version"""
    for condition in (IS_ERASURE, IS_NOTE_FILE_DESTROYED)
)
_POSITION_QUERY = """SELECT position FROM leaves
    WHERE originator_id = :id AND originator_version = :version"""


class TextLocation(FrozenModel):
    """Where a redacted text was, and the key that encrypted it."""

    key: UUID
    stream_id: UUID
    version: int
    field: str


class EvidenceLocation(FrozenModel):
    """The revision of a piece of evidence whose file was destroyed."""

    evidence_id: UUID
    revision: int
    sha256: str


class NoteLocation(FrozenModel):
    """The note of a delegation to a meeting whose file was destroyed."""

    note_id: UUID
    meeting_id: UUID
    delegation: str
    sha256: str


class ErasureTarget(FrozenModel):
    """A fact that requests an erasure: `id` is its stream, `version` its version there.
    `groups` are those of a person; `needs_erased` counts how often their needs were
    erased before. A `text`, a `content` or a `note` has no groups.
    """

    id: UUID
    version: int
    recorded_at: AwareDatetime
    account: str
    role: str
    groups: tuple[PersonalGroup, ...] = ()
    needs_erased: int = 0
    text: TextLocation | None = None
    content: EvidenceLocation | None = None
    note: NoteLocation | None = None

    @property
    def file(self) -> str | None:
        """The SHA-256 of the file that must not be in the vault."""
        location = self.content or self.note
        return None if location is None else location.sha256

    @property
    def keys(self) -> tuple[UUID, ...]:
        """The keys that must not be in the vault."""
        if self.text is not None:
            return (self.text.key,)
        if self.file is not None:
            return (key_of_file(self.file),)
        group_keys = (
            personal_key_id(self.id, group, self.needs_erased) for group in self.groups
        )
        return tuple(dict.fromkeys(group_keys))

    @property
    def person(self) -> UUID | None:
        """The person who must not be found any more."""
        return self.id if PersonalGroup.NAME in self.groups else None


def erasure_targets(log: LogReader) -> tuple[ErasureTarget, ...]:
    """All erasures ever requested, in no order of time."""
    events = (
        log.mapper.to_domain_event(
            StoredEvent(
                UUID(str(row["originator_id"])),
                row["originator_version"],
                row["topic"],
                row["state"],
            )
        )
        for query in ERASING_FACTS_QUERIES
        for row in log.rows(query)
    )
    return tuple(_targets_of(events))


def erasure_targets_at(
    log: LogReader, places: Sequence[tuple[UUID, int]]
) -> tuple[ErasureTarget, ...]:
    """The erasures requested by the facts at these places (stream and version). Raises
    StoreUnavailable.
    """
    targets = list[ErasureTarget]()
    for stream in dict.fromkeys(stream for stream, _ in places):
        with log.connection():
            stream_targets = tuple(_targets_of(log.events.get(stream)))
        targets += (
            target for target in stream_targets if (stream, target.version) in places
        )
    return tuple(targets)


def position_of_target(log: LogReader, target: ErasureTarget) -> int | None:
    """The position of the fact in the log; None if it is not there."""
    row = log.row(_POSITION_QUERY, id=target.id, version=target.version)
    return None if row is None else int(row["position"])


def _targets_of(events: Iterable[object]) -> Iterator[ErasureTarget]:
    """From facts in the order of their streams."""
    needs = Counter[UUID]()
    for fact in events:
        if isinstance(fact, PersonalDataErased):
            earlier = needs[fact.originator_id]
            yield _target(fact, groups=fact.groups, needs_erased=earlier)
            needs[fact.originator_id] += PersonalGroup.NEEDS in fact.groups
        elif isinstance(fact, TextRedacted):
            text = TextLocation(
                key=fact.key,
                stream_id=fact.stream_id,
                version=fact.stream_version,
                field=fact.field,
            )
            yield _target(fact, text=text)
        elif isinstance(fact, EvidenceErased):
            content = EvidenceLocation(
                evidence_id=fact.evidence_id,
                revision=fact.revision,
                sha256=fact.sha256,
            )
            yield _target(fact, content=content)
        elif isinstance(fact, NoteFileDestroyed):
            note = NoteLocation(
                note_id=fact.note_id,
                meeting_id=fact.meeting_id,
                delegation=fact.delegation,
                sha256=fact.sha256,
            )
            yield _target(fact, note=note)


def _target(fact: DomainEvent, **details: Any) -> ErasureTarget:
    return ErasureTarget(
        id=fact.originator_id,
        version=fact.originator_version,
        recorded_at=fact.recorded_at,
        account=fact.actor.account,
        role=fact.actor.role,
        **details,
    )
