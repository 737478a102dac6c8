"""The first facts of a log, for read models that are built from a part of it."""

from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_projections.engine.engine import FactLog


class LogPrefix:
    """A log that ends after `length` facts."""

    def __init__(self, log: FactLog, length: int) -> None:
        self._log = log
        self._length = length

    def page(self, after: int, limit: int) -> list[LoggedFact]:
        return self._log.page(after, min(limit, self._length - after))
