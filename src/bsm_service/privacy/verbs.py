"""Commands that erase data permanently, search for remains, and print receipts."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from shutil import copyfile
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.formatting import count_of
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import Place, open_database
from bsm_service.application.command import Command
from bsm_service.application.databases import PRODUCT_DATABASES, require_record
from bsm_service.application.system import System
from bsm_service.cli.answers import Answer, verb
from bsm_service.cli.console import YesOption, ask_confirmation
from bsm_service.cli.open_record import open_record
from bsm_service.cli.option_values import TEXT_HINT, prompt_for
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.output_file import refuse_existing_file
from bsm_service.foundation.refusals import InvalidUsage
from bsm_service.identity import SYSTEM
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.commands import RedactText
from bsm_service.privacy.erasure.execution import STILL_ERASING, ErasureService
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.erasure.register import FILE_NAME, read_register
from bsm_service.privacy.erasure.replay import ReplayResult, replay_register
from bsm_service.privacy.erasure.residual_data import SearchTerms, search_residuals

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


@verb(app, "erase", open_record)
def erase(
    system: System,
    participant: Annotated[UUID, typer.Argument(help="The person's ID.")],
    needs: Annotated[
        bool,
        typer.Option("--needs", help="Only dietary and access needs."),
    ] = False,
    reason: Reason = None,
    yes: YesOption = False,
    as_json: bool = False,
) -> Sequence[Answer]:
    """Erase a person's data permanently, at every past moment; print the receipt.

    Their participation stays on record under an ID that names nobody. Every proof
    stays valid. Exit status 1 if anything remains to be done.
    """
    groups = (PersonalGroup.NEEDS,) if needs else tuple(PersonalGroup)
    what = f"erase {', '.join(groups)} of {participant}"
    text = _confirmed_reason(reason, what, yes=yes, as_json=as_json)
    return _erased(
        system,
        ErasePersonalData(participant_id=participant, groups=groups, reason=text),
    )


@verb(app, "redact", open_record)
def redact(
    system: System,
    stream: Annotated[UUID, typer.Argument(help="The ID of what the fact is about.")],
    version: Annotated[int, typer.Argument(min=1, help="The fact's version there.")],
    field: Annotated[str, typer.Argument(help="The text's field, e.g. reason.")],
    reason: Reason = None,
    yes: YesOption = False,
    as_json: bool = False,
) -> Sequence[Answer]:
    """Redact one text permanently; print the receipt.

    Exit status 1 if anything remains to be done.
    """
    what = f"redact {field!r} of version {version} of {stream}"
    text = _confirmed_reason(reason, what, yes=yes, as_json=as_json)
    return _erased(
        system, RedactText(stream_id=stream, version=version, field=field, reason=text)
    )


@verb(app, "scan")
def scan(
    location: Place,
    also: Annotated[
        list[Path] | None,
        typer.Option(help="Another folder or file to search, e.g. exports or logs."),
    ] = None,
) -> Answer:
    """Search all stored data for words, byte by byte. Give the words on standard input,
    one per line, so that they stay out of the shell's history.

    Searches every file in the data folder and every row of a database server, but not
    the server's own journal and backups. Exit status 1 if anything is found.
    """
    require_record(location)
    for path in also or ():
        if not path.exists():
            raise InvalidUsage(f"{path} does not exist")
    terms = SearchTerms()
    for number, line in enumerate(sys.stdin, start=1):
        terms.text(f"line {number}", line.strip())
    if not terms:
        raise InvalidUsage(
            "give words of at least 5 characters on standard input, one per line"
        )
    with ExitStack() as resources:
        databases = {
            product_database.name: resources.enter_context(
                closing(open_database(location, product_database.name))
            )
            for product_database in PRODUCT_DATABASES
            if location.url is not None
        }
        result = search_residuals(terms, [location.folder, *(also or ())], databases)
    return Answer(
        result,
        [
            *(f"{finding.what} found in {finding.where}" for finding in result.found),
            *(f"{file} could not be read" for file in result.unread),
            f"Searched {count_of(result.files, 'file')} and "
            f"{count_of(result.rows, 'row')} ({count_of(result.bytes, 'byte')}) for "
            f"{count_of(result.sought, 'word')}: "
            f"{count_of(len(result.found), 'match', 'matches')}.",
        ],
        status=1 if result.found else 0,
    )


@verb(erasures, "list", open_record)
def list_erasures(system: System) -> Answer:
    """Show what was erased and when, and whether anything remains."""
    receipts = system.part(ErasureService).receipts()
    table = Table("id", "erased", "requested", "completed", "found", "to do")
    for receipt in receipts:
        table.add_row(
            str(receipt.id),
            receipt.field or ", ".join(receipt.groups),
            f"{receipt.asked_at:%Y-%m-%d %H:%M}",
            f"{receipt.completed_at:%Y-%m-%d %H:%M}",
            str(len(receipt.found)),
            str(len(receipt.left)),
        )
    return Answer([receipt.as_json() for receipt in receipts], table)


@verb(erasures, "receipt", open_record)
def receipt(
    system: System,
    id: Annotated[
        UUID, typer.Argument(help="The ID of the person or of the redaction.")
    ],
) -> Sequence[Answer]:
    """Print the receipts of a person or of a redacted text again."""
    receipts = system.part(ErasureService).receipts_of(id)
    if not receipts:
        raise NotFound(
            f"no erasure of {id} is registered; 'bsm erasures list' shows all"
        )
    return _receipt_answers(receipts)


@verb(erasures, "export")
def export_erasures(
    place: Place, file: Annotated[Path, typer.Argument(help="A new file.")]
) -> Answer:
    """Copy the register to a file. Keep it apart from backups.

    It names nobody. Replay it after restoring a backup.
    """
    source = place.folder / FILE_NAME
    refuse_existing_file(file)
    number = len(read_register(source)) if source.exists() else 0
    if source.exists():
        copyfile(source, file)
    else:
        file.touch()
    exported = f"{count_of(number, 'erasure')} exported to {file}."
    return Answer({"erasures": number}, exported)


@verb(erasures, "replay", open_record)
def replay_erasures(
    system: System, file: Annotated[Path, typer.Argument(help="An exported register.")]
) -> Answer:
    """Repeat registered erasures in a restored record. Safe to repeat.

    Exit status 1 if anything remains to be done.
    """
    replayed = replay_from_file(file, system)
    is_finished = all(receipt.finished for receipt in replayed.receipts)
    return Answer(
        replayed.as_json(), replay_result_text(replayed), status=0 if is_finished else 1
    )


def replay_from_file(file: Path, system: System) -> ReplayResult:
    """Replays a register in a record. Raises OSError, StoreUnavailable."""
    entries = read_register(file)
    return replay_register(
        system.part(ErasureService), system.service, entries, utc_now
    )


def replay_result_text(replayed: ReplayResult) -> str:
    return (
        f"Missing erasures recorded again: {replayed.recorded:,}. Erasures completed: "
        f"{len(replayed.receipts):,}. Erasures of data not in this record: "
        f"{replayed.unknown:,}."
    )


def _confirmed_reason(
    reason: str | None, what: str, *, yes: bool, as_json: bool
) -> str:
    """The reason, once it was confirmed what is done. Raises InvalidUsage."""
    missing = "give the reason with --reason; it must not name anybody"
    text = prompt_for(reason, missing, "Reason (without names)", as_json=as_json)
    if not ask_confirmation(f"Permanently {what}?", yes=yes, as_json=as_json):
        raise InvalidUsage("nothing was erased; confirm with --yes")
    return text


def _erased(system: System, command: Command) -> Sequence[Answer]:
    result = system.service.execute(command, SYSTEM, command_id=new_id(utc_now()))
    receipts = system.part(ErasureService).receipts_for(result)
    if receipts is None:
        pending = f"Recorded; {STILL_ERASING} ('bsm erasures list')."
        return [Answer({"pending": [STILL_ERASING]}, pending, status=1)]
    return _receipt_answers(receipts)


def _receipt_answers(receipts: Iterable[Receipt]) -> Sequence[Answer]:
    return [
        Answer(
            receipt.as_json(),
            receipt.as_text(),
            status=0 if receipt.finished and not receipt.found else 1,
        )
        for receipt in receipts
    ]
