"""Tries commands: decides them as the service would, one after the other, and stores
nothing. So a preview knows what would be refused.
"""

from uuid import UUID

from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.command import Command
from bsm_service.application.command_context import CommandContext
from bsm_service.application.command_service import (
    CommandService,
    decide_or_refuse,
    metadata_for,
)
from bsm_service.application.people_lookup import PeopleLookup
from bsm_service.event_store.transaction import Transaction


class CommandTrial:
    """What a principal's commands would lead to, in a transaction that is discarded."""

    def __init__(
        self, service: CommandService, transaction: Transaction, principal: Principal
    ) -> None:
        self.transaction = transaction
        self.people = PeopleLookup(transaction, service.vault)
        self._service, self._principal = service, principal

    def decide(self, command: Command, command_id: UUID) -> CommandContext:
        """What the command would record. Raises DomainError."""
        require_permission(self._principal, command.NAME)
        now = self.transaction.now()
        context = CommandContext(
            self.transaction,
            self._service.vault,
            self._principal,
            command.NAME,
            metadata_for(now, command, self._principal, command_id, None, now),
            None,
        )
        decide_or_refuse(command, context)
        return context

    def accept(self, command: Command, command_id: UUID) -> None:
        """Later commands find what this one would record. Raises DomainError."""
        context = self.decide(command, command_id)
        self.transaction.append_facts(context.facts)
        if "sealing" in vars(context):
            self.transaction.sealings.append(context.sealing)
