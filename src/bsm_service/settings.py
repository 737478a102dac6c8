"""What can be set from outside, and where it was set. Only entry points read it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tomllib import TOMLDecodeError
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bsm_projections.databases import Place
from bsm_service.refusals import InvalidSetting

PREFIX = "BSM_"
FILE = Path("bsm.toml")


class SignIn(StrEnum):
    """How people come in: one click in a demonstration, otherwise tokens only."""

    DEMONSTRATION = "demonstration"
    TOKENS = "tokens"


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
    """Numbers as programs write them: no signs, no spaces, no digits of elsewhere."""
    if isinstance(number, bool):
        raise ValueError("it is no number")
    if isinstance(number, str) and not re.fullmatch(r"[0-9]+(\.[0-9]+)?", number):
        raise ValueError("it is no number")
    return number


def _one_of(kinds: type[StrEnum]) -> str:
    *others, last = kinds
    return f"{', '.join(others)} or {last}"


def _listed(names: Any) -> Any:
    """A list in the file is one already."""
    return names.replace(",", " ").split() if isinstance(names, str) else names


def _number(default: Any, low: int, high: int) -> Any:
    return Field(
        default, ge=low, le=high, description=f"a number from {low:,} to {high:,}"
    )


def _url_of_postgresql(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("postgresql://", "postgres://")):
        raise ValueError("it is no URL of PostgreSQL")
    return url


Whole = Annotated[int, BeforeValidator(_read_strictly)]
Seconds = Annotated[float, BeforeValidator(_read_strictly)]
HostName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,253}$")]


class Settings(BaseModel):
    """Where the record lies, where the server listens, and what it bears.

    `connections` is the most that one process opens to each database. `hosts` are the
    names that the server answers to beside this machine's own, for a proxy before it.
    `body_limit` is in bytes. Logs are by themselves text from warnings up on a
    terminal, JSON from infos up elsewhere.

    `requests_per_minute` is for one account, or one address of people who are not
    signed in, and for each process; 0 is no limit. The default is ten a second: what
    no focal point and none of their programs needs, and what slows nobody else down.
    Programs on this machine are not limited: they could read the record's files as
    well, and they load and measure it at full speed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Field(Path("data"), description="a folder")
    host: str = Field("127.0.0.1", description="an address of this machine")
    port: Whole = _number(8501, 1, 65_535)
    sign_in: SignIn = Field(SignIn.TOKENS, description=_one_of(SignIn))
    database: Annotated[SecretStr, AfterValidator(_url_of_postgresql)] | None = Field(
        None, description="a URL that starts with postgresql:// or postgres://"
    )
    schema_prefix: str = Field(
        "bsm",
        pattern=r"^[a-z_][a-z0-9_]{0,40}$",
        description="up to 41 of a-z, 0-9 and _, not beginning with a digit",
    )
    connections: Whole = _number(8, 2, 64)
    processes: Whole = _number(1, 1, 16)
    hosts: Annotated[tuple[HostName, ...], NoDecode, BeforeValidator(_listed)] = Field(
        (), description="names of hosts, with commas between them"
    )
    body_limit: Whole = _number(1_000_000, 1_000, 100_000_000)
    request_seconds: Seconds = _number(30.0, 1, 3_600)
    requests_per_minute: Whole = _number(600, 0, 1_000_000)
    log_level: LogLevel | None = Field(
        None,
        description=_one_of(LogLevel),
    )
    log_format: LogFormat | None = Field(
        None,
        description=_one_of(LogFormat),
    )

    def place(self) -> Place:
        """Where the record lies, for those who open it."""
        url = self.database.get_secret_value() if self.database else None
        return Place(self.data, url, self.schema_prefix, self.connections)

    def shown(self) -> dict[str, str]:
        """Each setting for people, without what is secret."""
        shown = {name: "" if it is None else _as_text(it) for name, it in self}
        url = re.sub(r"//([^/:@]*):.*@", r"//\1:***@", shown["database"])
        shown["database"] = re.sub(r"(pass\w*=)[^&]*", r"\1***", url)
        return shown

    def to_environment(self) -> dict[str, str]:
        """For the server's processes, which are started by an import string."""
        return {
            variable(name): _as_text(value) for name, value in self if value is not None
        }


class Source(StrEnum):
    """Where a setting's value came from; the first of them that has one decides."""

    OPTION = "option"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The settings, and the source of each, by its name."""

    settings: Settings
    sources: Mapping[str, Source]


class _Outside(Settings, BaseSettings):
    """The same fields, as pydantic-settings looks for them."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True)


def variable(name: str) -> str:
    """The environment's name of a setting."""
    return PREFIX + name.upper()


def choose(
    file: Path | None = None,
    *,
    defaults: Mapping[str, Any] = MappingProxyType({}),
    **options: Any,
) -> Chosen:
    """Settings from options (None: not given), BSM_… variables, a file and defaults.

    The file is the one given, or that which BSM_SETTINGS names, or `bsm.toml` in the
    working directory if there is one. Empty variables are not set. Raises
    InvalidSetting, which names the setting and where it was set.
    """
    named = file or Path(os.environ.get(variable("settings")) or FILE)
    given = {
        Source.FILE: _from_file(named, must_exist=named != FILE or file is not None),
        Source.ENVIRONMENT: EnvSettingsSource(_Outside)(),
        Source.OPTION: {name: it for name, it in options.items() if it is not None},
    }
    sources, values = dict.fromkeys(Settings.model_fields, Source.DEFAULT), {**defaults}
    for source, found in given.items():
        values.update(found)
        sources.update(dict.fromkeys(found, source))
    try:
        return Chosen(Settings.model_validate(values), sources)
    except ValidationError as error:
        raise _refusal(error, sources, named) from None


def _from_file(file: Path, *, must_exist: bool) -> dict[str, Any]:
    if not must_exist and not file.exists():
        return {}
    try:
        with file.open("rb"):  # an absent file would be taken for an empty one
            return TomlConfigSettingsSource(_Outside, file).toml_data
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidSetting(f"the settings file {file} is not TOML: {error}") from None
    except OSError as error:
        raise InvalidSetting(
            f"the settings file {file} cannot be read: {error.strerror}"
        ) from None


def _refusal(
    error: ValidationError, sources: Mapping[str, Source], file: Path
) -> InvalidSetting:
    """One sentence about the first complaint; secrets are not repeated."""
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0])
    if name not in Settings.model_fields:
        known = ", ".join(Settings.model_fields)
        return InvalidSetting(f"{name!r} in {file} is no setting; there are {known}")
    called = {Source.ENVIRONMENT: variable(name), Source.FILE: f"{name} in {file}"}.get(
        sources[name], f"--{name.replace('_', '-')}"
    )
    told = "" if name == "database" else f", not {str(first['input'])[:80]!r}"
    allowed = Settings.model_fields[name].description
    return InvalidSetting(f"{called} must be {allowed}{told}")


def _as_text(value: Any) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return ",".join(value) if isinstance(value, tuple) else str(value)
