"""What the commands of one transaction see, and what they leave to be written.

Nothing is written while commands decide. A command that is refused leaves nothing; what
the others leave is written at the end of the transaction, all at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.number_series import NumberSeries
from bsm_domain.foundation.aggregate import Aggregate, DomainEvent
from bsm_domain.foundation.errors import Conflict
from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.seat_ledger import SeatLedger
from bsm_projections.databases import Connection, Row, select_among
from bsm_projections.databases.database import Statement
from bsm_service.event_store.log_database import Head
from bsm_service.event_store.merkle_tree import leaf_hash, leaf_text
from bsm_service.event_store.reader import LogReader
from bsm_service.event_store.tables import ENDS_COMMAND
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.refusals import CommandIdReused

A = TypeVar("A", bound=Aggregate)

# Every registration looks at the first two, every position at a decision: they have the
# long streams.
CACHED_AGGREGATES: frozenset[type[Aggregate]] = frozenset(
    {Meeting, SeatLedger, Decision, NumberSeries}
)


@dataclass(frozen=True, slots=True)
class CommandKey:
    """What makes a command the same command again: who, under which id, and what.

    `earlier_id_and_digest` are those that an earlier release would have given it.
    """

    account: str
    command_id: UUID
    digest: bytes
    earlier_id_and_digest: tuple[UUID, bytes] | None = None

    def ids_and_digests(self) -> Iterator[tuple[UUID, bytes]]:
        """Every id and digest under which it may have been answered."""
        yield self.command_id, self.digest
        if self.earlier_id_and_digest is not None:
            yield self.earlier_id_and_digest


def first_answers_query(keys: Sequence[CommandKey]) -> Statement:
    """Asks what was answered when these commands were first accepted."""
    each = "(account = ? AND command_id = ?)"
    pairs = [(key.account, id.hex) for key in keys for id, _ in key.ids_and_digests()]
    return (
        "SELECT account, command_id, digest, answer FROM command_answers WHERE "
        + " OR ".join([each] * len(pairs)),
        [value for pair in pairs for value in pair],
    )


CONFLICT = (
    "someone else has changed this in the meantime; check the current state, then "
    "try again"
)


@dataclass(slots=True)
class AggregateCache:
    """Aggregates kept in memory, as the log has them up to what this process knows.

    What another process may have changed since is `stale`, and is brought forward by
    the facts that it lacks when it is needed.
    """

    aggregates: dict[UUID, Aggregate] = field(default_factory=dict)
    stale: set[UUID] = field(default_factory=set)

    def mark_all_stale(self) -> None:
        self.stale.update(self.aggregates)

    def publish(self, folds: Mapping[UUID, Aggregate]) -> None:
        self.aggregates.update(folds)
        self.stale.difference_update(folds)


@dataclass(slots=True)
class Transaction:
    """What the commands of one group commit see and leave to be written."""

    log: LogReader
    head: Head
    clock: Clock
    origin: str
    cache: AggregateCache
    checks_ids: bool = False
    # Whether it is repeated because the outcome of the first attempt is unknown.
    after_unknown_outcome: bool = False
    # What everybody's rights are at; None where the log's database does not know.
    rights_version: int | None = None
    changed_aggregates: dict[UUID, Aggregate] = field(default_factory=dict)
    # What must be safe elsewhere before these facts are on record.
    sealings: list[Any] = field(default_factory=list)
    # Which programs of the library have followed which log how far.
    trackings: list[tuple[str, int]] = field(default_factory=list)
    _unwritten: dict[UUID, list[DomainEvent]] = field(default_factory=dict)
    _events: list[tuple[UUID, int, str, bytes]] = field(default_factory=list)
    _leaves: list[tuple[int, UUID, int, int, int, bytes]] = field(default_factory=list)
    _answers: dict[tuple[str, str], tuple[bytes, str]] = field(default_factory=dict)
    _first_answers: dict[tuple[str, str], tuple[bytes, str]] = field(
        default_factory=dict
    )

    def now(self) -> datetime:
        """The server's clock, which never runs backwards along the log."""
        return max(self.clock(), from_micros(self.head.recorded_at))

    def find(self, kind: type[A], id: UUID) -> A | None:
        """The thing as it stands now, or None where nothing is on record."""
        if kind not in CACHED_AGGREGATES:
            return self.log.load(kind, id, unwritten=self._unwritten.get(id, ()))
        known = self.changed_aggregates.get(id) or self._cached(id)
        if known is not None:
            return known if isinstance(known, kind) else None
        loaded = self.log.load(kind, id, unwritten=self._unwritten.get(id, ()))
        if loaded is not None:
            self.changed_aggregates[id] = loaded
        return loaded

    def compared_first_facts(self, kind: type[Aggregate]) -> list[DomainEvent]:
        """The first facts of all meetings, objectives or decisions."""
        unwritten = (facts[0] for facts in self._unwritten.values())
        return [
            *self.log.compared_first_facts(kind),
            *(fact for fact in unwritten if isinstance(fact, kind.FIRST_FACTS)),
        ]

    def network_id(self) -> UUID:
        """The stream of the first fact of every log."""
        [first] = self.log.page(after=0, limit=1)
        assert isinstance(first.fact, DomainEvent)
        return first.fact.originator_id

    def fact(self, stream: UUID, version: int) -> DomainEvent | None:
        """One fact of a stream; None if it is not on record."""
        for fact in self._unwritten.get(stream, ()):
            if fact.originator_version == version:
                return fact
        return self.log.fact(stream, version)

    def _cached(self, id: UUID) -> Aggregate | None:
        known = self.cache.aggregates.get(id)
        if known is not None and id in self.cache.stale:
            known = self.changed_aggregates[id] = self.log.load_newer(known, id)
        return known

    def is_taken(self, id: UUID) -> bool:
        """Whether a stream of this identity is on record, as far as is known.

        Without care nobody looks: the log refuses a second stream of one identity, and
        then the work is done anew, with care.
        """
        if id in self._unwritten:
            return True
        return self.checks_ids and bool(self.log.recorder.select_events(id, limit=1))

    def taken_ids(self, ids: Sequence[UUID]) -> set[UUID]:
        """Those of many identities that are on record, looked for with care."""
        used_ids = self._unwritten.keys() & set(ids)
        with self.log.connection() as connection:
            rows = select_among(
                connection,
                "SELECT originator_id FROM stored_events "
                "WHERE originator_version = 1 AND originator_id IN ({values})",
                ids,
            )
            used_ids |= {UUID(row[0]) for row in rows}
        return used_ids

    def streams_with(self, ids: Set[UUID], names: Iterable[str]) -> dict[UUID, bool]:
        """As the log's, with what is still to be written."""
        unwritten = dict.fromkeys(self._unwritten.keys() & ids, True)
        return self.log.streams_with(ids - unwritten.keys(), names) | unwritten

    def set_first_answers(self, answers: Iterable[Row] = ()) -> None:
        """Takes note of what earlier transactions answered to the keys of this one."""
        for account, command_id, digest, answer in answers:
            self._first_answers[account, command_id] = digest, answer

    def first_answer(self, key: CommandKey) -> str | None:
        """The answer given when this command was first accepted.

        Raises CommandIdReused where the id came with another request.
        """
        for id, digest in key.ids_and_digests():
            answer_key = key.account, id.hex
            stored_answer = self._answers.get(answer_key) or self._first_answers.get(
                answer_key
            )
            if stored_answer is None:
                continue
            if stored_answer[0] != digest:
                raise CommandIdReused(
                    "you have already used this command ID (Idempotency-Key) for "
                    "another request; use a new one for each request"
                )
            return stored_answer[1]
        return None

    def append_facts(
        self, facts: Sequence[DomainEvent], ends: int = ENDS_COMMAND
    ) -> int:
        """Leaves the facts of one command to be written, all or none; the position of
        the last, which `ends` marks. Raises Conflict where the transaction has a fact
        of that stream and version already.
        """
        self._refuse_conflict(facts)
        aggregates = self._aggregates_after(facts)
        recorded_at = to_micros(facts[-1].recorded_at)
        self.log.events.put(facts, transaction=self, recorded_at=recorded_at, ends=ends)
        self.changed_aggregates |= aggregates
        for fact in facts:
            self._unwritten.setdefault(fact.originator_id, []).append(fact)
        return self.head.position

    def append_events(
        self, stored_events: Sequence[StoredEvent], recorded_at: int, ends: int
    ) -> None:
        """Gives facts, as bytes, their positions and leaves. `recorded_at` is their
        time, in microseconds; `ends` marks the last.
        """
        position, _, frontier = self.head
        end = position + len(stored_events)
        events, leaves = [], []
        for stored in stored_events:
            id, version = stored.originator_id, stored.originator_version
            assert isinstance(id, UUID)  # the library lets it be a text, too
            leaf = leaf_hash(
                leaf_text(self.origin, id, version, stored.topic, stored.state)
            )
            position, frontier = position + 1, frontier.append(leaf)
            events.append((id, version, stored.topic, stored.state))
            mark = ends if position == end else 0
            leaves.append((position, id, version, recorded_at, mark, leaf))
        # From here on nothing refuses.
        self._events += events
        self._leaves += leaves
        self.head = Head(position, recorded_at, frontier)

    def record_answer(self, key: CommandKey, answer: str) -> None:
        """Adds the answer to a command, for later repeats of it."""
        self._answers[key.account, key.command_id.hex] = key.digest, answer

    def _refuse_conflict(self, facts: Sequence[DomainEvent]) -> None:
        for fact in facts:
            before = self._unwritten.get(fact.originator_id)
            if before and before[-1].originator_version >= fact.originator_version:
                raise Conflict(CONFLICT)

    def _aggregates_after(self, facts: Sequence[DomainEvent]) -> dict[UUID, Aggregate]:
        """Those kept in memory that the facts change, as they are then."""
        changed: dict[UUID, Aggregate] = {}
        for fact in facts:
            id = fact.originator_id
            known = (
                changed.get(id)
                or self.changed_aggregates.get(id)
                or self.cache.aggregates.get(id)
            )
            if known is not None and known.version + 1 == fact.originator_version:
                changed[id] = known.evolve(fact)
        return changed

    def write(self, connection: Connection) -> None:
        """Writes what the commands left, as the last thing before COMMIT, which raises
        COLLISION for what is there already.
        """
        frontiers = [(self.head.position, self.head.frontier.to_bytes())]
        connection.insert_before_commit(
            {
                "stored_events": self._events,
                "leaves": self._leaves,
                "command_answers": [
                    (*key, *stored_answer)
                    for key, stored_answer in self._answers.items()
                ],
                "frontiers": frontiers if self._leaves else [],
                "tracking": self.trackings,
            }
        )
