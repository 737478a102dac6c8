"""The messages to be sent and already sent. Each message is sent once, however many
processes use the outbox.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_projections.databases import Row
from bsm_projections.engine.items import item_of, row_of
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
)
from bsm_service.reminders.outbox_messages import (
    CHECKED_WHEN_SENT,
    SENT_TOGETHER,
    MessageState,
    OutboxMessage,
)
from bsm_service.reminders.preferences import MessageKind

CLAIM_LEASE = timedelta(minutes=10)
FIRST_PAUSE, MAX_PAUSE = timedelta(minutes=5), timedelta(hours=2)
# No message waits longer than this, neither for quiet hours nor for a server.
MAX_WAIT = timedelta(hours=25)
# A digest is for the beginning of its week; quiet hours may take up to a day of it.
DIGEST_LIFETIME = timedelta(days=2)
_BATCH_SIZE = 500


class Outbox:
    """Safe to use from several processes at once."""

    def __init__(self, register: AccountDatabase) -> None:
        self._register = register

    def update(self, due: Collection[OutboxMessage], now: datetime) -> int:
        """Brings the outbox in line with the messages that are due: adds new ones,
        revives lapsed ones that are due again, and marks as lapsed those waiting that
        are no longer due, unless they are being sent. Returns how many more wait.
        """
        states = self.states([message.key for message in due])
        new = [message for message in due if message.key not in states]
        revived = {
            message.key
            for message in due
            if states.get(message.key) is MessageState.LAPSED
            and message.state is MessageState.WAITING
        }
        ended = dict.fromkeys(
            self._no_longer_due({message.key for message in due}, now),
            MessageState.LAPSED,
        ) | {
            message.key: MessageState.SKIPPED
            for message in due
            if states.get(message.key) is MessageState.WAITING
            and message.state is MessageState.SKIPPED
        }
        if not (new or revived or ended):
            return 0
        begun = 0
        with self._register.transaction() as change:
            # In a fixed order, so that two processes do not deadlock.
            for message in sorted(new, key=lambda message: message.key):
                added = _add(change, message, to_micros(now))
                begun += added if message.state is MessageState.WAITING else 0
            for key in sorted({*revived, *ended}):
                if key in revived:
                    begun += _wait_again(
                        change, key, MessageState.LAPSED, to_micros(now)
                    )
                else:
                    values = {**_values_at(now), "key": key, "state": ended[key]}
                    change.execute(_LAPSE_QUERY, values)
        return begun

    def _no_longer_due(self, due_keys: Collection[str], now: datetime) -> list[str]:
        rows = self._register.rows(
            "SELECT key, kind, made_at FROM outbox WHERE state = 'waiting'"
        )
        old = to_micros(now - DIGEST_LIFETIME)
        return [
            row["key"]
            for row in rows
            if row["key"] not in due_keys
            and (
                row["kind"] not in CHECKED_WHEN_SENT
                or (row["kind"] == MessageKind.DIGEST and row["made_at"] < old)
            )
        ]

    def states(self, keys: Sequence[str]) -> dict[str, MessageState]:
        """The states of those that exist."""
        rows = self._select_by_keys("key, state", keys)
        return {row["key"]: MessageState(row["state"]) for row in rows}

    def read_keys(self, keys: Sequence[str]) -> set[str]:
        """Those that were read on the page."""
        rows = self._select_by_keys("key, read_at", keys)
        return {row["key"] for row in rows if row["read_at"] is not None}

    def _select_by_keys(self, columns: str, keys: Sequence[str]) -> list[Row]:
        rows: list[Row] = []
        for start in range(0, len(keys), _BATCH_SIZE):
            batch = keys[start : start + _BATCH_SIZE]
            named = {f"key{number}": key for number, key in enumerate(batch)}
            places = ", ".join(f":{name}" for name in named)
            rows += self._register.rows(
                f"SELECT {columns} FROM outbox WHERE key IN ({places})", named
            )
        return rows

    def mark_read(
        self, message: OutboxMessage, now: datetime, *, by: ChangeActor = ""
    ) -> None:
        """Somebody has read it on the page: it need not be mailed any more. Safe to
        repeat.
        """
        values = {**_values_at(now), "key": message.key}
        with self._register.transaction(actor=by) as change:
            _add(change, message, to_micros(now))
            change.execute(
                "UPDATE outbox SET read_at = COALESCE(read_at, :now) WHERE key = :key",
                values,
            )
            change.execute(_LAPSE_QUERY, {**values, "state": MessageState.PAGE})

    # Sending.

    def claim(self, now: datetime) -> tuple[OutboxMessage, ...]:
        """Takes the next message that this process alone is to send now, with all that
        go into the same e-mail. None, if none waits.
        """
        values = _values_at(now)
        until = {"until": to_micros(now + CLAIM_LEASE)}
        while row := self._register.row(_NEXT_QUERY, values):
            first = item_of(OutboxMessage, row)
            together: tuple[OutboxMessage, ...] = (first,)
            if first.kind in SENT_TOGETHER:
                together = self._messages(
                    _SENT_WITH, account=first.account, kind=first.kind, **values
                )
            with self._register.transaction() as change:
                # In a fixed order, so that one process takes all of them.
                claimed = [
                    message
                    for message in sorted(together, key=lambda message: message.key)
                    if change.execute(
                        _CLAIM_QUERY, {**values, **until, "key": message.key}
                    ).rowcount
                ]
            if claimed:
                return tuple(claimed)
        return ()

    def set_final_state(
        self, messages: Sequence[OutboxMessage], state: MessageState, now: datetime
    ) -> None:
        sent_at = now if state is MessageState.SENT else None
        self._set(
            messages,
            "state = :state, sent_at = :sent_at, error = NULL",
            state=state,
            sent_at=sent_at,
        )

    def postpone(self, messages: Sequence[OutboxMessage], until: datetime) -> None:
        """Until the end of quiet hours, or the next run. Not counted as a try."""
        self._set(messages, "next_at = :until, claimed_until = 0", until=until)

    def retry(
        self, message: OutboxMessage, error: str, now: datetime, *, give_up: bool
    ) -> None:
        """Waits 5, 10, 20 minutes, and so on up to two hours."""
        pause = min(FIRST_PAUSE * 2 ** min(message.tries, 10), MAX_PAUSE)
        self._set(
            (message,),
            "tries = tries + 1, error = :error, state = :state, next_at = :until, "
            "claimed_until = 0",
            error=error[:200],
            state=MessageState.FAILED if give_up else MessageState.WAITING,
            until=now + pause,
        )

    def _set(
        self, messages: Sequence[OutboxMessage], assignments: str, **values: object
    ) -> None:
        columns = {
            name: to_micros(value) if isinstance(value, datetime) else value
            for name, value in values.items()
        }
        with self._register.transaction() as change:
            for key in sorted(message.key for message in messages):
                change.execute(
                    f"UPDATE outbox SET {assignments} "
                    "WHERE key = :key AND state = 'waiting'",
                    {"key": key, **columns},
                )

    def try_again(
        self, now: datetime, key: str | None = None, *, by: ChangeActor = ""
    ) -> int:
        """Queues failed messages again, or one of them. Returns how many."""
        failed = [
            message.key
            for message in self.failing()
            if message.state is MessageState.FAILED
        ]
        with self._register.transaction(actor=by) as change:
            return sum(
                _wait_again(change, failed_key, MessageState.FAILED, to_micros(now))
                for failed_key in failed
                if key in (None, failed_key)
            )

    # Queries.

    def counts(self) -> dict[MessageState, int]:
        """The number of messages in every state, with 0 for none."""
        rows = self._register.rows(
            "SELECT state, count(*) AS letters FROM outbox GROUP BY state"
        )
        counts = {MessageState(row["state"]): int(row["letters"]) for row in rows}
        return {state: counts.get(state, 0) for state in MessageState}

    def oldest_waiting(self) -> datetime | None:
        """Since when the oldest waiting message has been waiting."""
        row = self._register.row(
            "SELECT min(made_at) AS since FROM outbox WHERE state = 'waiting'"
        )
        since = None if row is None else row["since"]
        return None if since is None else from_micros(since)

    def failing(self) -> tuple[OutboxMessage, ...]:
        """Failed messages and those waiting for a retry; the oldest first."""
        return self._messages("state = 'failed' OR (state = 'waiting' AND tries > 0)")

    def messages_of(self, account: str) -> tuple[OutboxMessage, ...]:
        """All messages that an account was ever to receive."""
        return self._messages("account = :account", account=account)

    def messages_to(self, participant: str) -> tuple[OutboxMessage, ...]:
        """All messages that a person was ever to receive, whatever their account."""
        return self._messages("participant = :participant", participant=participant)

    def _messages(self, where: str, **values: object) -> tuple[OutboxMessage, ...]:
        sql = f"SELECT * FROM outbox WHERE {where} ORDER BY made_at, key"
        return self._register.items(OutboxMessage, sql, values)


# If the clock was set back, times stored before that do not delay any message.
_CLAIMABLE = (
    "state = 'waiting' AND (claimed_until <= :now OR claimed_until > :lease)"
    " AND (next_at <= :now OR next_at > :wait)"
)
_NEXT_QUERY = f"SELECT * FROM outbox WHERE {_CLAIMABLE} ORDER BY made_at, key LIMIT 1"
_SENT_WITH = f"account = :account AND kind = :kind AND {_CLAIMABLE}"
_CLAIM_QUERY = (
    f"UPDATE outbox SET claimed_until = :until WHERE key = :key AND {_CLAIMABLE}"
)
_LAPSE_QUERY = (
    "UPDATE outbox SET state = :state WHERE key = :key AND state = 'waiting' "
    "AND (claimed_until <= :now OR claimed_until > :lease)"
)


def _values_at(now: datetime) -> dict[str, int | str]:
    return {
        "now": to_micros(now),
        "lease": to_micros(now + CLAIM_LEASE),
        "wait": to_micros(now + MAX_WAIT),
    }


def _add(change: AccountChange, message: OutboxMessage, now: int) -> int:
    """1 if it is new, else 0."""
    return change.execute(
        "INSERT INTO outbox (key, kind, account, participant, activity, subject, "
        "due_on, rung, made_at, state, tries, next_at, claimed_until) VALUES (:key, "
        ":kind, :account, :participant, :activity, :subject, :due_on, :rung, :now, "
        ":state, 0, :now, 0) "
        "ON CONFLICT DO NOTHING",
        {**row_of(message), "now": now},
    ).rowcount


def _wait_again(change: AccountChange, key: str, state: MessageState, now: int) -> int:
    return change.execute(
        "UPDATE outbox SET state = 'waiting', tries = 0, error = NULL, "
        "next_at = :now, claimed_until = 0 WHERE key = :key AND state = :state",
        {"key": key, "state": state, "now": now},
    ).rowcount
