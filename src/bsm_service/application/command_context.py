"""The context of one command: what its handler can read, and the facts it records."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, singledispatch
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakMethod

from bsm_domain.foundation.aggregate import Aggregate, DomainEvent, FactMetadata
from bsm_domain.foundation.errors import AlreadyExists, NotFound
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.people.participant import Participant, PersonalGroup, personal_key_id
from bsm_service.access.permissions import Principal, Resource, require_permission
from bsm_service.application.command import Command
from bsm_service.event_store.transaction import Transaction
from bsm_service.foundation.email_addresses import normalise_address
from bsm_service.foundation.refusals import StaleVersion
from bsm_service.vault import StoredFileInfo, TextSealing, Vault, decrypt_entry

A = TypeVar("A", bound=Aggregate)


def _owning_delegation(aggregate: Aggregate) -> str | None:
    return aggregate.owning_delegation


@dataclass
class CommandContext:
    """The context of one command: what it can read, and the facts it records."""

    transaction: Transaction
    vault: Vault
    principal: Principal
    action: str
    metadata: FactMetadata
    expected_version: int | None = None
    facts: list[DomainEvent] = field(default_factory=list)
    target_id: UUID | None = None
    loaded_version: int = 0
    is_permitted: bool = False

    def load(self, kind: type[A], id: UUID) -> A:
        aggregate = self.transaction.find(kind, id)
        if aggregate is None:
            raise NotFound(f"there is no {kind.KIND} with the ID {id}")
        return aggregate

    def load_to_change(
        self,
        kind: type[A],
        id: UUID,
        *,
        delegation_of: Callable[[A], str | None] = _owning_delegation,
    ) -> A:
        """The thing that the command is about, once it is permitted to change it.

        `delegation_of` says for whom it counts as their own, where that is not its
        delegation. A stale expected version is refused, but only to those who may know
        it.
        """
        aggregate = self.load(kind, id)
        self.require_permission(
            delegation=delegation_of(aggregate),
            participant=aggregate.concerned_participant,
        )
        expected = self.expected_version
        if expected is not None and expected != aggregate.version:
            raise StaleVersion(
                f"the {kind.KIND} is now at version {aggregate.version}, not "
                f"{expected}; check the current state, then try again"
            )
        self.target_id, self.loaded_version = id, aggregate.version
        return aggregate

    def begin_stream(self, kind: type[Aggregate], id: UUID) -> UUID:
        """The ID of something new; an ID in use is refused."""
        if self.transaction.is_taken(id):
            raise AlreadyExists(
                f"the ID {id} is already in use; choose another ID for the new "
                f"{kind.KIND}"
            )
        self.target_id = id
        return id

    def require_permission(
        self, *, delegation: str | None = None, participant: UUID | None = None
    ) -> None:
        """Every handler calls this for the thing that it is about to change or make."""
        require_permission(
            self.principal, self.action, Resource(delegation, participant)
        )
        self.is_permitted = True

    def record(self, *facts: DomainEvent) -> None:
        self.facts.extend(facts)

    # What is personal.

    @cached_property
    def sealing(self) -> TextSealing:
        """What this command seals with; kept if it is accepted."""
        # Weakly: in a circle, all that a long list made would stay in memory for long.
        secret_of = WeakMethod(self._secret_of)

        def known(key: UUID) -> bytes | None:
            secret_of_key = secret_of()
            assert secret_of_key is not None
            secret: bytes | None = secret_of_key(key)
            return secret

        return self.vault.begin_sealing(
            self.metadata.command_id, self.metadata.recorded_at, known
        )

    def seal(self, stream: UUID, field: str, text: str) -> SealedText:
        """Seals a user's text, for a field of a fact of the stream."""
        return self.sealing.text(text, stream=stream, field=field)

    def seal_optional(
        self, stream: UUID, field: str, text: str | None
    ) -> SealedText | None:
        return None if text is None else self.seal(stream, field, text)

    def uploaded_file(self, sha256: str) -> StoredFileInfo:
        """An uploaded file that the command shows for something. Raises NotFound."""
        stored_file = self.vault.files.find(sha256)
        if stored_file is None:
            raise NotFound(
                f"no file with the SHA-256 hash {sha256} was uploaded in the last 24 "
                "hours; upload it first"
            )
        self.sealing.attached_files.add(sha256)
        return stored_file

    def _secret_of(self, key: UUID) -> bytes | None:
        for sealing in self.transaction.sealings:
            if key in sealing.keys:
                secret: bytes = sealing.keys[key][1]
                return secret
        return self.vault.secret_of(key)

    def person_with(self, email: str | None, delegation: str) -> UUID | None:
        """The person of the delegation with this address, if there is one."""
        if email is None:
            return None
        return self.people_with({(delegation, email)}).get((delegation, email))

    def people_with(
        self, pairs: Collection[tuple[str, str]]
    ) -> dict[tuple[str, str], UUID]:
        """The people on record of many delegations and addresses at once."""
        pair_of = {
            (code, normalise_address(email)): (code, email) for code, email in pairs
        }
        matches = self.vault.people.people_with_emails({email for _, email in pairs})
        changed = {
            id: entry
            for sealing in self.transaction.sealings
            for id, entry in sealing.people.items()
        }
        if changed:
            matches = {
                pair: [id for id in ids if id not in changed]
                for pair, ids in matches.items()
            }
        for id, entry in changed.items():
            if entry.email is not None:
                matches.setdefault(
                    (entry.delegation, normalise_address(entry.email)), []
                ).append(id)
        known = {}
        for pair in pair_of.keys() & matches.keys():
            id = next(filter(self._is_known, matches[pair]), None)
            if id is not None:
                known[pair_of[pair]] = id
        return known

    def _is_known(self, id: UUID) -> bool:
        """Entries in the vault from commands that were never accepted do not count."""
        person = self.transaction.find(Participant, id)
        return person is not None and not person.is_erased

    def update_people_index(
        self,
        person: Participant,
        values: Mapping[PersonalGroup, Mapping[str, Any]],
        withdrawn: Collection[PersonalGroup],
    ) -> None:
        """Updates the search entry of a person with the latest changes."""
        touched = {PersonalGroup.NAME, PersonalGroup.CONTACT}
        if not touched & {*values, *withdrawn}:
            return
        key = personal_key_id(person.id, PersonalGroup.NAME)
        before = self._index_entry(person.id, key)
        name = values.get(PersonalGroup.NAME, {}).get("name") or before["name"]
        email = before["email"]
        if PersonalGroup.CONTACT in touched & {*values, *withdrawn}:
            email = values.get(PersonalGroup.CONTACT, {}).get("email")
        self.sealing.index_person(
            person.id, key, delegation=person.delegation, name=name, email=email
        )

    def _index_entry(self, id: UUID, key: UUID) -> Mapping[str, Any]:
        for sealing in reversed(self.transaction.sealings):
            if id in sealing.people:
                secret = self._secret_of(key)
                assert secret is not None
                return decrypt_entry(secret, id.hex, sealing.people[id].sealed)
        return self.vault.people.entry_of(id)


@singledispatch
def decide(command: Command, context: CommandContext) -> None:
    """Records what the command leads to.

    The thing that it is about takes the decision that the command declares. A command
    that needs more has a handler of its own, which registers here.
    """
    decision = command.declared_decision
    if decision is None:
        raise TypeError(f"no decision and no handler for {type(command).__name__}")
    id: UUID = getattr(command, decision.id_field)
    aggregate = context.load_to_change(decision.aggregate, id)
    arguments = {}
    for name, is_sealed in decision.arguments.items():
        value = getattr(command, name)
        arguments[name] = context.seal_optional(id, name, value) if is_sealed else value
    decided = decision.method(aggregate, context.metadata, **arguments)
    context.record(*(decided if isinstance(decided, tuple) else (decided,)))
