"""The settings of the product. Only entry points read them."""

import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bsm_domain.foundation.formatting import join_names
from bsm_projections.databases import Place
from bsm_service.settings.setting_types import (
    DEFAULT_TEXT,
    LOOPBACK,
    ClientId,
    DatabaseUrl,
    EscalationText,
    HostName,
    Hosts,
    Issuer,
    LogFormat,
    LogLevel,
    MailAddress,
    Name,
    OptionalFactorRoles,
    PublicUrl,
    Seconds,
    SignInMode,
    SmtpSecurity,
    VaultKey,
    WholeNumber,
    number_from,
    one_of,
)

__all__ = [
    "LOOPBACK",
    "Settings",
    "SignInMode",
    "environment_name",
]

PREFIX = "BSM_"


class Settings(BaseModel):
    """Where the record is stored, where the server listens, and its limits.

    `vault_key` opens the vault of personal data; without it the key is read from
    vault.key in the data folder. It is best set in the environment, by a secret
    manager.

    `connections` is the maximum number that one process opens to each database. `hosts`
    are further host names under which the server can be reached through a proxy.
    `body_limit` and `evidence_limit`, that of an uploaded file, are in bytes; one
    account may upload twenty files of that size an hour. By default, logs are text from
    level warning on a terminal, and JSON from level info elsewhere.

    `requests_per_minute` is for one account, or one IP address of users who are not
    signed in, and for each process; 0 is no limit. The default of ten a second is more
    than a focal point or their programs need, and does not slow others down. Programs
    on this machine are not limited while neither `hosts` nor `public_url` is set: they
    could read the record's files anyway, and load tests run at full speed.

    `public_url` is the address that people enter: the scheme and host of the proxy with
    TLS. Only if it is https are cookies and browsers restricted to https. A session
    ends `idle_minutes` after its last request, and `session_hours` after sign-in in any
    case. An account has at most `sessions_per_account` at once; a further one ends the
    session unused for longest.

    Personal data are never erased automatically: after these numbers of days, erasure
    is proposed: of a person's data or needs, counted from their last meeting, and of
    entries about who read personal data or signed in, counted from that entry.

    `reminder_ladder` are the escalation rules, in days from the due date: when the
    owner's focal points, the head of delegation and the Chair are reminded. Without
    `smtp_host` nothing is mailed, and reminders appear only on the page.

    `second_factor_optional` are roles that may sign in with a password alone, although
    they can read restricted or personal data. This is never allowed for the
    secretariat, the Chair and administrators.

    With `openid_issuer` people can sign in at that provider. `openid_second_factor`
    states that the provider always requires a second factor; without it, only people
    for whom the provider confirms one (by `amr` or `acr`) are not asked for it here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Field(Path("data"), description="a folder")
    host: str = Field("127.0.0.1", description="an address of this machine")
    port: WholeNumber = number_from(8501, 1, 65_535)
    sign_in: SignInMode = Field(SignInMode.ACCOUNTS, description=one_of(SignInMode))
    database: DatabaseUrl | None = Field(
        None, description="a URL that starts with postgresql:// or postgres://"
    )
    schema_prefix: str = Field(
        "bsm",
        pattern=r"^[a-z_][a-z0-9_]{0,40}$",
        description="up to 41 characters a-z, 0-9 and _, not starting with a digit",
    )
    vault_key: VaultKey | None = Field(None, description="64 hexadecimal digits")
    connections: WholeNumber = number_from(8, 2, 64)
    processes: WholeNumber = number_from(1, 1, 16)
    hosts: Hosts = Field((), description="host names separated by commas")
    public_url: PublicUrl | None = Field(
        None, description="an address such as https://record.example.org, without path"
    )
    idle_minutes: WholeNumber = number_from(30, 1, 1_440)
    session_hours: WholeNumber = number_from(12, 1, 48)
    sessions_per_account: WholeNumber = number_from(10, 1, 1_000)
    second_factor_optional: OptionalFactorRoles = Field(
        (), description="focal-point, auditor, or both separated by a comma"
    )
    openid_issuer: Issuer | None = Field(
        None, description="the https issuer URL of an OpenID Connect provider"
    )
    openid_client: ClientId = Field(
        None,
        validate_default=True,
        description="the client ID of this server at the provider named by "
        "openid_issuer",
    )
    openid_secret: SecretStr | None = Field(
        None, description="the client secret from the provider"
    )
    openid_name: Name = Field(
        "your organisation", description="up to 60 characters, shown on the button"
    )
    openid_second_factor: bool = Field(False, description="true or false")
    retention_person_days: WholeNumber = number_from(1_825, 1, 36_500)
    retention_needs_days: WholeNumber = number_from(30, 0, 36_500)
    retention_notes_days: WholeNumber = number_from(365, 1, 36_500)
    retention_readings_days: WholeNumber = number_from(1_095, 1, 36_500)
    retention_attempts_days: WholeNumber = number_from(365, 1, 36_500)
    body_limit: WholeNumber = number_from(1_000_000, 1_000, 100_000_000)
    evidence_limit: WholeNumber = number_from(10_000_000, 1_000, 1_000_000_000)
    request_seconds: Seconds = number_from(30.0, 1, 3_600)
    reminder_ladder: EscalationText = Field(
        DEFAULT_TEXT, description="steps such as owner:-7,owner:1,head:14,chair:30"
    )
    smtp_host: HostName | None = Field(None, description="the name of a mail server")
    smtp_port: WholeNumber = number_from(587, 1, 65_535)
    smtp_security: SmtpSecurity = Field(
        SmtpSecurity.STARTTLS, description=one_of(SmtpSecurity)
    )
    smtp_user: Name | None = Field(
        None, description="the user name at the mail server, up to 60 characters"
    )
    smtp_password: SecretStr | None = Field(
        None, description="the password of smtp_user"
    )
    mail_from: MailAddress = Field(
        "record@localhost", description="an address such as record@example.org"
    )
    requests_per_minute: WholeNumber = number_from(600, 0, 1_000_000)
    log_level: LogLevel | None = Field(
        None,
        description=one_of(LogLevel),
    )
    log_format: LogFormat | None = Field(
        None,
        description=one_of(LogFormat),
    )

    def database_place(self) -> Place:
        """Where the record is stored."""
        url = self.database.get_secret_value() if self.database else None
        key = self.vault_key.get_secret_value() if self.vault_key else None
        return Place(self.data, url, self.schema_prefix, self.connections, key)

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the server by TLS, according to `public_url`."""
        return (self.public_url or "").startswith("https://")

    @property
    def public_host(self) -> str | None:
        """The host of the public address, with its port where it names one."""
        return self.public_url.partition("://")[2] if self.public_url else None

    @property
    def all_hosts(self) -> tuple[str, ...]:
        """Further host names under which it can be reached, in lower case."""
        public = (self.public_host or "").partition(":")[0]
        names = [*(name.lower() for name in self.hosts), *([public] if public else [])]
        return tuple(dict.fromkeys(names))

    def risks(self) -> tuple[str, ...]:
        """The security risks of these settings, in sentences."""
        risks = []
        if self.host not in LOOPBACK and not self.is_https:
            risks.append(
                f"the server listens on {self.host} and can be reached from other "
                "machines, but no https address is set: passwords and sessions can "
                "be intercepted; put a proxy with TLS in front of it and set "
                "BSM_PUBLIC_URL to its https address"
            )
        if roles := self.second_factor_optional:
            risks.append(
                "second_factor_optional lets people sign in as "
                f"{join_names(roles, None)} with a password alone: anyone who learns "
                "the password can read restricted and personal data; remove the "
                "setting, and they will be asked to set up two-step verification at "
                "their next sign-in"
            )
        return tuple(risks)

    def display_values(self) -> dict[str, str]:
        """Each setting for display, without secrets."""
        shown = {name: "" if value is None else _as_text(value) for name, value in self}
        url = re.sub(r"^(\w*://[^/:@]*):.*@", r"\1:***@", shown["database"])
        shown["database"] = re.sub(r"([?&](?:ssl)?pass\w*=)[^&]*", r"\1***", url)
        shown["openid_secret"] = "***" if self.openid_secret else ""
        shown["smtp_password"] = "***" if self.smtp_password else ""
        shown["vault_key"] = "***" if self.vault_key else ""
        return shown

    def to_environment(self) -> dict[str, str]:
        """Environment variables for the server's processes."""
        return {
            environment_name(name): _as_text(value)
            for name, value in self
            if value is not None
        }


def environment_name(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def _as_text(value: Any) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return ",".join(value) if isinstance(value, tuple) else str(value)
