"""Opens a record for looking only, and has every check look.

Nothing is made, repaired, caught up or finished: a record that is looked at is the same
byte for byte, whether servers run or not.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import (
    TROUBLE,
    Connection,
    Database,
    Place,
    ReadOnlySqliteDatabase,
    is_there,
    open_database,
)
from bsm_service.application.databases import LOG, PRODUCT_DATABASES, ProductDatabase
from bsm_service.application.open_databases import (
    database_errors_as_refusals,
    read_models,
)
from bsm_service.application.schema_upgrade import require_tables
from bsm_service.event_store.reader import LogReader
from bsm_service.event_store.serialization import FactMapper
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.foundation.schema_versions import refuse_other_version
from bsm_service.privacy.erasure import Asked
from bsm_service.privacy.erasure.register import Register
from bsm_service.proof.verification.accounts import accounts
from bsm_service.proof.verification.command_answers import Commands
from bsm_service.proof.verification.erasures import erasures
from bsm_service.proof.verification.evidence_files import files
from bsm_service.proof.verification.facts import (
    Headers,
    Readable,
    Tree,
    matching,
    state_of,
)
from bsm_service.proof.verification.findings import (
    Check,
    Findings,
    LogCheck,
    Stored,
    Verdict,
)
from bsm_service.proof.verification.keys import KEYS, NamedKeys, keys, unusable
from bsm_service.proof.verification.merkle_roots import (
    NOBODY,
    NotedRoot,
    Roots,
    remembered_roots,
)
from bsm_service.proof.verification.people import people
from bsm_service.proof.verification.read_models import rebuilt
from bsm_service.proof.verification.tables import tables
from bsm_service.proof.verification.temporary_database import Scratch, scratch
from bsm_service.vault import KeyReader, KeySource

Progressed = Callable[[int], None]

_FACTS = """SELECT l.position, l.recorded_at, l.ends_command, l.leaf_hash,
        e.originator_id, e.originator_version, e.topic, e.state
    FROM leaves l JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    ORDER BY l.position"""
_MOST_LOOKS = 3


def verify(
    place: Place,
    *,
    roots: Sequence[NotedRoot] = (),
    progressed: Progressed = lambda position: None,
    vault_closed: bool = False,
    heads: bool = True,
) -> Verdict:
    """Checks the whole record, and changes nothing.

    The log must continue the `roots` that somebody noted. `progressed` hears of each
    position. `vault_closed` says that the vault's key is not here, which is then no
    finding; without `heads` it is none, either, that servers acknowledged more. Raises
    StoreUnavailable for no record, or one of another version.
    """
    for _ in range(_MOST_LOOKS):
        with (
            database_errors_as_refusals(place, LOG.called),
            _opened(place) as (databases, unusable),
        ):
            require_tables(place, LOG.name in databases)
            for part, database in databases.values():
                refuse_other_version(
                    part.schema, part.schema.taken(database), part.called
                )
            record = _Record(place, databases, unusable, vault_closed, heads)
            checks = record.checks(tuple(roots), progressed)
            if not any(
                isinstance(it, ReadOnlySqliteDatabase) and it.was_changed()
                for _, it in databases.values()
            ):
                break
    else:
        raise StoreUnavailable(
            "the record was changed again and again while it was checked; run "
            "'bsm verify' once more"
        )
    return Verdict(ok=all(check.ok for check in checks), checks=tuple(checks))


_Databases = dict[str, tuple[ProductDatabase, Database]]


@contextmanager
def _opened(place: Place) -> Iterator[tuple[_Databases, list[str]]]:
    """The databases that there are, by name; and what is wrong with others."""
    found: _Databases = {}
    unusable = list[str]()
    with ExitStack() as opened:
        for part in PRODUCT_DATABASES:
            if not is_there(place, part.name):
                continue
            try:
                database = open_database(place, part.name, read_only=True)
                opened.callback(database.close)
                if part.schema.taken(database):
                    found[part.name] = part, database
            except TROUBLE as error:
                if part is LOG:
                    raise
                unusable.append(f"{part.called} cannot be read: {error}")
        yield found, unusable


@dataclass(frozen=True, slots=True)
class _Record:
    place: Place
    databases: _Databases
    unusable: list[str]
    vault_closed: bool
    heads: bool

    def checks(
        self, roots: tuple[NotedRoot, ...], progressed: Progressed
    ) -> list[Check]:
        _, database = self.databases[LOG.name]
        log = LogReader(database, FactMapper())
        with scratch() as (aside, folder):
            checks = self._of_log(log, roots, aside, progressed)
            checks.append(tables(self.databases.values(), self._absent()).done())
            checks.append(erasures(log, self.place.folder).done())
            key_of, vault = self._vault(log, aside, checks), self._database("vault")
            checks.append(accounts(self._database("service"), vault, key_of).done())
            shown = self._database("read")
            checks.append(rebuilt(log, shown, read_models(), folder).done())
        return checks

    def _of_log(
        self,
        log: LogReader,
        roots: tuple[NotedRoot, ...],
        aside: Scratch,
        progressed: Progressed,
    ) -> list[Check]:
        # What servers remember first: whatever they add meanwhile is then in the log.
        heads = remembered_roots(self.place.folder) if self.heads else NOBODY
        with log.database.snapshot() as connection:
            spelt = bool(log.database.spelling.other_spelling)
            first = matching(connection, spelt=spelt).done()
            tree = Tree(connection)
            seeing: list[LogCheck] = [
                tree,
                Readable(),
                Headers(),
                Commands(connection, aside),
                Roots(heads, roots, tree),
                NamedKeys(aside),
            ]
            return [first, *_seen_by(seeing, connection, log, progressed)]

    def _absent(self) -> list[str]:
        """What is wrong with databases that are not there. Only read models are made
        again: every log has accounts and a vault beside it.
        """
        missing = [
            f"{part.called}: its database is missing"
            for part in PRODUCT_DATABASES
            if part.name in ("service", "vault") and part.name not in self.databases
        ]
        return self.unusable or missing

    def _database(self, name: str) -> Database | None:
        return self.databases[name][1] if name in self.databases else None

    def _vault(
        self, log: LogReader, aside: Scratch, checks: list[Check]
    ) -> Callable[[str], bytes | None] | None:
        """Checks the vault; gives the secrets of the product's own by their names, None
        where the vault is not open.
        """
        vault = self._database("vault")
        if self.vault_closed or vault is None:
            why = "not looked at: the vault's key is not here"
            if vault is None:
                why = "not looked at: there is no vault"
            checks.append(Check(name=KEYS, ok=self.vault_closed, detail=why))
            return None
        try:
            source = KeySource(self.place.folder, self.place.vault_key)
            reader = KeyReader.of(vault, source)
            registered = _registered(self.place)
        except DomainError as error:
            checks.append(unusable(str(error)))
            return None
        except Exception as error:  # a damaged record must still get its verdict
            checks.append(unusable(f"the vault cannot be read: {error!r}"))
            return None
        checks.append(keys(log, vault, reader, registered, aside).done())
        checks.append(people(vault, reader, aside).done())
        checks.append(files(vault, reader, aside).done())
        return None if reader is None else reader.named


def _registered(place: Place) -> tuple[Asked, ...]:
    """The erasures of the register. Raises StoreUnavailable."""
    return tuple(one.asked for one in Register(place.folder).entries().values())


def _seen_by(
    checks: list[LogCheck],
    connection: Connection,
    log: LogReader,
    progressed: Progressed,
) -> Iterator[Check]:
    """Every check has seen every fact that has a leaf."""
    found, position = [Findings() for _ in checks], 0
    try:
        for row in connection.stream(_FACTS):
            position = row["position"]
            stored = Stored(position, row, state_of(row), log.recorded(row).fact)
            for check, findings in zip(checks, found, strict=True):
                findings.take(check.see(stored))
            progressed(position)
    except Exception as error:  # a damaged record must still get its verdict
        for findings in found:
            findings.add(f"the log cannot be read after position {position}: {error}")
    for check, findings in zip(checks, found, strict=True):
        findings.take(check.end())
        if check.name:
            yield findings.check(check.name, check.summary, check.advice)
