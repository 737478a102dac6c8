"""The options that commands share, and the settings made of them.

None has a default of its own: what is not given here may be set elsewhere.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from bsm_projections.databases import Place
from bsm_service.foundation.file_permissions import use_private_umask
from bsm_service.foundation.log_redaction import redact_logs
from bsm_service.foundation.schema_versions import PRODUCT_VERSION
from bsm_service.settings.loading import ChosenSettings, load_settings

SettingsFileOption = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        envvar="BSM_SETTINGS",
        help="The settings file. Default: bsm.toml, if it exists.",
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="The record's data folder. [BSM_DATA]"),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        help="Use PostgreSQL instead of files: postgresql://… [BSM_DATABASE]",
    ),
]
HostOption = Annotated[
    str | None, typer.Option("--host", help="The address to listen on. [BSM_HOST]")
]
PortOption = Annotated[
    int | None,
    typer.Option("--port", min=1, max=65535, help="The port to listen on. [BSM_PORT]"),
]
ProcessesOption = Annotated[
    int | None,
    typer.Option(
        "--processes",
        min=1,
        max=16,
        help="The number of server processes, each on its own port. [BSM_PROCESSES]",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]

_settings_file: ContextVar[Path | None] = ContextVar(
    "the file of settings", default=None
)


def _print_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(PRODUCT_VERSION)
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option(
        "--version",
        callback=_print_version,
        is_eager=True,
        help="Print the version.",
    ),
]


def use_settings_file(
    file: SettingsFileOption = None, version: VersionOption = False
) -> None:
    """The options of `bsm` itself, before any command."""
    use_private_umask()
    redact_logs()
    _settings_file.set(file)


def choose_settings(
    *, defaults: Mapping[str, Any] = MappingProxyType({}), **options: Any
) -> ChosenSettings:
    """The settings from a command's options (None: not given) and from elsewhere.

    Raises InvalidSetting.
    """
    return load_settings(_settings_file.get(), defaults=defaults, **options)


def database_place(data: Path | None, database: str | None) -> Place:
    """The place of the record that a command works on. Raises InvalidSetting."""
    return choose_settings(data=data, database=database).settings.database_place()
