"""The service's refusals, in addition to those of the domain."""

from pydantic import ValidationError

from bsm_domain.foundation.errors import (
    Conflict,
    DomainError,
    InvalidValue,
    NotFound,
    NotPermitted,
)
from bsm_service.foundation.validation_messages import validation_message


class StaleVersion(Conflict):
    """The request names a version of the thing that is not the latest."""


class CommandIdReused(Conflict):
    """The same command id came with another body."""


class StoreBusy(DomainError):
    """Another process has been writing for longer than the time limit."""


class StoreUnavailable(DomainError):
    """The record cannot be written or read: disk, permission, damage."""


class OutcomeUnknown(StoreUnavailable):
    """The database did not confirm a COMMIT: it is unknown whether it was stored."""


class RecordLost(StoreUnavailable):
    """The log lacks acknowledged facts, so it is read-only."""


class ClockJumped(DomainError):
    """The machine's clock is not trusted, so nothing is recorded."""


class VaultUnavailable(StoreUnavailable):
    """The vault does not respond, so personal data cannot be sealed or opened."""


class UnknownFact(DomainError):
    """A stored name that the catalogue does not know: an alarm of integrity."""


class NoSuchMoment(InvalidValue):
    """The moment asked for is not one that the record has seen."""


class InvalidCursor(InvalidValue):
    """The cursor was not made by this list."""

    FIELD = "query.cursor"


class NotSignedIn(DomainError):
    """The request has no valid token or session."""


class ReauthenticationRequired(NotPermitted):
    """The user must confirm their identity again and has not done so recently."""

    code = "proof_needed"


class NoNetwork(DomainError):
    """The log is empty: its first fact must establish the network."""


class PortTaken(InvalidValue):
    """Another program listens on the port."""

    code = "port_in_use"


class CannotListen(InvalidValue):
    """The machine does not allow the server to listen at the address."""


class InvalidSetting(InvalidValue):
    """The value of a setting is not allowed."""


class UnsafeSettings(InvalidSetting):
    """Another user of the machine could have written the file of settings."""


class InvalidUsage(InvalidValue):
    """The command line was not understood: an option, an argument, a value."""


class UnknownParameter(InvalidValue):
    """The address has a query parameter that it does not take."""


class RepeatedParameter(InvalidValue):
    """A query parameter that has one value is given several times."""


class TargetNotEmpty(InvalidValue):
    """The target of a backup or copy is not empty."""

    code = "place_not_empty"


class BackupUnusable(InvalidValue):
    """The file is not a backup, is damaged, or was made by a newer version."""


class TooManyRequests(DomainError):
    """The caller has sent more requests or data than allowed for now."""

    def __init__(self, detail: str, seconds: int = 60) -> None:
        super().__init__(detail)
        self.seconds = seconds


class TooManyAttempts(TooManyRequests):
    """Several attempts to sign in failed; the next must wait."""

    code = "too_soon"


class TooManySignIns(TooManyRequests):
    """More people are signing in at the moment than can be served soon."""


class NotReady(DomainError):
    """Nothing can be recorded, or the read models are too far behind the log."""


class OpenIdUnavailable(DomainError):
    """The identity provider does not respond, or its response cannot be used."""

    code = "openid_unavailable"


class OpenIdRefused(NotPermitted):
    """The identity provider refuses a sign-in."""

    code = "openid_refused"


class OpenIdFlowRefused(NotPermitted):
    """A response of the provider that this browser did not request, or no longer
    expects.
    """

    code = "openid_flow_refused"


class OpenIdTokenRefused(NotPermitted):
    """What the provider sent does not prove who somebody is."""

    code = "openid_token_refused"


class OpenIdUnknown(NotPermitted):
    """The identity is confirmed, but no account is linked to it."""

    code = "openid_unknown"


class NameTaken(DomainError):
    """Another account has the name."""


class PasswordRefused(InvalidValue):
    """The password is too easy to guess."""

    code = "weak_password"


class SecretRefused(InvalidValue):
    """The one-time secret is unknown, used, replaced or too old."""

    code = "one_time_secret_refused"


class SecondFactorRefused(InvalidValue):
    """The code or passkey for a new second factor does not match."""


class FileRefused(InvalidValue):
    """The type of the file is not allowed as evidence, or does not match its name."""

    FIELD = "file"


class ContentErased(NotFound):
    """The file was permanently erased."""


class UnreadableFile(InvalidValue):
    """The file is not a table, or lacks required columns."""

    FIELD = "file"


class ParsingTooSlow(InvalidValue):
    """Reading the file took too long and was stopped."""

    FIELD = "file"


class ParserBusy(DomainError):
    """The maximum number of files is being read."""


class RowsRefused(InvalidValue):
    """Some rows of a file cannot be stored, and the request was for all or none."""

    FIELD = "file"


class TooManyRows(InvalidValue):
    """A workbook would have too many rows."""

    FIELD = "query.format"


def refusal_for_validation_error(error: ValidationError) -> InvalidValue:
    """The refusal for a validation error: its first message."""
    field = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
    return InvalidValue(first_error_sentence(error), field=field or None)


def first_error_sentence(error: ValidationError) -> str:
    """The first message."""
    complaint = error.errors(include_url=False)[0]
    return validation_message(complaint)
