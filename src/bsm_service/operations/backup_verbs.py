"""The verbs that back up, restore and copy a record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.text import Text

from bsm_domain.foundation.formatting import count_of
from bsm_projections.databases import Place
from bsm_service.application.open_databases import open_log_and_read_models
from bsm_service.cli.answers import Answer, verb
from bsm_service.cli.console import progress_bar
from bsm_service.cli.open_record import open_record
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.refusals import InvalidUsage
from bsm_service.operations.backup import (
    copy_record,
    count_rows,
    create_backup,
    restore_backup,
)
from bsm_service.operations.backup_file import BackupHeader, ProgressCallback
from bsm_service.privacy.erasure.register import read_register
from bsm_service.privacy.verbs import replay_from_file, replay_result_text
from bsm_service.proof.verbs import verdict_lines, verify_with_progress
from bsm_service.proof.verification import Verdict
from bsm_service.settings.settings import Settings
from bsm_service.vault import key_file

app = typer.Typer()

BackupFile = Annotated[Path, typer.Argument(help="The backup file.")]


@verb(app, "backup")
def backup(source: Place, file: BackupFile) -> Answer:
    """Back up the record, accounts and tokens to a new file. Servers can keep running.

    Not included: sessions and the key that signs them (people sign in again), read
    models, which are rebuilt from the facts, and vault.key, without which personal data
    cannot be read. Keep a copy of vault.key in a different place from the backup; it
    changes with each erasure.
    """
    with _row_progress("Backing up", source) as on_progress:
        header = create_backup(source, file, utc_now(), on_progress)
    size = file.stat().st_size
    lines: list[str | Text] = [
        f"{file} contains the record up to position {header.position:,} "
        f"({count_of(size, 'byte')}).",
        Text(f"root {header.root}", "dim"),
    ]
    if header.vault_key:
        lines.append(
            f"The key {header.vault_key} opens its vault and is not included: keep "
            f"{_describe_source(source)} in a different place for as long as this "
            "backup may be needed."
        )
    return Answer({**header.model_dump(), "bytes": size}, lines)


def _describe_source(source: Place) -> str:
    return "vault.key" if source.vault_key is None else "the value of BSM_VAULT_KEY"


@verb(app, "restore")
def restore(
    to: Place,
    file: BackupFile,
    vault_key: Annotated[
        Path | None,
        typer.Option(
            "--vault-key",
            help="The vault's key at the time of the backup.",
        ),
    ] = None,
    erasures: Annotated[
        Path | None,
        typer.Option(
            "--erasures",
            help="The register of erasures, to repeat the erasures since the backup.",
        ),
    ] = None,
) -> Answer:
    """Restore a backup to an empty folder or database, and verify it.

    Without the key of its vault, personal data cannot be read and no server starts
    until the key is in place. Exits with 0 if the record passes verification, with 1 if
    not.
    """
    key = None if vault_key is None else key_file.read_key(vault_key)
    if erasures is not None:
        read_register(erasures)
    with _row_progress("Restoring", None) as on_progress:
        header = restore_backup(file, to, on_progress, key)
    if key_file.has_key(to, header.vault_key):
        return _verified(header, to, erasures)
    return _verified_without_key(header, to)


@verb(app, "copy")
def copy_to_place(
    source: Place,
    to_data: Annotated[
        Path | None, typer.Option("--to-data", help="The folder to copy to.")
    ] = None,
    to_database: Annotated[
        str | None,
        typer.Option("--to-database", help="The PostgreSQL database to copy to."),
    ] = None,
    to_schema: Annotated[
        str, typer.Option("--to-schema", help="The prefix of its schemas.")
    ] = "bsm",
) -> Answer:
    """Copy the record to an empty folder or database, from files to PostgreSQL or back.

    Positions, leaves and root stay the same; sessions are not copied. Facts recorded
    during the copy are not included: stop the servers first if you move permanently.
    Exits with 0 if the copy passes verification, with 1 if not.
    """
    to = _target(source, to_data, to_database, to_schema)
    with _row_progress("Copying", source, passes=3) as on_progress:
        header = copy_record(source, to, utc_now(), on_progress)
    return _verified(header, to)


def _target(source: Place, data: Path | None, url: str | None, schema: str) -> Place:
    if data is None and url is None:
        raise InvalidUsage("name the target with --to-data, --to-database or both")
    fields = {"data": data or source.folder, "database": url, "schema_prefix": schema}
    try:
        return Settings.model_validate(fields).database_place()
    except ValidationError as error:
        name = str(error.errors(include_input=False)[0]["loc"][0])
        option = f"--to-{name.removesuffix('_prefix')}"
        allowed = Settings.model_fields[name].description
        raise InvalidUsage(f"{option} must be {allowed}") from None


@contextmanager
def _row_progress(
    label: str, source: Place | None, passes: int = 1
) -> Iterator[ProgressCallback]:
    """Adds up the rows done, out of the total if that is known."""
    total = passes * count_rows(source) if source is not None else None
    with progress_bar(label, total) as bar:
        done = 0

        def add_rows(rows: int) -> None:
            nonlocal done
            done += rows
            bar(done)

        yield add_rows


def _verified(header: BackupHeader, to: Place, erasures: Path | None = None) -> Answer:
    with open_record(to, catch_up=False) as system:
        with progress_bar("Building read models", header.position) as bar:
            system.engine.catch_up(bar)
        replayed = replay_from_file(erasures, system) if erasures else None
        verdict, alarm = verify_with_progress(to, heads=False), system.store.alarm
    fields, following = {}, ""
    if replayed is not None:
        fields["erasures"] = replayed.as_json()
        following = replay_result_text(replayed)
    elif header.vault_key:
        following = (
            "Data erased since the backup can be read again. Run 'bsm erasures replay' "
            "with the register of erasures."
        )
    return _answer(header, verdict, alarm, fields, following)


def _verified_without_key(header: BackupHeader, to: Place) -> Answer:
    """The vault's key is not available."""
    with open_log_and_read_models(to) as (store, engine):
        with progress_bar("Building read models", header.position) as bar:
            engine.catch_up(bar)
        verdict = verify_with_progress(to, vault_closed=True, heads=False)
        alarm = store.alarm
    following = (
        f"put the vault's key {header.vault_key} in {to.folder} as vault.key, or in "
        "BSM_VAULT_KEY, and then run 'bsm erasures replay' with the register of "
        "erasures"
    )
    warning = f"The vault is locked. Next, {following}."
    return _answer(header, verdict, alarm, {"next": following}, warning=warning)


def _answer(
    header: BackupHeader,
    verdict: Verdict,
    alarm: str | None,
    fields: Mapping[str, object],
    following: str = "",
    warning: str = "",
) -> Answer:
    result = {**header.model_dump(), "alarm": alarm, "verdict": verdict.model_dump()}
    return Answer(
        {**result, **fields},
        [
            *verdict_lines(verdict),
            f"The record ends at position {header.position:,}.",
            Text(f"root {header.root}", "dim"),
            *filter(None, [following]),
        ],
        warnings=tuple(filter(None, (alarm, warning))),
        status=0 if verdict.ok else 1,
    )
