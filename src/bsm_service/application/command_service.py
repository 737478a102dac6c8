"""Executes commands: checks permission, adds metadata, decides and stores."""

import hashlib
import hmac
import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from threading import Lock
from uuid import UUID

from pydantic import AwareDatetime, ValidationError

from bsm_domain.foundation.aggregate import Actor, FactMetadata
from bsm_domain.foundation.errors import DomainError, InvalidValue
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.command import (
    Command,
    EstablishNetwork,
    validate_moment,
    with_command_id,
)
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.event_store.store import EventStore
from bsm_service.event_store.transaction import CommandKey, Transaction
from bsm_service.foundation.logs import log_fields
from bsm_service.foundation.refusals import (
    NoNetwork,
    StoreUnavailable,
    refusal_for_validation_error,
)
from bsm_service.foundation.schema_versions import PRODUCT_VERSION
from bsm_service.identity import CurrentRights
from bsm_service.vault import Vault

_log = logging.getLogger("bsm_service.service")


class RecordedFact(FrozenModel):
    """One fact that a command recorded: where to find it."""

    position: int
    stored_name: str
    stream_id: UUID
    version: int


class CommandResult(FrozenModel):
    """The result of an accepted command.

    `id` and `version` are those of the thing that it changed, or that what it made many
    of belongs to; `position` is the last of its facts: a view at or after it shows the
    change. `facts` are those that the sender may see. `pending` says, in sentences,
    what the product still has to do: the facts are on record. `notes` say what was done
    that nobody asked for, such as people of a list who were found by their name.
    """

    id: UUID
    version: int
    position: int
    recorded_at: AwareDatetime
    facts: tuple[RecordedFact, ...]
    pending: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class CommandService:
    """Every change of the record goes through `execute`.

    `on_result` is called with every result that has a fact of one of the stored names
    `followed_names`, repeated ones too. What it does or fails to do cannot change the
    result: the facts are on record by then. `last_store_error` is why the last command
    could not be stored; None if it was stored.
    """

    def __init__(self, store: EventStore, vault: Vault, rights: CurrentRights) -> None:
        self.store = store
        self.vault = vault
        self._rights = rights
        store.use_rights_version_query(rights.version_query_for(store.database))
        self.on_result: Callable[[CommandResult], None] | None = None
        self.followed_names: Collection[str] = ()
        self.last_store_error: StoreUnavailable | None = None
        self._digest_key = vault.product_secret("digests")
        store.before_commit(vault.store_sealings)
        self._outcomes: Counter[tuple[str, str]] = Counter()
        self._counting = Lock()

    def outcome_counts(self) -> Mapping[tuple[str, str], int]:
        """How many commands of each name were "accepted", or refused with which code,
        since the process started."""
        with self._counting:
            return dict(self._outcomes)

    def earlier_result(self, command_id: UUID, account: str) -> CommandResult | None:
        """What an account's command of that id was answered when it was accepted, if it
        was. Raises StoreUnavailable.
        """
        row = self.store.row(
            "SELECT answer FROM command_answers "
            "WHERE account = :account AND command_id = :id",
            account=account,
            id=command_id.hex,
        )
        return None if row is None else CommandResult.model_validate_json(row["answer"])

    def execute(
        self,
        command: Command,
        principal: Principal,
        *,
        command_id: UUID,
        earlier_id: UUID | None = None,
        expected_version: int | None = None,
        correlation_id: UUID | None = None,
    ) -> CommandResult:
        """Decides and records the command, or refuses it and changes nothing.

        The same command under the same `command_id` is answered with the first
        answer; so is one that was accepted under `earlier_id`, the id that an earlier
        release gave it. `expected_version` is that of the thing to change. Raises
        DomainError.
        """
        outcome, received_at = "failed", self.store.clock()
        try:
            require_permission(principal, command.NAME)
            key = self._key(
                command, principal, command_id, earlier_id, expected_version
            )
            result = self._execute(
                command, principal, key, expected_version, correlation_id, received_at
            )
            outcome = "accepted"
            self.last_store_error = None
        except DomainError as refusal:
            outcome = refusal.code
            if isinstance(refusal, StoreUnavailable):
                self.last_store_error = refusal
            fields = log_fields(
                command=command.NAME, code=outcome, account=principal.account
            )
            _log.info("a command was refused", extra=fields)
            raise
        finally:
            with self._counting:
                self._outcomes[command.NAME, outcome] += 1
        is_followed = any(
            fact.stored_name in self.followed_names for fact in result.facts
        )
        if is_followed and self.on_result is not None:
            try:
                self.on_result(result)
            except Exception:
                _log.exception("a follow-up of a recorded command failed")
        return result

    def _execute(
        self,
        command: Command,
        principal: Principal,
        key: CommandKey,
        expected_version: int | None,
        correlation_id: UUID | None,
        received_at: datetime,
    ) -> CommandResult:
        def work(transaction: Transaction) -> CommandResult:
            if not transaction.checks_ids:
                self._confirm_rights(principal, transaction)
            first = transaction.first_answer(key)
            if first is None and transaction.checks_ids:
                # Retried after an error: a command already recorded is not refused.
                self._confirm_rights(principal, transaction)
            if first is not None:
                return CommandResult.model_validate_json(first)
            context = CommandContext(
                transaction,
                self.vault,
                principal,
                command.NAME,
                metadata_for(
                    transaction.now(),
                    command,
                    principal,
                    key.command_id,
                    correlation_id,
                    received_at,
                ),
                expected_version,
            )
            decide_or_refuse(command, context)
            result = _result_of(context, transaction.head.position)
            answer = result.model_dump_json(exclude={"pending"})
            transaction.append_facts(context.facts)
            transaction.record_answer(key, answer)
            if "sealing" in vars(context):
                transaction.sealings.append(context.sealing)
            return result

        return self.store.run_in_transaction(work, key)

    def _confirm_rights(self, principal: Principal, transaction: Transaction) -> None:
        """Rights may have ended while the command waited for its transaction. Raises
        NotSignedIn.
        """
        if principal.mandate and transaction.rights_version is None:
            transaction.rights_version = self._rights.version()
        self._rights.require_current(principal, transaction.rights_version)

    def _key(
        self,
        command: Command,
        principal: Principal,
        command_id: UUID,
        earlier_id: UUID | None,
        expected_version: int | None,
    ) -> CommandKey:
        earlier = None
        if earlier_id is not None:
            earlier_command = with_command_id(command, command_id, earlier_id)
            earlier = earlier_id, self._digest(earlier_command, expected_version)
        digest = self._digest(command, expected_version)
        return CommandKey(principal.account, command_id, digest, earlier)

    def _digest(self, command: Command, expected_version: int | None) -> bytes:
        """What a repeated command is recognised by. Nobody can guess from it what was
        personal in it.
        """
        text = f"{command.NAME}\n{expected_version}\n{command.model_dump_json()}"
        if command.HAS_SEALED_TEXT:
            return hmac.digest(self._digest_key, text.encode(), "sha256")
        return hashlib.sha256(text.encode()).digest()


def decide_or_refuse(command: Command, context: CommandContext) -> None:
    if not context.transaction.head.position and not isinstance(
        command, EstablishNetwork
    ):
        raise NoNetwork("the log is empty; its first fact must establish the network")
    try:
        decide(command, context)
    except ValidationError as error:
        raise refusal_for_validation_error(error) from error
    if not context.is_permitted or not context.facts:
        raise AssertionError(f"{command.NAME} was neither permitted nor recorded")


def metadata_for(
    now: datetime,
    command: Command,
    principal: Principal,
    command_id: UUID,
    correlation_id: UUID | None,
    received_at: datetime,
) -> FactMetadata:
    happened = min(received_at, now) if command.FROM_THE_DOOR else now
    return FactMetadata(
        actor=Actor.model_validate(principal, from_attributes=True),
        recorded_at=now,
        occurred_at=happened
        if command.occurred_at is None
        else _in_utc(command.occurred_at),
        command_id=command_id,
        correlation_id=correlation_id or command_id,
        product_version=PRODUCT_VERSION,
        source=command.source,
    )


def _in_utc(moment: datetime) -> datetime:
    try:
        return validate_moment(moment).astimezone(UTC)
    except ValueError as error:
        raise InvalidValue(str(error), field="occurred_at") from None


def _result_of(context: CommandContext, before: int) -> CommandResult:
    """What came of the command whose facts follow the position `before`."""
    assert context.target_id is not None
    version = context.loaded_version
    facts = context.shown_facts(before)
    for _, fact in facts:
        if fact.originator_id == context.target_id:
            version = fact.originator_version
    return CommandResult(
        id=context.target_id,
        version=version,
        position=before + len(context.facts),
        recorded_at=context.metadata.recorded_at,
        facts=tuple(
            RecordedFact(
                position=position,
                stored_name=fact.TOPIC,
                stream_id=fact.originator_id,
                version=fact.originator_version,
            )
            for position, fact in facts
        ),
        notes=tuple(context.notes),
    )
