"""Checks whether facts can be stored now, at most once in a few seconds."""

from collections.abc import Callable, Sequence
from threading import Lock
from time import monotonic

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import DATABASE_ERRORS, Database
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.refusals import StoreBusy

# Seconds for which a result is reused.
CACHE_SECONDS = 10.0
# Seconds after which a command that could not be stored says nothing any more: somebody
# must be able to try again.
REFUSAL_VALID_SECONDS = 30.0


class WriteCheck:
    """`last_refusal` is that of the last command, if it could not be stored; `now`
    gives seconds.
    """

    def __init__(
        self,
        databases: Sequence[Database],
        last_refusal: Callable[[], DomainError | None],
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._databases, self._refused, self._now = databases, last_refusal, now
        self._lock = Lock()
        self._found: str | None = None
        self._tried: str | None = None
        self._looked_at: float | None = None
        self._refusal: DomainError | None = None
        self._refused_at = 0.0

    def error(self) -> str | None:
        """Why nothing can be stored; None where it can, as far as is known."""
        # During a check, other callers get the previous result.
        if self._lock.acquire(blocking=self._looked_at is None):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._found

    def _refresh(self) -> None:
        now, refusal = self._now(), self._refused()
        if refusal is not self._refusal:
            self._refusal, self._refused_at = refusal, now
        if self._looked_at is None or now >= self._looked_at + CACHE_SECONDS:
            self._looked_at, self._tried = now, self._try()
        self._found = self._tried
        if refusal is not None and now < self._refused_at + REFUSAL_VALID_SECONDS:
            self._found = self._tried or str(refusal)

    def _try(self) -> str | None:
        for database in self._databases:
            try:
                database.check_writable()
            except OSError as error:
                return f"the data folder cannot be written to: {error.strerror}"
            except DATABASE_ERRORS as error:
                complaint = refusal_for(error)
                if not isinstance(complaint, StoreBusy):  # somebody else can write
                    return str(complaint)
        return None
