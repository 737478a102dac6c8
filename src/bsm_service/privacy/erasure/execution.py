"""Carries out erasures that are recorded, in a fixed order. Safe to repeat."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence, Set
from pathlib import Path
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_projections.databases import DATABASE_ERRORS, Database
from bsm_service.application.background_work import BackgroundTask, BackgroundTasks
from bsm_service.application.command_service import CommandResult
from bsm_service.event_store.store import EventStore
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.logs import log_fields
from bsm_service.identity import Identity
from bsm_service.privacy.erasure.receipt import Receipt, erased_field, remaining_data
from bsm_service.privacy.erasure.register import (
    ErasedKeys,
    ErasureEntry,
    ErasureRegister,
)
from bsm_service.privacy.erasure.residual_data import SearchTerms
from bsm_service.privacy.erasure.search_terms import (
    collect_search_terms,
    still_in_vault,
)
from bsm_service.privacy.erasure.steps import ROTATE_BY_HAND, ErasureSteps
from bsm_service.privacy.erasure.targets import (
    ERASING_FACTS,
    ErasureTarget,
    erasure_targets,
    erasure_targets_at,
    position_of_target,
)
from bsm_service.vault import Vault

_log = logging.getLogger("bsm_service.erasure.erasures")

# How long a caller waits for the receipt, in seconds.
RECEIPT_TIMEOUT_SECONDS = 10.0
STILL_ERASING = (
    "the erasure is still in progress; its receipt will be in the list of erasures"
)


class ErasureService:
    """Carries out what follows a fact of erasure. Safe to use from several processes.
    `wait_for_read_models` waits until the read models are up to date.
    """

    def __init__(
        self,
        folder: Path,
        store: EventStore,
        vault: Vault,
        identity: Identity,
        read_database: Database,
        wait_for_read_models: Callable[[], object],
        background: BackgroundTasks,
        clock: Clock,
    ) -> None:
        self.register = ErasureRegister(folder)
        self._folder = folder
        self.store = store
        self._vault = vault
        self._identity = identity
        self._read_database = read_database
        self._wait_for_read_models = wait_for_read_models
        self._clock = clock
        self._background = background
        self.batch = background.batch
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
        """All databases of the product, by name."""
        return {
            "log": self.store.database,
            "service": self._identity.database,
            "vault": self._vault.database,
            "read": self._read_database,
        }

    def on_facts(self, facts: Sequence[LoggedFact]) -> None:
        """Carries out the erasures requested by facts. Raises StoreUnavailable."""
        places = [
            (recorded.fact.originator_id, recorded.fact.originator_version)
            for recorded in facts
            if isinstance(recorded.fact, DomainEvent)
        ]
        self.erase(erasure_targets_at(self.store, places))

    def wait(self, position: int, timeout: float) -> bool:
        """Whether all erasures recorded up to a position are complete; waits for them
        up to `timeout` seconds.
        """
        return self._background.wait(self._task, position, timeout)

    def receipts(self) -> tuple[Receipt, ...]:
        """The receipts of complete erasures, in order of time."""
        entries = self.register.entries().values()
        return tuple(entry.receipt for entry in entries if entry.receipt is not None)

    def receipts_of(self, id: UUID) -> tuple[Receipt, ...]:
        """The receipts of a person or a redaction, in order of time."""
        return tuple(receipt for receipt in self.receipts() if receipt.id == id)

    def receipts_for(
        self, result: CommandResult, timeout: float = RECEIPT_TIMEOUT_SECONDS
    ) -> tuple[Receipt, ...] | None:
        """The receipts of a command that erases something; None while it is in
        progress, or if they cannot be read. Waits up to `timeout` seconds. Raises
        nothing: the command is recorded, and the erasure continues.
        """
        self.wait(result.position, timeout)
        try:
            places = [(fact.stream_id, fact.version) for fact in result.facts]
            targets = erasure_targets_at(self.store, places)
            entries = self.register.entries()
        except (DomainError, OSError, *DATABASE_ERRORS):
            return None
        existing = [
            entries[target.keys].receipt for target in targets if target.keys in entries
        ]
        receipts = tuple(receipt for receipt in existing if receipt is not None)
        return receipts if len(receipts) == len(targets) else None

    def with_pending(
        self, result: CommandResult, timeout: float = RECEIPT_TIMEOUT_SECONDS
    ) -> CommandResult:
        """The result of a command that erases, with what remains to be erased."""
        receipts = self.receipts_for(result, timeout)
        pending = [STILL_ERASING]
        if receipts is not None:
            pending = [task for receipt in receipts for task in receipt.left]
        return result.model_copy(update={"pending": tuple(dict.fromkeys(pending))})

    def unknown_targets(
        self, entries: Mapping[ErasedKeys, ErasureEntry]
    ) -> tuple[ErasureTarget, ...]:
        """The erasures of a list that are unknown to the log, because it is older."""
        recorded_keys = {
            key for target in erasure_targets(self.store) for key in target.keys
        }
        return tuple(
            entry.asked
            for entry in entries.values()
            if not recorded_keys >= {*entry.asked.keys}
        )

    def finish_interrupted(self) -> tuple[Receipt, ...]:
        """Completes erasures that a crash interrupted, or that an older vault has
        undone. Usually finds nothing, quickly. Raises StoreUnavailable.
        """
        position = self.store.position()
        entries = self.register.entries()
        targets = {target.keys: target for target in erasure_targets(self.store)}
        every = {keys: entry.asked for keys, entry in entries.items()} | targets
        people = {
            target.person for target in every.values() if target.person is not None
        }
        present = self._still_present({key for keys in every for key in keys}, people)
        receipts = self.erase(
            [
                target
                for keys, target in every.items()
                if present & {*keys, target.person}
                or (keys in entries and not entries[keys].is_finished)
            ]
        )
        self._task.done_position = max(self._task.done_position or 0, position)
        return receipts

    def erase(self, targets: Sequence[ErasureTarget]) -> tuple[Receipt, ...]:
        """Erases, and returns the receipts, including those of earlier erasures. Raises
        VaultUnavailable if the keys could not be destroyed. What fails after that is in
        the receipt and is tried again at the next start.
        """
        if not targets:
            return ()
        with self.register.lock():
            entries = self.register.entries()
            todo = [target for target in targets if not self._is_done(target, entries)]
            if todo:
                self._complete(todo)
                entries = self.register.entries()
        return tuple(
            receipt
            for target in targets
            if (receipt := entries[target.keys].receipt) is not None
        )

    def _is_done(
        self, target: ErasureTarget, entries: Mapping[ErasedKeys, ErasureEntry]
    ) -> bool:
        entry = entries.get(target.keys)
        if entry is None or not entry.is_finished:
            return False
        people = {target.person} if target.person is not None else set()
        return not self._still_present({*target.keys}, people)

    def _still_present(
        self, keys: Collection[UUID], people: Collection[UUID]
    ) -> Set[UUID]:
        """The keys and people that are still there, even if only in an account."""
        with_accounts = {
            account.participant
            for account in (self._identity.accounts.all() if people else ())
        }
        return still_in_vault(self._vault, keys, people) | {
            person for person in people if person in with_accounts
        }

    def _complete(self, targets: Sequence[ErasureTarget]) -> None:
        search_terms = SearchTerms()
        for target in targets:
            self.register.begin(target, self._clock())
            collect_search_terms(search_terms, target, self.store, self._vault)
        people = {target.person for target in targets if target.person is not None}
        keys = {
            target.keys: len(still_in_vault(self._vault, target.keys))
            for target in targets
        }
        self._vault.destroy(
            [key for target in targets for key in target.keys], people=people
        )
        steps = ErasureSteps(
            self._folder, self.databases, self._vault, self._identity, search_terms
        )
        steps.wait_for_read_models(self._wait_for_read_models)
        steps.forget_accounts(people)
        steps.forget_mappings()
        steps.rotate_key()
        steps.scrub_databases()
        steps.search_residuals()
        for target in targets:
            receipt = self._receipt(target, keys[target.keys], steps)
            self.register.complete(target, receipt)
            _log.info(
                "erased", extra=log_fields(id=target.id.hex, receipt=receipt.sha256)
            )

    def _receipt(
        self,
        target: ErasureTarget,
        keys: int,
        steps: ErasureSteps,
    ) -> Receipt:
        frontier = self.store.frontier_at(self.store.position())
        return Receipt(
            id=target.id,
            groups=target.groups,
            field=erased_field(target),
            asked_at=target.recorded_at,
            asked_by=target.account,
            role=target.role,
            completed_at=self._clock(),
            position=position_of_target(self.store, target),
            log_size=0 if frontier is None else frontier.size,
            root="" if frontier is None else frontier.root().hex(),
            origin=self.store.origin,
            keys=keys,
            accounts=steps.accounts[target.id],
            key_in_force=steps.key_in_force,
            looked_for=steps.residuals.sought,
            files=steps.residuals.files,
            rows=steps.residuals.rows,
            bytes=steps.residuals.bytes,
            found=steps.residuals.found,
            left=tuple(steps.unfinished),
            remains=remaining_data(target),
            finished=not {*steps.unfinished} - {ROTATE_BY_HAND},
        )
