"""Opens a record read-only and runs every check.

Nothing is made, repaired, caught up or finished: a record that is looked at is the same
byte for byte, whether servers run or not.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import (
    DATABASE_ERRORS,
    Connection,
    Database,
    Place,
    ReadOnlySqliteDatabase,
    database_exists,
    open_database,
)
from bsm_service.application.databases import (
    LOG,
    PRODUCT_DATABASES,
    ProductDatabase,
    require_tables,
)
from bsm_service.application.open_databases import (
    database_errors_as_refusals,
    read_models,
)
from bsm_service.event_store.reader import LogReader
from bsm_service.event_store.serialization import FactMapper
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.foundation.schema_versions import refuse_other_version
from bsm_service.privacy.erasure.register import ErasureRegister
from bsm_service.proof.verification.check_results import (
    Check,
    Findings,
    LogCheck,
    StoredFact,
    Verdict,
)
from bsm_service.proof.verification.command_answers import CommandAnswerCheck
from bsm_service.proof.verification.erasure_register import check_erasures
from bsm_service.proof.verification.facts import (
    HeaderCheck,
    ReadableFactCheck,
    TreeCheck,
    check_facts_match_leaves,
    state_of,
)
from bsm_service.proof.verification.mandates_and_accounts import check_accounts
from bsm_service.proof.verification.merkle_roots import (
    NO_KNOWN_ROOTS,
    NotedRoot,
    RootCheck,
    acknowledged_roots,
)
from bsm_service.proof.verification.read_models import check_read_models
from bsm_service.proof.verification.tables import check_tables
from bsm_service.proof.verification.temporary_database import (
    TemporaryDatabase,
    temporary_database,
)
from bsm_service.proof.verification.vault_contents import (
    check_evidence_files,
    check_people,
)
from bsm_service.proof.verification.vault_keys import (
    KEY_CHECK,
    NamedKeyCollector,
    check_keys,
    unusable_vault_check,
)
from bsm_service.vault import KeySource, ReadOnlyKeys

ProgressCallback = Callable[[int], None]

_FACTS = """SELECT l.position, l.recorded_at, l.ends_command, l.leaf_hash,
        e.originator_id, e.originator_version, e.topic, e.state
    FROM leaves l JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    ORDER BY l.position"""
_MAX_ATTEMPTS = 3


def verify(
    place: Place,
    *,
    roots: Sequence[NotedRoot] = (),
    on_progress: ProgressCallback = lambda position: None,
    vault_closed: bool = False,
    heads: bool = True,
) -> Verdict:
    """Checks the whole record, and changes nothing.

    The log must continue the noted `roots`. `on_progress` is called with each position.
    `vault_closed` says that the vault's key is not here, which is then no finding;
    without `heads` it is none, either, that servers acknowledged more. Raises
    StoreUnavailable for no record, or one of another version.
    """
    for _ in range(_MAX_ATTEMPTS):
        with (
            database_errors_as_refusals(place, LOG.title),
            _open_databases(place) as (databases, unusable),
        ):
            require_tables(place, LOG.name in databases)
            for part, database in databases.values():
                refuse_other_version(
                    part.schema, part.schema.applied(database), part.title
                )
            record = _RecordChecks(place, databases, unusable, vault_closed, heads)
            checks = tuple(record.checks(tuple(roots), on_progress))
            if not any(
                isinstance(database, ReadOnlySqliteDatabase) and database.has_changed()
                for _, database in databases.values()
            ):
                break
    else:
        raise StoreUnavailable(
            "the record kept changing while it was checked; run 'bsm verify' again"
        )
    return Verdict(ok=all(check.ok for check in checks), checks=checks)


_Databases = dict[str, tuple[ProductDatabase, Database]]


@contextmanager
def _open_databases(place: Place) -> Iterator[tuple[_Databases, list[str]]]:
    """The databases that there are, by name; and what is wrong with others."""
    databases: _Databases = {}
    unusable = list[str]()
    with ExitStack() as opened:
        for part in PRODUCT_DATABASES:
            if not database_exists(place, part.name):
                continue
            try:
                database = open_database(place, part.name, read_only=True)
                opened.callback(database.close)
                if part.schema.applied(database):
                    databases[part.name] = part, database
            except DATABASE_ERRORS as error:
                if part is LOG:
                    raise
                unusable.append(f"{part.title} cannot be read: {error}")
        yield databases, unusable


@dataclass(frozen=True, slots=True)
class _RecordChecks:
    place: Place
    databases: _Databases
    unusable: list[str]
    vault_closed: bool
    heads: bool

    def checks(
        self, roots: tuple[NotedRoot, ...], on_progress: ProgressCallback
    ) -> Iterator[Check]:
        _, database = self.databases[LOG.name]
        log = LogReader(database, FactMapper())
        with temporary_database() as (temporary, folder):
            yield from self._check_log(log, roots, temporary, on_progress)
            yield check_tables(self.databases.values(), self._missing_databases())
            yield check_erasures(log, self.place.folder)
            vault = self._database("vault")
            key_of = yield from self._check_vault(log, vault, temporary)
            yield check_accounts(self._database("service"), vault, key_of)
            yield check_read_models(log, self._database("read"), read_models(), folder)

    def _check_log(
        self,
        log: LogReader,
        roots: tuple[NotedRoot, ...],
        temporary: TemporaryDatabase,
        on_progress: ProgressCallback,
    ) -> Iterator[Check]:
        # What servers remember first: whatever they add meanwhile is then in the log.
        heads = acknowledged_roots(self.place.folder) if self.heads else NO_KNOWN_ROOTS
        with log.database.snapshot() as connection:
            spelt = bool(log.database.dialect.unusual_identity)
            yield check_facts_match_leaves(connection, spelt=spelt)
            tree = TreeCheck(connection)
            seeing: list[LogCheck] = [
                tree,
                ReadableFactCheck(),
                HeaderCheck(),
                CommandAnswerCheck(connection, temporary),
                RootCheck(heads, roots, tree),
                NamedKeyCollector(temporary),
            ]
            yield from _run_log_checks(seeing, connection, log, on_progress)

    def _missing_databases(self) -> list[str]:
        """What is wrong with databases that are not there. Only read models are made
        again: every log has accounts and a vault beside it.
        """
        missing = [
            f"{part.title}: its database is missing"
            for part in PRODUCT_DATABASES
            if part.name in ("service", "vault") and part.name not in self.databases
        ]
        return self.unusable or missing

    def _database(self, name: str) -> Database | None:
        return self.databases[name][1] if name in self.databases else None

    def _check_vault(
        self, log: LogReader, vault: Database | None, temporary: TemporaryDatabase
    ) -> Generator[Check, None, Callable[[str], bytes | None] | None]:
        """Checks the vault; gives the secrets of the product's own by their names, None
        where the vault is not open.
        """
        if self.vault_closed or vault is None:
            why = "not checked: the vault's key is not available"
            if vault is None:
                why = "not checked: there is no vault"
            yield Check(name=KEY_CHECK, ok=self.vault_closed, detail=why)
            return None
        try:
            source = KeySource(self.place.folder, self.place.vault_key)
            reader = ReadOnlyKeys.open(vault, source)
            register = ErasureRegister(self.place.folder).entries()
            registered = tuple(entry.asked for entry in register.values())
        except DomainError as error:
            yield unusable_vault_check(str(error))
            return None
        except Exception as error:  # a damaged record must still get its verdict
            yield unusable_vault_check(f"the vault cannot be read: {error!r}")
            return None
        yield check_keys(log, vault, reader, registered, temporary)
        yield check_people(vault, reader, temporary)
        yield check_evidence_files(vault, reader, temporary)
        return None if reader is None else reader.product_secret


def _run_log_checks(
    checks: list[LogCheck],
    connection: Connection,
    log: LogReader,
    on_progress: ProgressCallback,
) -> Iterator[Check]:
    """Every check has seen every fact that has a leaf."""
    findings_of, position = [Findings() for _ in checks], 0
    try:
        for row in connection.stream(_FACTS):
            position = row["position"]
            stored = StoredFact(position, row, state_of(row), log.decode(row).fact)
            for check, findings in zip(checks, findings_of, strict=True):
                findings.add_all(check.check_fact(stored))
            on_progress(position)
    except Exception as error:  # a damaged record must still get its verdict
        for findings in findings_of:
            findings.add(f"the log cannot be read after position {position}: {error}")
    for check, findings in zip(checks, findings_of, strict=True):
        findings.add_all(check.finish())
        if check.name:
            yield findings.check(check.name, check.summary, check.advice)
