"""Commands that erase data permanently, and their receipts."""

import json
from pathlib import Path
from shutil import copyfile
from typing import Annotated
from uuid import UUID

import typer
from rich.markup import escape
from rich.table import Table

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.formatting import count_of
from bsm_domain.people.participant import PersonalGroup
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.cli.confirmation import YesOption, ask_confirmation
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.option_values import TEXT_HINT, prompt_for
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
)
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.output_file import refuse_existing_file
from bsm_service.foundation.refusals import InvalidUsage
from bsm_service.identity import SYSTEM
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy import erasure
from bsm_service.privacy.commands import RedactText
from bsm_service.privacy.erasure import ErasureService, Receipt, ReplayResult

app = typer.Typer()
erasures = typer.Typer(
    no_args_is_help=True,
    help="The register of erasures: list it, export it, and replay it after a restore.",
)

Reason = Annotated[
    str | None,
    typer.Option(
        help=f"The reason, without names; {TEXT_HINT}. Prompted for if not given."
    ),
]
_REASON_PROMPT = "Reason (without names)"


@app.command()
def erase(
    participant: Annotated[UUID, typer.Argument(help="The person's id.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    needs: Annotated[
        bool,
        typer.Option("--needs", help="Only dietary and access needs."),
    ] = False,
    reason: Reason = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Erase a person's data permanently, at every past moment; print the receipt.

    Their participation stays on record under an id that names nobody. Every proof
    stays valid. Exit status 1 if anything remains to be done.
    """
    groups = (PersonalGroup.NEEDS,) if needs else tuple(PersonalGroup)
    with report_refusals(as_json):
        reason_text = _reason(reason, as_json)
        question = f"Permanently erase {', '.join(groups)} of {participant}?"
        _require_confirmation(question, yes=yes, as_json=as_json)
        with open_record(database_place(data, database)) as system:
            command = ErasePersonalData(
                participant_id=participant, groups=groups, reason=reason_text
            )
            receipts = _execute_and_wait(system, command)
    _print_receipts(receipts, as_json)


@app.command()
def redact(
    stream: Annotated[UUID, typer.Argument(help="The id of what the fact is about.")],
    version: Annotated[int, typer.Argument(min=1, help="The fact's version there.")],
    field: Annotated[str, typer.Argument(help="The text's field, e.g. reason.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    reason: Reason = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Redact one text permanently; print the receipt.

    Exit status 1 if anything remains to be done.
    """
    with report_refusals(as_json):
        reason_text = _reason(reason, as_json)
        question = f"Permanently redact {field!r} of version {version} of {stream}?"
        _require_confirmation(question, yes=yes, as_json=as_json)
        with open_record(database_place(data, database)) as system:
            command = RedactText(
                stream_id=stream, version=version, field=field, reason=reason_text
            )
            receipts = _execute_and_wait(system, command)
    _print_receipts(receipts, as_json)


@erasures.command("list")
def list_erasures(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what was erased and when, and whether anything remains."""
    with (
        report_refusals(as_json),
        open_record(database_place(data, database)) as system,
    ):
        receipts = system.part(ErasureService).receipts()
    if as_json:
        typer.echo(json.dumps([receipt.as_json() for receipt in receipts]))
        return
    table = Table("id", "erased", "requested", "completed", "found", "to do")
    for receipt in receipts:
        subject = receipt.field or ", ".join(receipt.groups)
        asked_at, completed_at = (
            f"{moment:%Y-%m-%d %H:%M}"
            for moment in (receipt.asked_at, receipt.completed_at)
        )
        table.add_row(
            str(receipt.id),
            subject,
            asked_at,
            completed_at,
            str(len(receipt.found)),
            str(len(receipt.left)),
        )
    console.print(table)


@erasures.command()
def receipt(
    id: Annotated[UUID, typer.Argument(help="The person's id, or the redaction's.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the receipts of a person or of a redacted text again."""
    with (
        report_refusals(as_json),
        open_record(database_place(data, database)) as system,
    ):
        receipts = system.part(ErasureService).receipts_of(id)
        if not receipts:
            raise NotFound(
                f"no erasure of {id} is registered; 'bsm erasures list' shows all"
            )
    _print_receipts(receipts, as_json)


@erasures.command("export")
def export_erasures(
    file: Annotated[Path, typer.Argument(help="A new file.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy the register to a file. Keep it apart from backups.

    It names nobody. Replay it after restoring a backup.
    """
    with report_refusals(as_json):
        source = database_place(data, database).folder / erasure.FILE_NAME
        refuse_existing_file(file)
        number = len(erasure.read_register(source)) if source.exists() else 0
        if source.exists():
            copyfile(source, file)
        else:
            file.touch()
    if as_json:
        typer.echo(json.dumps({"erasures": number}))
    else:
        console.print(f"{count_of(number, 'erasure')} exported to {escape(str(file))}.")


@erasures.command("replay")
def replay_erasures(
    file: Annotated[Path, typer.Argument(help="An exported register.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Repeat registered erasures in a restored record. Safe to repeat.

    Exit status 1 if anything remains to be done.
    """
    with (
        report_refusals(as_json),
        open_record(database_place(data, database)) as system,
    ):
        replayed = replay_from_file(file, system)
    if as_json:
        typer.echo(json.dumps(replayed.as_json()))
    else:
        print_replay_result(replayed)
    raise typer.Exit(0 if all(receipt.finished for receipt in replayed.receipts) else 1)


def replay_from_file(file: Path, system: System) -> ReplayResult:
    """Replays a register in a record. Raises OSError, StoreUnavailable."""
    entries = erasure.read_register(file)
    return erasure.replay_register(
        system.part(ErasureService), system.service, entries, utc_now
    )


def print_replay_result(replayed: ReplayResult) -> None:
    console.print(
        f"Missing erasures recorded again: {replayed.recorded:,}. Erasures completed: "
        f"{len(replayed.receipts):,}. Erasures of data not in this record: "
        f"{replayed.unknown:,}.",
        highlight=False,
        soft_wrap=True,
    )


def _reason(text: str | None, as_json: bool) -> str:
    missing = "give the reason with --reason; it must not name anybody"
    return prompt_for(text, missing, _REASON_PROMPT, as_json=as_json)


def _require_confirmation(question: str, *, yes: bool, as_json: bool) -> None:
    if not ask_confirmation(question, yes=yes, as_json=as_json):
        raise InvalidUsage("nothing was erased; confirm with --yes")


def _execute_and_wait(system: System, command: Command) -> tuple[Receipt, ...] | None:
    """The receipts; None if the erasure is recorded and still in progress."""
    result = system.service.execute(command, SYSTEM, command_id=new_id(utc_now()))
    return erasure.receipts_for(system.part(ErasureService), result)


def _print_receipts(receipts: tuple[Receipt, ...] | None, as_json: bool) -> None:
    if receipts is None:
        if as_json:
            typer.echo(json.dumps({"pending": [erasure.STILL_ERASING]}))
        else:
            typer.echo(f"Recorded; {erasure.STILL_ERASING} ('bsm erasures list').")
        raise typer.Exit(1)
    for receipt in receipts:
        typer.echo(json.dumps(receipt.as_json()) if as_json else receipt.as_text())
    good = all(receipt.finished and not receipt.found for receipt in receipts)
    raise typer.Exit(0 if good else 1)
