"""What can be set from outside. Only entry points read it."""

import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bsm_domain.foundation.formatting import join_names
from bsm_projections.databases import Place
from bsm_service.settings.escalation import DEFAULT_TEXT
from bsm_service.settings.setting_types import (
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
    """Where the record lies, where the server listens, and what it bears.

    `vault_key` opens the vault of personal data; without it the key lies in the data
    folder, in vault.key. It is best given by the environment, from a keeper of secrets.

    `connections` is the most that one process opens to each database. `hosts` are the
    names that the server answers to beside this machine's own, for a proxy before it.
    `body_limit` and `evidence_limit`, that of an uploaded file, are in bytes; one
    account may send twenty files of that size an hour, by whatever way.
    Logs are by themselves text from warnings up on a terminal, JSON from infos up
    elsewhere.

    `requests_per_minute` is for one account, or one address of people who are not
    signed in, and for each process; 0 is no limit. The default is ten a second: what
    no focal point and none of their programs needs, and what slows nobody else down.
    Programs on this machine are not limited while neither `hosts` nor `public_url` is
    set: they could read the record's files as well, and they load and measure it at
    full speed.

    `public_url` is what people type: the scheme and host under which a proxy with TLS
    shows the server. Only where it is https are cookies and browsers held to that.
    A session ends `idle_minutes` after its last request, and `session_hours` after
    sign-in in any case. An account has at most `sessions_per_account` at once: one more
    ends the one unused for longest.

    Nothing personal goes by itself: after so many days it is proposed that a person's
    data go, or their needs, counted from their last meeting; or who read personal data,
    or who signed in, counted from then.

    `reminder_ladder` counts in days from the due date: the owner's focal points, the
    head of delegation, the Chair. Without `smtp_host` nothing is mailed, and reminders
    are on the page alone.

    `second_factor_optional` are roles that may sign in with a password alone, although
    they read restricted or personal matter. Secretariat, Chair and administrators never
    do.

    With `openid_issuer` people can sign in at that provider. `openid_second_factor`
    says that it asks everybody for a second factor by itself; without it, only who is
    said (by `amr` or `acr`) to have given one there is not asked here.
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
        description="up to 41 of a-z, 0-9 and _, not beginning with a digit",
    )
    vault_key: VaultKey | None = Field(None, description="64 hexadecimal digits")
    connections: WholeNumber = number_from(8, 2, 64)
    processes: WholeNumber = number_from(1, 1, 16)
    hosts: Hosts = Field((), description="names of hosts, with commas between them")
    public_url: PublicUrl | None = Field(
        None, description="an address such as https://record.example.org, without path"
    )
    idle_minutes: WholeNumber = number_from(30, 1, 1_440)
    session_hours: WholeNumber = number_from(12, 1, 48)
    sessions_per_account: WholeNumber = number_from(10, 1, 1_000)
    second_factor_optional: OptionalFactorRoles = Field(
        (), description="focal-point or auditor, or both with a comma between them"
    )
    openid_issuer: Issuer | None = Field(
        None, description="the https URL by which a provider of OpenID Connect is known"
    )
    openid_client: ClientId = Field(
        None,
        validate_default=True,
        description="what the provider that openid_issuer names calls this server",
    )
    openid_secret: SecretStr | None = Field(
        None, description="the secret that the provider gave this server"
    )
    openid_name: Name = Field(
        "your organisation", description="up to 60 characters for the button"
    )
    openid_second_factor: bool = Field(False, description="true or false")
    retention_person_days: WholeNumber = number_from(1_825, 1, 36_500)
    retention_needs_days: WholeNumber = number_from(30, 0, 36_500)
    retention_readings_days: WholeNumber = number_from(1_095, 1, 36_500)
    retention_attempts_days: WholeNumber = number_from(365, 1, 36_500)
    body_limit: WholeNumber = number_from(1_000_000, 1_000, 100_000_000)
    evidence_limit: WholeNumber = number_from(10_000_000, 1_000, 1_000_000_000)
    request_seconds: Seconds = number_from(30.0, 1, 3_600)
    reminder_ladder: EscalationText = Field(
        DEFAULT_TEXT, description="rungs such as owner:-7,owner:1,head:14,chair:30"
    )
    smtp_host: HostName | None = Field(None, description="the name of a mail server")
    smtp_port: WholeNumber = number_from(587, 1, 65_535)
    smtp_security: SmtpSecurity = Field(
        SmtpSecurity.STARTTLS, description=one_of(SmtpSecurity)
    )
    smtp_user: Name | None = Field(
        None, description="up to 60 characters, as the mail server knows this one"
    )
    smtp_password: SecretStr | None = Field(
        None, description="the password that belongs to smtp_user"
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
        """Where the record lies, for those who open it."""
        url = self.database.get_secret_value() if self.database else None
        key = self.vault_key.get_secret_value() if self.vault_key else None
        return Place(self.data, url, self.schema_prefix, self.connections, key)

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the server by TLS, as far as it was told."""
        return (self.public_url or "").startswith("https://")

    @property
    def public_host(self) -> str | None:
        """The host of the public address, with its port where it names one."""
        return self.public_url.partition("://")[2] if self.public_url else None

    @property
    def all_hosts(self) -> tuple[str, ...]:
        """The names that it answers to beside this machine's own, in small letters."""
        public = (self.public_host or "").partition(":")[0]
        names = [*(name.lower() for name in self.hosts), *([public] if public else [])]
        return tuple(dict.fromkeys(names))

    def risks(self) -> tuple[str, ...]:
        """What these settings cost people, in sentences."""
        risks = []
        if self.host not in LOOPBACK and not self.is_https:
            risks.append(
                f"the server listens on {self.host}, beyond this machine, and was told "
                "of no https address: passwords and sessions can be read on their way; "
                "put a proxy with TLS before it and set BSM_PUBLIC_URL to its https "
                "address"
            )
        if roles := self.second_factor_optional:
            risks.append(
                "second_factor_optional lets people sign in as "
                f"{join_names(roles, None)} with a password alone: whoever learns one "
                "reads restricted and personal data; take the setting out and they "
                "set up two-step verification at their next sign-in"
            )
        return tuple(risks)

    def display_values(self) -> dict[str, str]:
        """Each setting for people, without what is secret."""
        shown = {name: "" if value is None else _as_text(value) for name, value in self}
        url = re.sub(r"^(\w*://[^/:@]*):.*@", r"\1:***@", shown["database"])
        shown["database"] = re.sub(r"([?&](?:ssl)?pass\w*=)[^&]*", r"\1***", url)
        shown["openid_secret"] = "***" if self.openid_secret else ""
        shown["smtp_password"] = "***" if self.smtp_password else ""
        shown["vault_key"] = "***" if self.vault_key else ""
        return shown

    def to_environment(self) -> dict[str, str]:
        """For the server's processes, which are started by an import string."""
        return {
            environment_name(name): _as_text(value)
            for name, value in self
            if value is not None
        }


def environment_name(name: str) -> str:
    """The environment's name of a setting."""
    return PREFIX + name.upper()


def _as_text(value: Any) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return ",".join(value) if isinstance(value, tuple) else str(value)
