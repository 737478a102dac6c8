"""Does what the facts of erasure ask for, in one order, safe to repeat."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.log_entry import LogEntry
from bsm_domain.foundation.plurals import count_of
from bsm_projections.databases import DATABASE_ERRORS, Database
from bsm_service.application.background_work import BackgroundTask, BackgroundTasks
from bsm_service.event_store.store import EventStore
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.logs import log_fields
from bsm_service.identity import Identity
from bsm_service.privacy.erasure import receipt as receipts
from bsm_service.privacy.erasure import residual_data as leftovers
from bsm_service.privacy.erasure.import_mappings import delete_mappings_naming
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.erasure.register import (
    ErasedKeys,
    ErasureEntry,
    ErasureRegister,
)
from bsm_service.privacy.erasure.residual_data import (
    ResidualFinding,
    SearchResult,
    SearchTerms,
)
from bsm_service.privacy.erasure.search_terms import collect_search_terms
from bsm_service.privacy.erasure.targets import (
    ERASING_FACTS,
    ErasureTarget,
    erasure_targets,
    erasure_targets_at,
    position_of_target,
)
from bsm_service.privacy.erasure.vault_residuals import still_in_vault
from bsm_service.vault import Vault

_log = logging.getLogger("bsm_service.erasure.erasures")

ACTOR = "erasure"  # who closes the accounts of the erased
ROTATE_BY_HAND = (
    "the key-encryption key comes from BSM_VAULT_KEY, so it must be replaced there: "
    "run 'bsm vault rotate' with the next one in BSM_NEXT_VAULT_KEY, then destroy the "
    "old one"
)


@dataclass
class StepResults:
    """What came of the steps."""

    accounts: Counter[UUID]
    key_in_force: str | None
    residuals: SearchResult = field(default_factory=SearchResult)


class ErasureService:
    """Everything that follows a fact of erasure. Safe to use from several processes.

    `shown` waits until the read models show what is on record.
    """

    def __init__(
        self,
        folder: Path,
        store: EventStore,
        vault: Vault,
        identity: Identity,
        reads: Database,
        shown: Callable[[], object],
        background: BackgroundTasks,
        clock: Clock,
    ) -> None:
        self.register = ErasureRegister(folder)
        self._folder = folder
        self.store = store
        self._vault = vault
        self._identity = identity
        self._read_database = reads
        self._wait_for_read_models = shown
        self._clock = clock
        self._background = background
        self.batch = background.together
        self._task = background.add(
            BackgroundTask(
                "erasing",
                ERASING_FACTS,
                self.on_facts,
                lambda _: self.finish_interrupted(),
            )
        )

    @property
    def databases(self) -> Mapping[str, Database]:
        """Everything that the product keeps, by its name."""
        return {
            "log": self.store.database,
            "service": self._identity.database,
            "vault": self._vault.database,
            "read": self._read_database,
        }

    def on_facts(self, facts: Sequence[LogEntry]) -> None:
        """Does what facts of erasure ask for. Raises StoreUnavailable."""
        places = [
            (one.fact.originator_id, one.fact.originator_version)
            for one in facts
            if isinstance(one.fact, DomainEvent)
        ]
        self.erase(erasure_targets_at(self.store, places))

    def wait(self, position: int, within: float) -> bool:
        """Whether all is erased that facts up to a position ask for; waits while it is
        being done, up to so many seconds.
        """
        return self._background.wait(self._task, position, within)

    def receipts(self) -> tuple[Receipt, ...]:
        """The register of erasures that are complete, in the order of time."""
        entries = self.register.entries().values()
        return tuple(one.receipt for one in entries if one.receipt is not None)

    def receipts_of(self, id: UUID) -> tuple[Receipt, ...]:
        """The receipts of a person, or of a redaction, in the order of time."""
        return tuple(one for one in self.receipts() if one.id == id)

    def unknown_targets(
        self, entries: Mapping[ErasedKeys, ErasureEntry]
    ) -> tuple[ErasureTarget, ...]:
        """Of a list of erasures, those that the log knows nothing of: it is older."""
        known = {key for asked in erasure_targets(self.store) for key in asked.keys}
        return tuple(
            entry.asked
            for entry in entries.values()
            if not known >= {*entry.asked.keys}
        )

    def finish_interrupted(self) -> tuple[Receipt, ...]:
        """Completes what a crash has interrupted, and what an older vault has brought
        back. Looks first, which is cheap, and usually finds nothing.

        Raises StoreUnavailable.
        """
        position = self.store.position()
        known = self.register.entries()
        asked = {one.keys: one for one in erasure_targets(self.store)}
        every = {keys: entry.asked for keys, entry in known.items()} | asked
        people = {one.person for one in every.values() if one.person is not None}
        left = self._still_present({key for keys in every for key in keys}, people)
        receipts = self.erase(
            [
                one
                for keys, one in every.items()
                if left & {*keys, one.person}
                or (keys in known and not known[keys].is_finished)
            ]
        )
        self._task.done = max(self._task.done or 0, position)
        return receipts

    def erase(self, asked: Sequence[ErasureTarget]) -> tuple[Receipt, ...]:
        """Erases, and returns the receipts; those of what was erased already, too.

        Raises VaultUnavailable where the keys could not be destroyed. What fails after
        that is told in the receipt, and is tried again at the next start.
        """
        if not asked:
            return ()
        with self.register.lock():
            known = self.register.entries()
            todo = [one for one in asked if not self._is_done(one, known)]
            if todo:
                self._complete(todo)
                known = self.register.entries()
        return tuple(
            receipt for one in asked if (receipt := known[one.keys].receipt) is not None
        )

    def _is_done(
        self, one: ErasureTarget, known: Mapping[ErasedKeys, ErasureEntry]
    ) -> bool:
        entry = known.get(one.keys)
        if entry is None or not entry.is_finished:
            return False
        people = {one.person} if one.person is not None else set()
        return not self._still_present({*one.keys}, people)

    def _still_present(
        self, keys: Collection[UUID], people: Collection[UUID]
    ) -> Set[UUID]:
        """Which keys and people are still there, be it only by an account."""
        with_accounts = {
            one.participant for one in (self._identity.accounts.all() if people else ())
        }
        return still_in_vault(self._vault, keys, people) | {
            one for one in people if one in with_accounts
        }

    def _complete(self, asked: Sequence[ErasureTarget]) -> None:
        sought, left = SearchTerms(), list[str]()
        for one in asked:
            self.register.begin(one, self._clock())
            collect_search_terms(sought, one, self.store, self._vault)
        people = {one.person for one in asked if one.person is not None}
        keys = {one.keys: len(still_in_vault(self._vault, one.keys)) for one in asked}
        self._vault.destroy([key for one in asked for key in one.keys], people=people)
        with _noting_failure(left, "read models do not show it yet"):
            self._wait_for_read_models()
        accounts = self._forget_accounts(people, sought, left)
        with _noting_failure(left, "what was said of imported files was not forgotten"):
            delete_mappings_naming(
                self._identity.account_database, sought.names, by=ACTOR
            )
        done = StepResults(accounts, self._rotate(sought, left))
        self._scrub_databases(left)
        done.residuals = self._search_residuals(sought, left)
        for one in asked:
            receipt = self._receipt(one, keys[one.keys], done, left)
            self.register.complete(one, receipt)
            _log.info("erased", extra=log_fields(id=one.id.hex, receipt=receipt.sha256))

    def _forget_accounts(
        self, people: Collection[UUID], sought: SearchTerms, left: list[str]
    ) -> Counter[UUID]:
        """How many accounts of each were closed and forgotten."""
        forgotten = Counter[UUID]()
        with _noting_failure(left, "accounts of the person were not forgotten"):
            for account in self._identity.accounts.all() if people else ():
                person = account.participant
                if person is not None and person in people:
                    sought.name("user name", account.name)
                    self._identity.accounts.anonymise(account.id, by=ACTOR)
                    forgotten[person] += 1
        return forgotten

    def _rotate(self, sought: SearchTerms, left: list[str]) -> str | None:
        """The fingerprint of the new key-encryption key, if there is one."""
        if not self._vault.source.is_file:
            left.append(ROTATE_BY_HAND)
            return None
        with _noting_failure(left, "the key-encryption key was not replaced"):
            before = self._vault.source.read()
            in_force = self._vault.rotate()
            sought.secret("key-encryption key", before)
            return in_force
        return None

    def _scrub_databases(self, left: list[str]) -> None:
        """The log and the read models hold nothing that anybody could read."""
        for name in ("vault", "service"):
            with _noting_failure(left, f"the database {name!r} was not written anew"):
                not_done = self.databases[name].scrub()
                if not_done:
                    left.append(not_done)

    def _search_residuals(self, sought: SearchTerms, left: list[str]) -> SearchResult:
        if not sought:
            return SearchResult()
        looked = SearchResult()
        with _noting_failure(
            left, "it was not looked through whether anything is left"
        ):
            looked = leftovers.search_residuals(sought, [self._folder], self.databases)
        if looked.unread:
            left.append(f"{count_of(len(looked.unread), 'file')} could not be read")
        # Where the folder lies is nothing that a receipt need tell.
        found = tuple(
            ResidualFinding(
                what=one.what, where=one.where.removeprefix(f"{self._folder}/")
            )
            for one in looked.found
        )
        return looked.model_copy(update={"found": found})

    def _receipt(
        self, one: ErasureTarget, keys: int, done: StepResults, left: list[str]
    ) -> Receipt:
        frontier = self.store.frontier_at(self.store.position())
        return Receipt(
            id=one.id,
            groups=one.groups,
            field=receipts.erased_field(one),
            asked_at=one.recorded_at,
            asked_by=one.account,
            role=one.role,
            completed_at=self._clock(),
            position=position_of_target(self.store, one),
            log_size=0 if frontier is None else frontier.size,
            root="" if frontier is None else frontier.root().hex(),
            origin=self.store.origin,
            keys=keys,
            accounts=done.accounts[one.id],
            key_in_force=done.key_in_force,
            looked_for=done.residuals.sought,
            files=done.residuals.files,
            rows=done.residuals.rows,
            bytes=done.residuals.bytes,
            found=done.residuals.found,
            left=tuple(left),
            remains=receipts.remaining_data(one),
            finished=not {*left} - {ROTATE_BY_HAND},
        )


@contextmanager
def _noting_failure(left: list[str], what: str) -> Iterator[None]:
    """What fails is told, and goes no further: the rest can still be done."""
    try:
        yield
    except (DomainError, OSError, *DATABASE_ERRORS) as error:
        why: object = error
        if isinstance(error, DATABASE_ERRORS):
            why = refusal_for(error)
        elif isinstance(error, OSError):  # it would tell where the folder lies
            why = error.strerror
        _log.warning("erasure: %s: %s", what, why)
        left.append(f"{what}: {why}")
