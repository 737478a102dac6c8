"""The types of settings, how each is read from a text, and the escalation rules: who is
reminded when, in days from the due date.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationInfo,
)
from pydantic_settings import NoDecode

from bsm_domain.foundation.roles import Role
from bsm_service.foundation.email_addresses import delivery_address, validate_address

MAX_DAYS = 400  # days before or after


class EscalationTarget(StrEnum):
    """The owner's focal points, the head of its delegation, the Chair."""

    OWNER = "owner"
    HEAD = "head"
    CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """`days` after the due date; before it where it is negative."""

    target: EscalationTarget
    days: int

    def __str__(self) -> str:
        return f"{self.target}:{self.days}"


EscalationRules = tuple[EscalationStep, ...]
DEFAULT_TEXT = "owner:-30,owner:-7,owner:-1,owner:1,head:14,chair:30"


def parse_escalation(text: str) -> EscalationRules:
    """Reads `owner:-7,head:14`. Raises ValueError."""
    steps = []
    for part in text.replace(" ", "").split(","):
        target, _, days = part.partition(":")
        try:
            step = EscalationStep(EscalationTarget(target), int(days))
        except ValueError:
            raise ValueError(
                f"{part!r} is not an escalation step; write it as owner:-7"
            ) from None
        if abs(step.days) > MAX_DAYS:
            raise ValueError(f"{part!r} is more than {MAX_DAYS} days away")
        if step in steps:
            raise ValueError(f"{part!r} appears twice")
        steps.append(step)
    return tuple(sorted(steps, key=lambda step: step.days))


DEFAULT_ESCALATION = parse_escalation(DEFAULT_TEXT)


LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class SignInMode(StrEnum):
    """How people sign in: with their accounts, or by one click in a demonstration."""

    ACCOUNTS = "accounts"
    DEMONSTRATION = "demonstration"

    @classmethod
    def _missing_(cls, value: object) -> "SignInMode | None":
        # The name in version 0.2, which had only tokens.
        return cls.ACCOUNTS if value == "tokens" else None


class SmtpSecurity(StrEnum):
    """How the connection to a mail server is encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """Lines for programs, or for people."""

    JSON = "json"
    TEXT = "text"


def _read_strictly(number: Any) -> Any:
    """Plain numbers: no signs, no spaces, only the digits 0 to 9."""
    if isinstance(number, bool):
        raise ValueError("must be a number")
    if isinstance(number, str) and not re.fullmatch(r"[0-9]+(\.[0-9]+)?", number):
        raise ValueError("must be a number")
    return number


def one_of(kinds: type[StrEnum]) -> str:
    *others, last = kinds
    return f"{', '.join(others)} or {last}"


def _listed(names: Any) -> Any:
    """A list in the settings file stays a list."""
    return names.replace(",", " ").split() if isinstance(names, str) else names


def number_from(default: Any, low: int, high: int) -> Any:
    return Field(
        default, ge=low, le=high, description=f"a number from {low:,} to {high:,}"
    )


def _url_of_postgresql(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("postgresql://", "postgres://")):
        raise ValueError("must be a PostgreSQL URL")
    return url


def _key(key: SecretStr) -> SecretStr:
    key_text = key.get_secret_value().strip().lower()
    if not re.fullmatch("[0-9a-f]{64}", key_text):
        raise ValueError("must be a key")
    return SecretStr(key_text)


def _optional_factor_roles(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    if not set(roles) <= {Role.FOCAL_POINT, Role.AUDITOR}:
        raise ValueError("the role needs a second factor")
    return roles


def _without_slash(url: Any) -> Any:
    return url.lower().removesuffix("/") if isinstance(url, str) else url


def _issuer(url: str) -> str:
    parts = urlsplit(url)
    https = parts.scheme == "https" and parts.hostname
    here = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not (https or here) or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("must be an https URL")
    return url


def _named_if_used(client: str | None, info: ValidationInfo) -> str | None:
    if client is None and info.data.get("openid_issuer") is not None:
        raise ValueError("is required with openid_issuer")
    return client


def _escalation(text: str) -> str:
    parse_escalation(text)
    return text


def _mail_address(text: str) -> str:
    """With or without a display name; the domain is in ASCII, which every mail server
    accepts.
    """
    match = re.fullmatch(r"([^<>\x00-\x1f\x7f]{1,100})<([^<>]+)>", text)
    name, address = match.groups() if match else ("", text)
    validate_address(address, local_domain=True)
    address = delivery_address(address)
    return f"{name}<{address}>" if match else address


EscalationText = Annotated[str, AfterValidator(_escalation)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]
WholeNumber = Annotated[int, BeforeValidator(_read_strictly)]
Seconds = Annotated[float, BeforeValidator(_read_strictly)]
HostName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,253}$")]
PublicUrl = Annotated[
    str,
    BeforeValidator(_without_slash),
    StringConstraints(pattern=r"^https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?$"),
]
Name = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,60}$")]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_url_of_postgresql)]
VaultKey = Annotated[SecretStr, AfterValidator(_key)]
Hosts = Annotated[tuple[HostName, ...], NoDecode, BeforeValidator(_listed)]
OptionalFactorRoles = Annotated[
    tuple[Role, ...],
    NoDecode,
    BeforeValidator(_listed),
    AfterValidator(_optional_factor_roles),
]
Issuer = Annotated[str, AfterValidator(_issuer)]
ClientId = Annotated[str | None, AfterValidator(_named_if_used)]
