"""The context of one command: what its handler can read, and the facts it records."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, singledispatch
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakMethod

from bsm_domain.foundation.aggregate import Aggregate, DomainEvent, FactMetadata
from bsm_domain.foundation.errors import AlreadyExists, NotFound
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.people.participant import Participant, PersonalGroup, personal_key_id
from bsm_service.access.permissions import (
    PERMISSIONS,
    Principal,
    Resource,
    Scope,
    require_permission,
)
from bsm_service.application.command import Command
from bsm_service.application.people_lookup import (
    PeopleLookup,
    PersonMatch,
    PersonSought,
)
from bsm_service.event_store.transaction import Transaction
from bsm_service.foundation.refusals import StaleVersion
from bsm_service.vault import (
    FoundBy,
    StoredFileInfo,
    TextSealing,
    Vault,
    decrypt_entry,
)

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
    hidden_facts: list[DomainEvent] = field(default_factory=list)
    target_id: UUID | None = None
    loaded_version: int = 0
    is_permitted: bool = False
    # What the answer tells beside the facts, in sentences without personal data.
    notes: list[str] = field(default_factory=list)

    def load(self, kind: type[A], id: UUID) -> A:
        """Raises NotFound, also for what the principal may not know of."""
        aggregate = self.transaction.find(kind, id)
        if aggregate is None or self._is_hidden(aggregate):
            raise NotFound(f"there is no {kind.KIND} with the ID {id}")
        return aggregate

    def _is_hidden(self, aggregate: Aggregate) -> bool:
        """Of the roles that work on matter for focal points only, contacts of
        organisations alone may not see it.
        """
        audience = getattr(aggregate, "audience", MatterAudience.ALL)
        is_restricted = audience is not MatterAudience.ALL
        return is_restricted and self.principal.is_contact

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
        self.set_target(aggregate)
        return aggregate

    def set_target(self, aggregate: Aggregate) -> None:
        """Notes what the command is about. Raises StaleVersion."""
        expected = self.expected_version
        if expected is not None and not aggregate.is_current(expected):
            raise StaleVersion(
                f"the {aggregate.KIND} is now at version {aggregate.shown_version}, "
                f"not {expected}; check the current state, then try again"
            )
        self.target_id, self.loaded_version = aggregate.id, aggregate.version

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
        resource = Resource(delegation, self._as_own_entry(participant))
        require_permission(self.principal, self.action, resource)
        self.is_permitted = True

    def _as_own_entry(self, participant: UUID | None) -> UUID | None:
        """The entry that the principal's account belongs to, if it is merged with that
        of the participant: both are the same person.
        """
        own = self.principal.participant
        scope = PERMISSIONS[self.action].get(self.principal.role)
        if scope is not Scope.SELF or own is None or participant is None:
            return participant
        if own == participant:
            return participant
        mine = self.transaction.find(Participant, own)
        theirs = self.transaction.find(Participant, participant)
        if mine is None or theirs is None:
            return participant
        return own if mine.person_id == theirs.person_id else participant

    def record(self, *facts: DomainEvent, of: MatterAudience | None = None) -> None:
        """Records facts. The answer leaves out those `of` matter that the principal
        does not see.
        """
        self.facts.extend(facts)
        if of is not None and not self.sees(of):
            self.hidden_facts.extend(facts)

    def shown_facts(self, before: int) -> list[tuple[int, DomainEvent]]:
        """With their positions, which follow `before`, those that the answer names."""
        hidden = {id(fact) for fact in self.hidden_facts}
        numbered = enumerate(self.facts, start=before + 1)
        return [(number, fact) for number, fact in numbered if id(fact) not in hidden]

    def sees(self, audience: MatterAudience) -> bool:
        """Whether the principal sees what is for this audience."""
        if audience is MatterAudience.ALL or self.principal.role is Role.SYSTEM:
            return True
        return self.principal.sees_restricted

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
        """A file that the principal uploaded, and the command attaches. Raises
        NotFound, also for files that others uploaded.
        """
        stored_file = self.vault.files.find_uploaded(sha256, self.principal.account)
        if stored_file is None:
            raise NotFound(
                f"you uploaded no file with the SHA-256 hash {sha256} in the last 24 "
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

    # People on record.

    @cached_property
    def people(self) -> PeopleLookup:
        """Finds people on record by e-mail address, reference or name."""
        return PeopleLookup(self.transaction, self.vault)

    def people_matching(self, rows: Sequence[PersonSought]) -> list[PersonMatch | None]:
        """For each row of a list, who on record is meant."""
        return self.people.matching(rows)

    def update_people_index(
        self,
        person: Participant,
        values: Mapping[PersonalGroup, Mapping[str, Any]],
        withdrawn: Collection[PersonalGroup],
    ) -> None:
        """Updates the search entry of a person with the latest changes."""
        touched = {PersonalGroup.NAME, PersonalGroup.CONTACT} & {*values, *withdrawn}
        if touched:
            self.index_person_anew(person.id, person.delegation, values, touched)

    def index_person_anew(
        self,
        id: UUID,
        delegation: str,
        values: Mapping[PersonalGroup, Mapping[str, Any]],
        touched: Collection[PersonalGroup],
    ) -> None:
        """Replaces a person's search entry; groups that are not `touched` stay."""
        key = personal_key_id(id, PersonalGroup.NAME)
        found_by = FoundBy.from_entry(self._index_entry(id, key))
        if PersonalGroup.NAME in touched:
            names = values[PersonalGroup.NAME]
            found_by = replace(
                found_by,
                name=names["name"],
                latin_name=names.get("latin_name"),
                family_name=names.get("family_name"),
            )
        if PersonalGroup.CONTACT in touched:
            email = values.get(PersonalGroup.CONTACT, {}).get("email")
            found_by = replace(found_by, email=email)
        self.sealing.index_person(id, key, delegation=delegation, found_by=found_by)

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
