"""The ways in which agreement refuses, beside those that all subjects share."""

from bsm_domain.foundation.errors import DomainError, InvalidValue


class NotEntitled(DomainError):
    """Partners and organisations take part, but do not count for consensus."""

    code = "not_entitled"


class StaleText(DomainError):
    """The request is about another version than the one on the table."""

    code = "stale_text"


class ObjectionStands(DomainError):
    """There is no consensus: a State that is entitled opposes the text."""

    code = "objection_stands"


class ObjectionUnheard(DomainError):
    """Whose last word was against an earlier version must be named."""

    code = "objection_unheard"


class SilenceRuns(DomainError):
    """What would cut a running silence short."""

    code = "silence_runs"


class SilenceExpired(DomainError):
    """The silence has expired: the text is closed."""

    code = "silence_expired"


class NotPresent(DomainError):
    """Who is present must be known first: by a roll-call of the session."""

    code = "not_present"


class Backdated(InvalidValue):
    """What a delegation says itself happens now."""

    code = "backdated"
    FIELD = "occurred_at"


class ProcedureNotOffered(InvalidValue):
    """The network decides by consensus."""

    code = "procedure_not_offered"
    FIELD = "procedure"


class ExpiryUnclear(InvalidValue):
    """The moment is no wall time of its time zone."""

    code = "expiry_unclear"
    FIELD = "expires_at"
