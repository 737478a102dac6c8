"""The options that commands share, the settings made of them, and verbs whose options
are generated.

None has a default of its own: what is not given here may be set elsewhere.
"""

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from inspect import Parameter, Signature
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


Verb = Callable[..., None]


def with_parameters(verb: Verb, own: Iterable[Parameter]) -> Verb:
    """The verb with its `own` parameters, instead of its `**`, before shared ones."""
    common = Signature.from_callable(verb).parameters.values()
    shared = (
        parameter for parameter in common if parameter.kind is not Parameter.VAR_KEYWORD
    )
    return with_signature(verb, [*own, *shared])


def with_signature(verb: Verb, parameters: Iterable[Parameter]) -> Verb:
    var_keyword = Parameter.VAR_KEYWORD
    ordered = [
        parameter
        if parameter.kind is var_keyword
        else parameter.replace(kind=Parameter.KEYWORD_ONLY)
        for parameter in sorted(
            parameters, key=lambda parameter: parameter.kind is var_keyword
        )
    ]
    signed_verb: Any = verb
    signed_verb.__signature__ = Signature(ordered)
    signed_verb.__annotations__ = {
        parameter.name: parameter.annotation for parameter in ordered
    }
    return verb
