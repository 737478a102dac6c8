"""What is to be sent and what was: a table, not facts. Each letter is sent once,
however many processes look after it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bsm_domain.clocks import from_micros, to_micros
from bsm_projections.databases import Row
from bsm_service.identity.register import Register
from bsm_service.reminders.preferences import Kind

LEASE = timedelta(minutes=10)
FIRST_PAUSE = timedelta(minutes=5)
MOST_TRIES = 8


class State(StrEnum):
    """`page` is for the page alone: no address, no mail, or not wanted by mail."""

    WAITING = "waiting"
    SENT = "sent"
    PAGE = "page"
    SKIPPED = "skipped"
    LAPSED = "lapsed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Letter:
    """`rung` is that of the ladder; the week for a digest."""

    key: str
    kind: Kind
    account: str
    activity_id: str | None
    due_on: date | None
    rung: str
    made_at: datetime
    state: State = State.WAITING
    tries: int = 0
    error: str | None = None
    sent_at: datetime | None = None
    read_at: datetime | None = None


class Outbox:
    """Safe to use from several processes at once."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def put(self, letters: Iterable[Letter], now: datetime) -> int:
        """Those that are there already stay as they are. How many are new."""
        new, known = 0, self._keys()
        fresh = [one for one in letters if one.key not in known]
        if not fresh:
            return 0
        with self._register.changing() as change:
            for one in fresh:
                found = change.execute(
                    "INSERT INTO outbox (key, kind, account, activity, due_on, rung, "
                    "made_at, state, tries, next_at, claimed_until) VALUES (:key, "
                    ":kind, :account, :activity, :due_on, :rung, :now, :state, 0, "
                    ":now, 0) ON CONFLICT DO NOTHING",
                    {
                        "key": one.key,
                        "kind": one.kind,
                        "account": one.account,
                        "activity": one.activity_id,
                        "due_on": None if one.due_on is None else str(one.due_on),
                        "rung": one.rung,
                        "now": to_micros(now),
                        "state": one.state,
                    },
                )
                new += found.rowcount
        return new

    def _keys(self) -> set[str]:
        return {row["key"] for row in self._register.rows("SELECT key FROM outbox")}

    def lapse(self, but: Collection[str]) -> int:
        """Reminders that wait and are owed no more. How many."""
        rows = self._register.rows(
            "SELECT key FROM outbox WHERE state = 'waiting' AND kind <> 'digest'"
        )
        gone = [row["key"] for row in rows if row["key"] not in but]
        if not gone:
            return 0
        lapsed = 0
        with self._register.changing() as change:
            for key in gone:
                lapsed += change.execute(
                    "UPDATE outbox SET state = 'lapsed' "
                    "WHERE key = :key AND state = 'waiting'",
                    {"key": key},
                ).rowcount
        return lapsed

    def claim(self, now: datetime) -> tuple[Letter, ...]:
        """Those that this process, and no other, is to send now."""
        at = to_micros(now)
        rows = self._register.rows(
            "SELECT * FROM outbox WHERE state = 'waiting' AND next_at <= :now "
            "AND claimed_until <= :now ORDER BY made_at, key",
            {"now": at},
        )
        mine = []
        for row in rows:
            with self._register.changing() as change:
                taken = change.execute(
                    "UPDATE outbox SET claimed_until = :until WHERE key = :key "
                    "AND state = 'waiting' AND claimed_until <= :now",
                    {"key": row["key"], "now": at, "until": at + _micros(LEASE)},
                )
                if taken.rowcount == 1:
                    mine.append(_letter(row))
        return tuple(mine)

    def done(self, letter: Letter, state: State, now: datetime) -> None:
        self._set(
            letter, "state = :state, sent_at = :now, error = NULL", now, state=state
        )

    def wait(self, letter: Letter, until: datetime, now: datetime) -> None:
        """For the end of quiet hours: that is no try."""
        self._set(letter, "next_at = :until, claimed_until = 0", now, until=until)

    def retry(
        self, letter: Letter, error: str, now: datetime, *, give_up: bool
    ) -> None:
        """Pauses grow: 5, 10, 20 … minutes; then it has failed."""
        tries = letter.tries + 1
        gone = give_up or tries >= MOST_TRIES
        self._set(
            letter,
            "tries = :tries, error = :error, state = :state, next_at = :until, "
            "claimed_until = 0",
            now,
            tries=tries,
            error=error[:200],
            state=State.FAILED if gone else State.WAITING,
            until=now + FIRST_PAUSE * 2**letter.tries,
        )

    def _set(self, letter: Letter, what: str, now: datetime, **values: object) -> None:
        told = {
            name: to_micros(value) if isinstance(value, datetime) else value
            for name, value in values.items()
        }
        with self._register.changing() as change:
            change.execute(
                f"UPDATE outbox SET {what} WHERE key = :key",
                {"key": letter.key, "now": to_micros(now), **told},
            )

    # What is shown.

    def counts(self) -> dict[State, int]:
        rows = self._register.rows(
            "SELECT state, count(*) AS letters FROM outbox GROUP BY state"
        )
        return {State(row["state"]): int(row["letters"]) for row in rows}

    def notices(self, account: str) -> tuple[Letter, ...]:
        """What somebody has not read on the page yet, the newest first."""
        rows = self._register.rows(
            "SELECT * FROM outbox WHERE account = :account AND read_at IS NULL "
            "AND kind <> 'digest' AND state NOT IN ('skipped', 'lapsed') "
            "ORDER BY made_at DESC, key",
            {"account": account},
        )
        return tuple(map(_letter, rows))

    def read(self, account: str, key: str) -> bool:
        """Whether there was such a notice for this account. Safe to repeat."""
        with self._register.changing() as change:
            found = change.execute(
                "UPDATE outbox SET read_at = COALESCE(read_at, :now) "
                "WHERE key = :key AND account = :account",
                {"key": key, "account": account, "now": change.now},
            )
        return bool(found.rowcount)

    def all(self) -> tuple[Letter, ...]:
        rows = self._register.rows("SELECT * FROM outbox ORDER BY made_at, key")
        return tuple(map(_letter, rows))


def _letter(row: Row) -> Letter:
    return Letter(
        key=row["key"],
        kind=Kind(row["kind"]),
        account=row["account"],
        activity_id=row["activity"],
        due_on=None if row["due_on"] is None else date.fromisoformat(row["due_on"]),
        rung=row["rung"],
        made_at=from_micros(row["made_at"]),
        state=State(row["state"]),
        tries=row["tries"],
        error=row["error"],
        sent_at=None if row["sent_at"] is None else from_micros(row["sent_at"]),
        read_at=None if row["read_at"] is None else from_micros(row["read_at"]),
    )


def _micros(interval: timedelta) -> int:
    return int(interval / timedelta(microseconds=1))
