"""The options that commands share, and the settings that come of them.

None of them has a default of its own: what is not given here may be set elsewhere.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

import typer

from bsm_projections.databases import Place
from bsm_service.foundation.file_permissions import keep_files_private
from bsm_service.foundation.log_redaction import redact_logs
from bsm_service.settings.settings import Chosen, choose

File = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        envvar="BSM_SETTINGS",
        help="The file of settings; without, bsm.toml if there is one.",
    ),
]
Data = Annotated[
    Path | None,
    typer.Option("--data", help="The folder that holds the record. [BSM_DATA]"),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        help="A PostgreSQL database instead of files: postgresql://… [BSM_DATABASE]",
    ),
]
Host = Annotated[str | None, typer.Option("--host", help="Where to listen. [BSM_HOST]")]
Port = Annotated[
    int | None, typer.Option("--port", min=1, max=65535, help="[BSM_PORT]")
]
Processes = Annotated[
    int | None,
    typer.Option(
        "--processes",
        min=1,
        max=16,
        help="How many processes serve, a port each. [BSM_PROCESSES]",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer for programs.")]

_file: ContextVar[Path | None] = ContextVar("the file of settings", default=None)


def use_file(file: File = None) -> None:
    """Taken by `bsm` itself, before any command."""
    keep_files_private()
    redact_logs()
    _file.set(file)


def chosen(
    *, defaults: Mapping[str, Any] = MappingProxyType({}), **options: Any
) -> Chosen:
    """What a command was told by its options (None: not given) and from elsewhere.

    Raises InvalidSetting.
    """
    return choose(_file.get(), defaults=defaults, **options)


def place(data: Path | None, database: str | None) -> Place:
    """Where the record lies that a command is about. Raises InvalidSetting."""
    return chosen(data=data, database=database).settings.place()
