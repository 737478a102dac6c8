"""Backups: one file with everything that is not derived, made while servers run.

Each database is backed up from a consistent snapshot. A record is moved by restoring a
backup elsewhere; rows are not copied in any other way.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from bsm_projections.databases import (
    Connection,
    Database,
    Place,
    database_exists,
)
from bsm_service.application.databases import (
    LOG,
    PRODUCT_DATABASES,
    ProductDatabase,
    open_unchecked,
    require_record,
)
from bsm_service.foundation.output_file import refuse_existing_file
from bsm_service.foundation.refusals import (
    BackupUnusable,
    InvalidUsage,
    StoreUnavailable,
    TargetNotEmpty,
)
from bsm_service.foundation.schema_versions import PRODUCT_VERSION, refuse_newer
from bsm_service.operations import backup_file
from bsm_service.operations.backup_file import (
    FORMAT,
    BackedUpTable,
    BackupFile,
    BackupHeader,
    ProgressCallback,
    batches,
    tree_of,
)
from bsm_service.privacy.erasure.register import FILE_NAME
from bsm_service.vault import key_file


def create_backup(
    place: Place, file: Path, now: datetime, on_progress: ProgressCallback
) -> BackupHeader:
    """Writes a record's backup to a new file, and returns its header.

    `on_progress` is called with numbers of rows. Raises StoreUnavailable if there is no
    record or it is incomplete, TargetNotEmpty if the file exists.
    """
    refuse_existing_file(file)
    require_record(place)
    with backup_file.open_for_writing(file) as backup:
        for part in PRODUCT_DATABASES:
            if part.backup_tables and database_exists(place, part.name):
                with open_unchecked(place, part) as database:
                    _back_up_database(part, database, backup, on_progress)
        try:
            tree = backup.tree()
        except BackupUnusable as error:
            raise StoreUnavailable(f"the record is incomplete: {error}") from error
        header = BackupHeader(
            format=FORMAT,
            product=PRODUCT_VERSION,
            made_at=now.isoformat(),
            origin=backup.log_header("origin"),
            position=tree.size,
            root=tree.root().hex(),
            vault_key=backup.vault_key(),
        )
        backup.end(header)
    return header


def count_rows(place: Place) -> int:
    """The approximate number of rows of a backup, for progress bars."""
    number = 0
    for part in PRODUCT_DATABASES:
        if part.backup_tables and database_exists(place, part.name):
            with open_unchecked(place, part) as database:
                number += sum(_rows_of(part, database))
    return number


def _rows_of(part: ProductDatabase, database: Database) -> Iterator[int]:
    with database.snapshot() as connection:
        for table in part.backup_tables:
            if database.has_table(connection, table):
                result = connection.execute(f"SELECT count(*) FROM {table}")
                yield int(result.fetchone()[0])


def _back_up_database(
    part: ProductDatabase,
    database: Database,
    backup: BackupFile,
    on_progress: ProgressCallback,
) -> None:
    step = part.schema.applied(database)
    refuse_newer(part.schema, step, part.title)
    with database.snapshot() as connection:
        for table, query in part.backup_tables.items():
            # An older schema may lack some tables.
            if database.has_table(connection, table):
                columns, rows = _columns(connection, table), connection.stream(query)
                backup.add(part.name, step, table, columns, rows, on_progress)


def restore_backup(
    file: Path,
    place: Place,
    on_progress: ProgressCallback,
    vault_key: str | None = None,
) -> BackupHeader:
    """Restores a backup to an empty place, each database completely or not at all, with
    the key of its vault, if that is given.

    Read models are built later. Raises BackupUnusable, InvalidUsage for a key that is
    not the vault's, and TargetNotEmpty if the place is not empty.
    """
    require_empty(place)
    with backup_file.open_for_reading(file) as backup:
        backup.check(on_progress)
        header, contents = backup.header, backup.contents()
        _refuse_unknown(contents)
        if vault_key is not None:
            key_file.require_fingerprint(vault_key, header.vault_key)
        place.folder.mkdir(parents=True, exist_ok=True)
        if vault_key is not None:
            key_file.write_key(vault_key, place.folder)
        # The log comes last: without it the place does not count as a record.
        for part in reversed(PRODUCT_DATABASES):
            tables = [table for table in contents if table.part == part.name]
            if tables:
                with open_unchecked(place, part) as database:
                    _fill(part, database, backup, tables, on_progress)
    return header


def require_empty(place: Place) -> None:
    """Raises TargetNotEmpty where any of the product's databases has tables."""
    for part in PRODUCT_DATABASES:
        if database_exists(place, part.name):
            with open_unchecked(place, part) as database:
                if part.schema.applied(database):
                    raise TargetNotEmpty(
                        f"{part.title} in the target would be overwritten; choose an "
                        "empty target"
                    )


def _refuse_unknown(contents: Sequence[BackedUpTable]) -> None:
    known_steps = {
        (part.name, table): len(part.schema.migrations)
        for part in PRODUCT_DATABASES
        for table in part.backup_tables
    }
    if any(
        table.step > known_steps.get((table.part, table.table), 0) for table in contents
    ):
        raise BackupUnusable(
            "the backup was made by a newer version; upgrade the product"
        )


def _fill(
    part: ProductDatabase,
    database: Database,
    backup: BackupFile,
    contents: Sequence[BackedUpTable],
    on_progress: ProgressCallback,
) -> None:
    """Creates the tables as of the backup's schema step first, so that later steps
    change the rows as in an upgrade.
    """
    database.create()
    with database.writing(exclusive=True) as connection:
        part.schema.apply_within(
            connection, database, PRODUCT_VERSION, to=contents[0].step
        )
        for content in contents:
            columns = _columns(connection, content.table)
            for page in batches(backup.rows(content, columns)):
                connection.insert({content.table: page})
                on_progress(len(page))
        if part is LOG:
            _compare(connection, backup.header)
    part.schema.apply(database, PRODUCT_VERSION)


def _compare(connection: Connection, header: BackupHeader) -> None:
    leaves = connection.stream("SELECT leaf_hash FROM leaves ORDER BY position")
    tree = tree_of(leaf for (leaf,) in leaves)
    if (tree.size, tree.root().hex()) != (header.position, header.root):
        raise StoreUnavailable(
            "the restored database has a different root from the backup; nothing was "
            "stored, please try again"
        )


def copy_record(
    source: Place, to: Place, now: datetime, on_progress: ProgressCallback
) -> BackupHeader:
    """Copies the record to an empty place, by way of a backup."""
    require_empty(to)
    require_record(source)
    to.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=to.folder, prefix="copying-") as folder:
        file = Path(folder) / "backup"
        backup_header = create_backup(source, file, now, on_progress)
        key = _key_to_copy(source, backup_header)
        header = restore_backup(file, to, on_progress, key)
    register = source.folder / FILE_NAME
    if register.exists() and source.folder.resolve() != to.folder.resolve():
        copyfile(register, to.folder / FILE_NAME)
    return header


def _key_to_copy(source: Place, header: BackupHeader) -> str | None:
    """The key file of a folder goes with a copy. Raises StoreUnavailable."""
    file = source.folder / key_file.FILE_NAME
    if source.vault_key is not None or not file.exists():
        return None
    key = key_file.read_key(file)
    try:
        key_file.require_fingerprint(key, header.vault_key)
    except InvalidUsage as error:
        raise StoreUnavailable(
            "the vault's key has just been replaced; please copy again"
        ) from error
    return key


def _columns(connection: Connection, table: str) -> list[str]:
    result = connection.execute(f"SELECT * FROM {table} LIMIT 0")
    return [str(column[0]) for column in result.description]
