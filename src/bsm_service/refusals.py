"""Every way the service can say no, beyond the domain's own refusals."""

from bsm_domain.errors import Conflict, DomainError, InvalidValue


class StaleVersion(Conflict):
    """The request names a version of the thing that is not the latest."""

    code = "stale_version"


class CommandIdReused(Conflict):
    """The same command id came with another body."""

    code = "command_id_reused"


class StoreBusy(DomainError):
    """Another process holds the writer's turn for longer than we wait."""

    code = "store_busy"


class StoreUnavailable(DomainError):
    """The record cannot be written or read: disk, permission, damage."""

    code = "store_unavailable"


class UnknownFact(DomainError):
    """A stored name that the catalogue does not know: an alarm of integrity."""

    code = "unknown_fact"


class NoSuchMoment(InvalidValue):
    """The moment asked for is not one that the record has seen."""

    code = "no_such_moment"


class InvalidCursor(InvalidValue):
    """The cursor was not made by this list."""

    code = "invalid_cursor"


class NotSignedIn(DomainError):
    """Nobody, or nobody any more: no valid token or session came with the request."""

    code = "not_signed_in"


class NoNetwork(DomainError):
    """The log is empty: its first fact must establish the network."""

    code = "no_network"


class PortTaken(InvalidValue):
    """Another program listens on the port."""

    code = "port_in_use"


class CannotListen(InvalidValue):
    """The machine does not let the server listen at the address."""

    code = "cannot_listen"


class InvalidSetting(InvalidValue):
    """A setting that came from the environment makes no sense."""

    code = "invalid_setting"


class InvalidUsage(InvalidValue):
    """The command line was not understood: an option, an argument, a value."""

    code = "invalid_usage"
