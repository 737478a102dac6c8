"""Every way the service can say no, beyond the domain's own refusals."""

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
    """Another process has been writing for longer than we wait."""

    code = "store_busy"


class StoreUnavailable(DomainError):
    """The record cannot be written or read: disk, permission, damage."""

    code = "store_unavailable"


class OutcomeUnknown(StoreUnavailable):
    """The database fell silent over a COMMIT: stored or not, nobody here knows."""

    code = "outcome_unknown"


class RecordLost(StoreUnavailable):
    """The log lacks facts that were acknowledged, so it takes no further ones."""

    code = "record_lost"


class ClockJumped(DomainError):
    """The machine's clock is not believed, so nothing is recorded."""

    code = "clock_jumped"


class VaultUnavailable(StoreUnavailable):
    """The vault does not answer, so nothing personal can be sealed or opened."""

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
    """Nobody, or nobody any more: no valid token or session came with the request."""

    code = "not_signed_in"


class ReauthenticationRequired(NotPermitted):
    """The user must prove once more who they are, and has not done so lately."""

    code = "proof_needed"


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
    """Something lies where a backup or a copy was to be written."""

    code = "place_not_empty"


class BackupUnusable(InvalidValue):
    """The file is no backup, is damaged, or was made by a newer version."""

    code = "backup_unusable"


class TooManyRequests(DomainError):
    """The caller has requested, or sent, more for now than one caller may."""

    code = "too_many_requests"

    def __init__(self, detail: str, seconds: int = 60) -> None:
        super().__init__(detail)
        self.seconds = seconds


class TooManyAttempts(TooManyRequests):
    """Several attempts to prove who somebody is failed; the next must wait."""

    code = "too_soon"


class TooManySignIns(TooManyRequests):
    """More people are signing in at the moment than can be served soon."""

    code = "too_many_sign_ins"


class NotReady(DomainError):
    """Nothing can be recorded, or the read models are too far behind the log."""

    code = "not_ready"


class OpenIdUnavailable(DomainError):
    """The provider of identities does not answer, or not in a way that can be used."""

    code = "openid_unavailable"


class OpenIdRefused(NotPermitted):
    """The provider of identities says no to a sign-in."""

    code = "openid_refused"


class OpenIdFlowRefused(NotPermitted):
    """An answer of the provider that this browser did not request, or not now."""

    code = "openid_flow_refused"


class OpenIdTokenRefused(NotPermitted):
    """What the provider sent does not prove who somebody is."""

    code = "openid_token_refused"


class OpenIdUnknown(NotPermitted):
    """Somebody has proved who they are, but no account belongs to that identity."""

    code = "openid_unknown"


class NameTaken(DomainError):
    """Another account has the name."""

    code = "name_taken"


class PasswordRefused(InvalidValue):
    """The password would be found too soon."""

    code = "weak_password"


class SecretRefused(InvalidValue):
    """The one-time secret is unknown, used, replaced or too old."""

    code = "one_time_secret_refused"


class SecondFactorRefused(InvalidValue):
    """The code or passkey that was to become a second factor does not fit."""

    code = "second_factor_refused"


class FileRefused(InvalidValue):
    """The file is of a kind that cannot be evidence, or is not what its name says."""

    code = "file_refused"
    FIELD = "file"


class ContentErased(NotFound):
    """The file was destroyed for ever."""

    code = "content_erased"


class UnreadableFile(InvalidValue):
    """The file is no table, or its columns do not tell what is needed."""

    code = "unreadable_file"
    FIELD = "file"


class ParsingTooSlow(InvalidValue):
    """Reading the file took too long and was stopped."""

    code = "parsing_too_slow"
    FIELD = "file"


class ParserBusy(DomainError):
    """As many files are being read as may be at once."""

    code = "parser_busy"


class RowsRefused(InvalidValue):
    """Rows of a file cannot be stored, and all of them were wanted."""

    code = "rows_refused"
    FIELD = "file"


class TooManyRows(InvalidValue):
    """A workbook would have more rows than can be made at once."""

    code = "too_many_rows"
    FIELD = "query.format"


def refusal_for_validation_error(error: ValidationError) -> InvalidValue:
    """What a value's own rules refuse: the first complaint of all."""
    field = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
    return InvalidValue(first_error_sentence(error), field=field or None)


def first_error_sentence(error: ValidationError) -> str:
    """The first complaint of all."""
    complaint = error.errors(include_url=False)[0]
    return validation_message(complaint)
