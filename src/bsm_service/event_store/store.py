"""The event store of the network: one log, one order, one audit trail.

Commands run inside one transaction at a time. What is kept in memory (the head of
the log, the folds of meetings, seat ledgers and decisions) is published only after
COMMIT.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from bsm_domain.foundation.errors import Conflict
from bsm_projections.databases import (
    DATABASE_ERRORS,
    DUPLICATE_KEY_ERRORS,
    Database,
    Row,
)
from bsm_projections.databases.database import Statement, UnconfirmedCommit
from bsm_service.event_store.acknowledged_heads import (
    AcknowledgedHead,
    AcknowledgedHeadFile,
    describe_loss,
)
from bsm_service.event_store.group_commit import GroupCommit, PendingWork
from bsm_service.event_store.log_database import Head, end_of_log, open_log, read_head
from bsm_service.event_store.reader import LogReader
from bsm_service.event_store.serialization import FactMapper
from bsm_service.event_store.transaction import (
    CONFLICT,
    AggregateCache,
    CommandKey,
    Transaction,
    first_answers_query,
)
from bsm_service.foundation.clock import Clock, ClockWatch, utc_now
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.refusals import (
    OutcomeUnknown,
    RecordLost,
    StoreBusy,
    StoreUnavailable,
    VaultUnavailable,
)

T = TypeVar("T")
_log = logging.getLogger("bsm_service.store")


class _TransactionWork(NamedTuple):
    """Work to be done in a transaction, and the command's key if it has one."""

    function: Callable[[Transaction], Any]
    key: CommandKey | None


class EventStore(LogReader):
    """The log: runs commands in its transactions, and gives access to readers."""

    def __init__(
        self,
        database: Database,
        *,
        origin: str | None = None,
        clock: Clock = utc_now,
        mapper: FactMapper | None = None,
        remembered: AcknowledgedHeadFile | None = None,
    ) -> None:
        """Opens the log, and makes it where there is none.

        `origin` names a new log for ever; default `localhost/bsm/` and 16 random hex
        digits. `remembered` is the file of heads that are acknowledged. Raises
        StoreUnavailable where the database cannot be used.
        """
        super().__init__(database, mapper or FactMapper())
        self.clock = clock
        self.loss_alarm: str | None = None  # what the log lacks
        self.clock_watch: ClockWatch | None = None  # of the machine's clock
        self._acknowledged_file = remembered
        self._end_of_log_query = end_of_log(database)
        self._aggregates = AggregateCache()
        self._head: Head | None = None
        self._group_commit: GroupCommit[_TransactionWork] = GroupCommit(
            self._commit_batch
        )
        self._before_commit: list[Callable[[Sequence[Any]], None]] = []
        self._after_commit: list[Callable[[], object]] = []
        self.origin = open_log(database, origin)

    def close(self) -> None:
        self.database.close()
        if self._acknowledged_file is not None:
            self._acknowledged_file.close()

    # Why it takes no commands.

    @property
    def alarm(self) -> str | None:
        """Why the store is read-only; None while it is not."""
        return self.loss_alarm or self.clock_alarm()

    def clock_alarm(self) -> str | None:
        """Why the machine's clock is not trusted; None while it is."""
        clock = self.checked_clock
        return clock.alarm() if isinstance(clock, ClockWatch) else None

    @property
    def checked_clock(self) -> Clock:
        """The clock for recording facts. Raises ClockJumped, except for the clock of a
        demonstration.
        """
        watch = self.clock_watch
        return self.clock if watch is None or self.clock is not watch.real else watch

    # What was acknowledged must be there.

    def check_acknowledged(self, acknowledged: Iterable[AcknowledgedHead]) -> None:
        """Makes the store read-only if the log lacks acknowledged facts."""
        for head in acknowledged:
            if self.lacks(head):
                self._go_read_only(head.position, self.position())

    def lacks(self, acknowledged: AcknowledgedHead) -> bool:
        """Whether the log does not contain this head."""
        frontier = self.frontier_at(acknowledged.position)
        return frontier is None or frontier.root().hex() != acknowledged.root

    def _go_read_only(self, acknowledged: int, end: int) -> str:
        self.loss_alarm = describe_loss(acknowledged, end)
        return self.loss_alarm

    # Writing: only in a transaction.

    def run_in_transaction(
        self, work: Callable[[Transaction], T], key: CommandKey | None = None
    ) -> T:
        """Does the work in a transaction; returns once it is committed.

        What the work raises is raised here, and then nothing of it was stored. Work
        may be done twice, where the database did not say what became of it: it must
        look for the first answer to its key.
        """
        result: T = self._group_commit.submit(_TransactionWork(work, key))
        return result

    def try_in_transaction(self, work: Callable[[Transaction], T]) -> T:
        """Does the work as in a transaction that begins now, and stores nothing of it:
        so a preview knows what would be refused.
        """
        head = read_head(self.rows(self._end_of_log_query), None)
        cache = AggregateCache()
        return work(Transaction(self, head, self.checked_clock, self.origin, cache))

    def before_commit(self, make_safe: Callable[[Sequence[Any]], None]) -> None:
        """Calls `make_safe` with what the commands of a transaction set aside, before
        their facts are stored. What it raises refuses these commands, each by itself.
        """
        self._before_commit.append(make_safe)

    def use_rights_version_query(self, expression: str | None) -> None:
        """Lets each transaction read the version of everybody's rights as it opens,
        where it costs no journey of its own.
        """
        if expression is not None:
            self._end_of_log_query = end_of_log(self.database, expression)

    def on_commit(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Calls `listener` after each transaction that stored any fact; returns how to
        stop it. What it raises is logged, and changes nothing.
        """
        self._after_commit.append(listener)
        return lambda: self._after_commit.remove(listener)

    def _commit_batch(self, batch: Sequence[PendingWork[_TransactionWork]]) -> None:
        try:
            self._commit(batch)
        except UnconfirmedCommit:
            self._retry_after_unknown_outcome(batch)
        except (*DUPLICATE_KEY_ERRORS, VaultUnavailable):
            for pending in batch:  # its own caller's, not its neighbours'
                self._commit_alone(pending)
        except DATABASE_ERRORS as error:
            raise refusal_for(error) from error

    def _commit_alone(self, pending: PendingWork[_TransactionWork]) -> None:
        try:
            try:
                self._commit([pending], checks_ids=True)
            except UnconfirmedCommit:
                self._retry_after_unknown_outcome([pending])
        except DUPLICATE_KEY_ERRORS:
            pending.fail(Conflict(CONFLICT))
        except DATABASE_ERRORS as error:
            pending.fail(refusal_for(error))
        except Exception as error:
            pending.fail(error)

    def _retry_after_unknown_outcome(
        self, batch: Sequence[PendingWork[_TransactionWork]]
    ) -> None:
        """Asks all again: what was stored is found by its command id."""
        try:
            self._commit(batch, checks_ids=True, after_unknown_outcome=True)
        except RecordLost:
            raise
        except (StoreBusy, StoreUnavailable, *DATABASE_ERRORS) as error:
            raise OutcomeUnknown(
                "the database did not confirm whether this was stored; repeat the "
                "request with the same command ID (Idempotency-Key): it is stored at "
                "most once"
            ) from error

    def _commit(
        self,
        batch: Sequence[PendingWork[_TransactionWork]],
        *,
        checks_ids: bool = False,
        after_unknown_outcome: bool = False,
    ) -> None:
        if self.loss_alarm is not None:
            raise RecordLost(self.loss_alarm)
        keys = [pending.work.key for pending in batch if pending.work.key is not None]
        opening: list[Statement] = [(self._end_of_log_query, ())]
        if keys:
            opening.append(first_answers_query(keys))
        with self.log_database.transaction(opening) as connection:
            end, *answer_rows = connection.opened
            before = self._head_now(end)
            transaction = Transaction(
                self,
                before,
                self.checked_clock,
                self.origin,
                self._aggregates,
                checks_ids,
                after_unknown_outcome,
            )
            transaction.rights_version = end[0]["rights_version"] if end else None
            answers = answer_rows.pop() if keys else ()
            transaction.set_first_answers(answers)
            for pending in batch:
                try:
                    pending.succeed(pending.work.function(transaction))
                except (StoreBusy, StoreUnavailable, *DATABASE_ERRORS):
                    raise
                except Exception as error:  # its own caller's, not its neighbours'
                    pending.fail(error)
            has_new_facts = transaction.head.position > before.position
            if has_new_facts or transaction.trackings:
                if transaction.sealings:
                    for make_safe in self._before_commit:
                        make_safe(transaction.sealings)
                transaction.write(connection)
                self.database.notify(connection)
            elif answers:  # a first answer, given again
                self.database.confirm(connection)
        self._publish(transaction, has_new_facts)

    def _publish(self, transaction: Transaction, has_new_facts: bool) -> None:
        position, _, frontier = self._head = transaction.head
        self._aggregates.publish(transaction.changed_aggregates)
        if not has_new_facts:
            return
        # The facts are on record: nothing that fails here may refuse them.
        if self._acknowledged_file is not None:
            try:
                self._acknowledged_file.write(position, frontier.root())
            except OSError:
                _log.exception("the head %d could not be saved to its file", position)
        for listener in tuple(self._after_commit):
            try:
                listener()
            except Exception:
                _log.exception(
                    "a listener could not be notified of position %d", position
                )

    def _head_now(self, end: Sequence[Row]) -> Head:
        """The head in memory, or another process's if it wrote.

        Raises RecordLost where the log lacks what this process acknowledged.
        """
        known, head = self._head, read_head(end, self._head)
        if known is None or head == known:
            return head
        if head.position != known.position:
            self._aggregates.mark_all_stale()
        if (
            head.position <= known.position
            or self.frontier_at(known.position) != known.frontier
        ):
            raise RecordLost(self._go_read_only(known.position, head.position))
        return head
