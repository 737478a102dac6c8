"""What is to be sent and what was. Each message is sent once, however many processes
look after it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_projections.databases import Row
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
)
from bsm_service.reminders.outbox_messages import (
    MessageState,
    OutboxMessage,
    message_from_row,
)
from bsm_service.reminders.preferences import MessageKind

CLAIM_LEASE = timedelta(minutes=10)
FIRST_PAUSE, MAX_PAUSE = timedelta(minutes=5), timedelta(hours=2)
# Nobody waits longer on purpose: not for quiet hours, not for a server.
MAX_WAIT = timedelta(hours=25)
# A digest is of its week's beginning; quiet hours may take a day of it.
DIGEST_LIFETIME = timedelta(days=2)
_BATCH_SIZE = 500


class Outbox:
    """Safe to use from several processes at once."""

    def __init__(self, register: AccountDatabase) -> None:
        self._register = register

    def update(self, due: Collection[OutboxMessage], now: datetime) -> int:
        """Brings the outbox in line with what is due: adds what is new, and what had
        lapsed and is due again; lets lapse what waits and is no longer due, unless
        somebody is sending it. How many now wait that did not.
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
            # In one order, or two processes wait for each other.
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
            and (row["kind"] != MessageKind.DIGEST or row["made_at"] < old)
        ]

    def states(self, keys: Sequence[str]) -> dict[str, MessageState]:
        """Of those that are there."""
        rows = self._select_by_keys("key, state", keys)
        return {row["key"]: MessageState(row["state"]) for row in rows}

    def read_keys(self, keys: Sequence[str]) -> set[str]:
        """Those that somebody has read on the page."""
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

    def claim(self, now: datetime) -> OutboxMessage | None:
        """The next that this process, and no other, is to send at once."""
        while row := self._register.row(_NEXT_QUERY, _values_at(now)):
            with self._register.transaction() as change:
                update = change.execute(
                    "UPDATE outbox SET claimed_until = :until "
                    f"WHERE key = :key AND {_CLAIMABLE}",
                    {
                        **_values_at(now),
                        "key": row["key"],
                        "until": to_micros(now + CLAIM_LEASE),
                    },
                )
            if update.rowcount == 1:
                return message_from_row(row)
        return None

    def set_final_state(
        self, message: OutboxMessage, state: MessageState, now: datetime
    ) -> None:
        sent_at = now if state is MessageState.SENT else None
        self._set(
            message,
            "state = :state, sent_at = :sent_at, error = NULL",
            state=state,
            sent_at=sent_at,
        )

    def postpone(self, message: OutboxMessage, until: datetime) -> None:
        """For the end of quiet hours, or for the next look: that is no try."""
        self._set(message, "next_at = :until, claimed_until = 0", until=until)

    def retry(
        self, message: OutboxMessage, error: str, now: datetime, *, give_up: bool
    ) -> None:
        """Pauses grow: 5, 10, 20 minutes, and so on up to two hours."""
        pause = min(FIRST_PAUSE * 2 ** min(message.tries, 10), MAX_PAUSE)
        self._set(
            message,
            "tries = tries + 1, error = :error, state = :state, next_at = :until, "
            "claimed_until = 0",
            error=error[:200],
            state=MessageState.FAILED if give_up else MessageState.WAITING,
            until=now + pause,
        )

    def _set(self, message: OutboxMessage, assignments: str, **values: object) -> None:
        columns = {
            name: to_micros(value) if isinstance(value, datetime) else value
            for name, value in values.items()
        }
        with self._register.transaction() as change:
            change.execute(
                f"UPDATE outbox SET {assignments} "
                "WHERE key = :key AND state = 'waiting'",
                {"key": message.key, **columns},
            )

    def try_again(
        self, now: datetime, key: str | None = None, *, by: ChangeActor = ""
    ) -> int:
        """Those that have failed, or one of them, wait again. How many."""
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

    # What is shown.

    def counts(self) -> dict[MessageState, int]:
        """Every state has its number."""
        rows = self._register.rows(
            "SELECT state, count(*) AS letters FROM outbox GROUP BY state"
        )
        counts = {MessageState(row["state"]): int(row["letters"]) for row in rows}
        return {state: counts.get(state, 0) for state in MessageState}

    def oldest_waiting(self) -> datetime | None:
        """Since when a message waits that may go."""
        row = self._register.row(
            "SELECT min(made_at) AS since FROM outbox WHERE state = 'waiting'"
        )
        since = None if row is None else row["since"]
        return None if since is None else from_micros(since)

    def failing(self) -> tuple[OutboxMessage, ...]:
        """What has failed, and what waits to be tried again; the oldest first."""
        return self._messages("state = 'failed' OR (state = 'waiting' AND tries > 0)")

    def messages_of(self, account: str) -> tuple[OutboxMessage, ...]:
        """All that ever was for an account."""
        return self._messages("account = :account", account=account)

    def _messages(self, where: str, **values: str) -> tuple[OutboxMessage, ...]:
        rows = self._register.rows(
            f"SELECT * FROM outbox WHERE {where} ORDER BY made_at, key", values
        )
        return tuple(map(message_from_row, rows))


# Where a clock went back, what was set by it does not hold anybody up.
_CLAIMABLE = (
    "state = 'waiting' AND (claimed_until <= :now OR claimed_until > :lease)"
    " AND (next_at <= :now OR next_at > :wait)"
)
_NEXT_QUERY = f"SELECT * FROM outbox WHERE {_CLAIMABLE} ORDER BY made_at, key LIMIT 1"
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
    """Whether it is new."""
    return change.execute(
        "INSERT INTO outbox (key, kind, account, activity, due_on, rung, made_at, "
        "state, tries, next_at, claimed_until) VALUES (:key, :kind, :account, "
        ":activity, :due_on, :rung, :now, :state, 0, :now, 0) ON CONFLICT DO NOTHING",
        {
            "key": message.key,
            "kind": message.kind,
            "account": message.account,
            "activity": message.activity_id,
            "due_on": None if message.due_on is None else str(message.due_on),
            "rung": message.rung,
            "now": now,
            "state": message.state,
        },
    ).rowcount


def _wait_again(change: AccountChange, key: str, state: MessageState, now: int) -> int:
    return change.execute(
        "UPDATE outbox SET state = 'waiting', tries = 0, error = NULL, "
        "next_at = :now, claimed_until = 0 WHERE key = :key AND state = :state",
        {"key": key, "state": state, "now": now},
    ).rowcount
