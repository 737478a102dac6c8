"""Growing delays after failed sign-ins. Nobody is locked out for good: every delay
ends, and users who are signed in are not delayed.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from bsm_domain.foundation.microseconds import DAY_MICROS
from bsm_service.identity.account_database import (
    AccountDatabase,
    FindRow,
)

FREE_FAILURES_PER_COMBINATION = 3
FREE_FAILURES_PER_KEY = 20
MAX_DELAY_SECONDS = 60  # seconds


class LoginThrottle:
    """An attempt has several `keys`, such as a user name and an address, always in the
    same order. Failures with the same combination count from the third on, those of
    each key alone from the twentieth: trying many names from one address, or one name
    from many addresses, is delayed too. Keys are stored hashed.
    """

    def __init__(self, database: AccountDatabase) -> None:
        self._database = database

    def seconds_to_wait(self, keys: Sequence[str]) -> float:
        """Seconds until the next attempt is accepted; 0 if it is now."""
        return self._seconds_to_wait(self._database.row, self._database.now(), keys)

    def begin_attempt(self, keys: Sequence[str]) -> float:
        """Seconds to wait; 0 if the attempt is accepted, in which case it counts as
        failed until `record_success`: simultaneous attempts do not avoid the delay.
        """
        with self._database.transaction(exclusive=True) as change:
            seconds = self._seconds_to_wait(change.row, change.now, keys)
            if not seconds:
                self.record_failure(keys)
        return seconds

    def record_failure(self, keys: Sequence[str]) -> None:
        """Counts a failure."""
        with self._database.transaction() as change:
            change.execute(
                "DELETE FROM delays WHERE last_at <= :before",
                {"before": change.now - DAY_MICROS},
            )
            for key, _ in sorted(self._keys(keys)):
                change.execute(
                    "INSERT INTO delays (attempt, failures, last_at) "
                    "VALUES (:key, 1, :now) ON CONFLICT (attempt) DO UPDATE "
                    "SET failures = delays.failures + 1, last_at = excluded.last_at",
                    {"key": key, "now": change.now},
                )

    def _seconds_to_wait(self, row: FindRow, now: int, keys: Sequence[str]) -> float:
        delays = [0.0]
        for key, from_failures in self._keys(keys):
            counter = row(
                "SELECT failures, last_at FROM delays WHERE attempt = :key "
                "AND last_at > :before",
                {"key": key, "before": now - DAY_MICROS},
            )
            if counter is not None and counter["failures"] >= from_failures:
                beyond = min(counter["failures"] - from_failures, 10)
                delay = min(2**beyond, MAX_DELAY_SECONDS)
                passed = (now - counter["last_at"]) / 1_000_000
                # Made while the clock was ahead, possibly by years.
                delays.append(min(delay, delay - passed))
        return max(delays)

    def record_success(self, keys: Sequence[str]) -> None:
        """Forgets the failures of the combination and of the first key alone, but of
        the others only this attempt: a success says nothing about other users at the
        same address.
        """
        together, first, *others = self._keys(keys)
        with self._database.transaction() as change:
            for key, _ in (together, first):
                change.execute("DELETE FROM delays WHERE attempt = :key", {"key": key})
            for key, _ in others:
                change.execute(
                    "UPDATE delays SET failures = failures - 1 WHERE attempt = :key "
                    "AND failures > 0",
                    {"key": key},
                )

    def _keys(self, attempt_keys: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Where each count is stored, and from which failure on it delays."""
        yield (
            self._key("together", "\0".join(attempt_keys)),
            FREE_FAILURES_PER_COMBINATION,
        )
        for number, single_key in enumerate(attempt_keys):
            yield self._key(f"alone {number}", single_key), FREE_FAILURES_PER_KEY

    def _key(self, kind: str, text: str) -> str:
        # Folded like the names of accounts, so that another spelling does not start
        # anew.
        folded = unicodedata.normalize("NFKC", text).casefold()
        return self._database.keyed_hash(f"delay of {kind}", folded).hex()
