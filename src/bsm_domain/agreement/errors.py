"""The ways in which agreement refuses, beside those that all subjects share."""

from bsm_domain.foundation.errors import DomainError, InvalidValue


class NotEntitled(DomainError):
    """Partners and organisations take part, but do not count for consensus."""


class StaleText(DomainError):
    """The request is about another version than the one on the table."""


class ObjectionStands(DomainError):
    """There is no consensus: a State that is entitled opposes the text."""


class ObjectionUnheard(DomainError):
    """Whoever opposed an earlier version, and was not heard since, must be named."""


class SilenceRuns(DomainError):
    """A running silence cannot be cut short."""


class SilenceExpired(DomainError):
    """The silence has expired: the text is closed."""


class NotPresent(DomainError):
    """The roll of the session must be called first."""


class Backdated(InvalidValue):
    """What a delegation says itself happens now."""

    FIELD = "occurred_at"


class ProcedureNotOffered(InvalidValue):
    """The network decides by consensus."""

    FIELD = "procedure"


class ExpiryUnclear(InvalidValue):
    """The moment is no wall time of its time zone."""

    FIELD = "expires_at"
