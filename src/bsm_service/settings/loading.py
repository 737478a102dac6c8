"""Where each setting comes from: options, the environment, a file, or its default."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tomllib import TOMLDecodeError
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bsm_service.foundation.file_permissions import refuse_unsafe_file
from bsm_service.foundation.refusals import InvalidSetting
from bsm_service.settings.settings import PREFIX, Settings, environment_name

DEFAULT_FILE = Path("bsm.toml")
_SECRETS = frozenset({"database", "openid_secret", "smtp_password", "vault_key"})


class SettingSource(StrEnum):
    """Where a setting's value came from; the first source that has a value takes
    precedence.
    """

    OPTION = "option"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class ChosenSettings:
    """The settings, and the source of each, by its name."""

    settings: Settings
    sources: Mapping[str, SettingSource]


class _EnvironmentSettings(Settings, BaseSettings):
    """The same fields, as pydantic-settings looks for them."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True)


def load_settings(
    file: Path | None = None,
    *,
    defaults: Mapping[str, Any] = MappingProxyType({}),
    **options: Any,
) -> ChosenSettings:
    """Settings from options (None: not given), BSM_… variables, a file and defaults.

    The file is the one given, or that which BSM_SETTINGS names, or `bsm.toml` in the
    working directory if there is one. Empty variables are not set. Raises
    InvalidSetting, which names the setting and where it was set, and UnsafeSettings if
    the file was not named and others could have written it.
    """
    settings_file = file or Path(
        os.environ.get(environment_name("settings")) or DEFAULT_FILE
    )
    is_named = settings_file != DEFAULT_FILE or file is not None
    if not is_named:
        refuse_unsafe_file(settings_file)
    values_by_source = {
        SettingSource.FILE: _from_file(settings_file, must_exist=is_named),
        SettingSource.ENVIRONMENT: EnvSettingsSource(_EnvironmentSettings)(),
        SettingSource.OPTION: {
            name: value for name, value in options.items() if value is not None
        },
    }
    sources, values = (
        dict.fromkeys(Settings.model_fields, SettingSource.DEFAULT),
        {**defaults},
    )
    for source, source_values in values_by_source.items():
        values.update(source_values)
        sources.update(dict.fromkeys(source_values, source))
    try:
        return ChosenSettings(Settings.model_validate(values), sources)
    except ValidationError as error:
        raise _refusal(error, sources, settings_file) from None


def _from_file(file: Path, *, must_exist: bool) -> dict[str, Any]:
    if not must_exist and not file.exists():
        return {}
    try:
        with file.open("rb"):  # an absent file would be taken for an empty one
            return TomlConfigSettingsSource(_EnvironmentSettings, file).toml_data
    except (TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidSetting(
            f"the settings file {file} is not valid TOML: {error}"
        ) from None
    except OSError as error:
        raise InvalidSetting(
            f"the settings file {file} cannot be read: {error.strerror}"
        ) from None


def _refusal(
    error: ValidationError, sources: Mapping[str, SettingSource], file: Path
) -> InvalidSetting:
    """One sentence about the first error, without secrets."""
    first = error.errors(include_url=False, include_context=False)[0]
    name = str(first["loc"][0])
    if name not in Settings.model_fields:
        setting_names = ", ".join(Settings.model_fields)
        return InvalidSetting(
            f"{name!r} in {file} is not a setting; the settings are {setting_names}"
        )
    label = {
        SettingSource.OPTION: f"--{name.replace('_', '-')}",
        SettingSource.FILE: f"{name} in {file}",
    }.get(sources[name], environment_name(name))
    is_shown = name not in _SECRETS and first["input"] is not None
    actual = f", not {str(first['input'])[:80]!r}" if is_shown else ""
    allowed = Settings.model_fields[name].description
    return InvalidSetting(f"{label} must be {allowed}{actual}")
