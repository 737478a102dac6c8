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

    code = "stale_version"


class CommandIdReused(Conflict):
    """The same command id came with another body."""

    code = "command_id_reused"


class StoreBusy(DomainError):
    """Another process has been writing for longer than the time limit."""

    code = "store_busy"


class StoreUnavailable(DomainError):
    """The record cannot be written or read: disk, permission, damage."""

    code = "store_unavailable"


class OutcomeUnknown(StoreUnavailable):
    """The database did not confirm a COMMIT: it is unknown whether it was stored."""

    code = "outcome_unknown"


class RecordLost(StoreUnavailable):
    """The log lacks acknowledged facts, so it is read-only."""

    code = "record_lost"


class ClockJumped(DomainError):
    """The machine's clock is not trusted, so nothing is recorded."""

    code = "clock_jumped"


class VaultUnavailable(StoreUnavailable):
    """The vault does not respond, so personal data cannot be sealed or opened."""

    code = "vault_unavailable"


class UnknownFact(DomainError):
    """A stored name that the catalogue does not know: an alarm of integrity."""

    code = "unknown_fact"


class NoSuchMoment(InvalidValue):
    """The moment asked for is not one that the record has seen."""

    code = "no_such_moment"


class InvalidCursor(InvalidValue):
    """The cursor was not made by this list."""

    code = "invalid_cursor"
    FIELD = "query.cursor"


class NotSignedIn(DomainError):
    """The request has no valid token or session."""

    code = "not_signed_in"


class ReauthenticationRequired(NotPermitted):
    """The user must confirm their identity again and has not done so recently."""

    code = "proof_needed"


class NoNetwork(DomainError):
    """The log is empty: its first fact must establish the network."""

    code = "no_network"


class PortTaken(InvalidValue):
    """Another program listens on the port."""

    code = "port_in_use"


class CannotListen(InvalidValue):
    """The machine does not allow the server to listen at the address."""

    code = "cannot_listen"


class InvalidSetting(InvalidValue):
    """The value of a setting is not allowed."""

    code = "invalid_setting"


class UnsafeSettings(InvalidSetting):
    """Another user of the machine could have written the file of settings."""

    code = "unsafe_settings"


class InvalidUsage(InvalidValue):
    """The command line was not understood: an option, an argument, a value."""

    code = "invalid_usage"


class UnknownParameter(InvalidValue):
    """The address has a query parameter that it does not take."""

    code = "unknown_parameter"


class RepeatedParameter(InvalidValue):
    """A query parameter that has one value is given several times."""

    code = "repeated_parameter"


class TargetNotEmpty(InvalidValue):
    """The target of a backup or copy is not empty."""

    code = "place_not_empty"


class BackupUnusable(InvalidValue):
    """The file is not a backup, is damaged, or was made by a newer version."""

    code = "backup_unusable"


class TooManyRequests(DomainError):
    """The caller has sent more requests or data than allowed for now."""

    code = "too_many_requests"

    def __init__(self, detail: str, seconds: int = 60) -> None:
        super().__init__(detail)
        self.seconds = seconds


class TooManyAttempts(TooManyRequests):
    """Several attempts to sign in failed; the next must wait."""

    code = "too_soon"


class TooManySignIns(TooManyRequests):
    """More people are signing in at the moment than can be served soon."""

    code = "too_many_sign_ins"


class NotReady(DomainError):
    """Nothing can be recorded, or the read models are too far behind the log."""

    code = "not_ready"


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

    code = "name_taken"


class PasswordRefused(InvalidValue):
    """The password is too easy to guess."""

    code = "weak_password"


class SecretRefused(InvalidValue):
    """The one-time secret is unknown, used, replaced or too old."""

    code = "one_time_secret_refused"


class SecondFactorRefused(InvalidValue):
    """The code or passkey for a new second factor does not match."""

    code = "second_factor_refused"


class FileRefused(InvalidValue):
    """The type of the file is not allowed as evidence, or does not match its name."""

    code = "file_refused"
    FIELD = "file"


class ContentErased(NotFound):
    """The file was permanently erased."""

    code = "content_erased"


class UnreadableFile(InvalidValue):
    """The file is not a table, or lacks required columns."""

    code = "unreadable_file"
    FIELD = "file"


class ParsingTooSlow(InvalidValue):
    """Reading the file took too long and was stopped."""

    code = "parsing_too_slow"
    FIELD = "file"


class ParserBusy(DomainError):
    """The maximum number of files is being read."""

    code = "parser_busy"


class RowsRefused(InvalidValue):
    """Some rows of a file cannot be stored, and the request was for all or none."""

    code = "rows_refused"
    FIELD = "file"


class TooManyRows(InvalidValue):
    """A workbook would have too many rows."""

    code = "too_many_rows"
    FIELD = "query.format"


def refusal_for_validation_error(error: ValidationError) -> InvalidValue:
    """The refusal for a validation error: its first message."""
    field = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
    return InvalidValue(first_error_sentence(error), field=field or None)


def first_error_sentence(error: ValidationError) -> str:
    """The first message."""
    complaint = error.errors(include_url=False)[0]
    return validation_message(complaint)
