"""What changes about who somebody is: their delegation, whether two entries are one
person, whether lists name them.

Merging points: `merged_into` names the entry that stays. Streams, registrations and
keys remain where they are, and every question reads through the pointer, which
separating takes away. Both streams say so, so that the entry that stays knows whose
data are its own. A pointer never leads to another pointer.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from bsm_domain.foundation.aggregate import Aggregate, DomainEvent, FactMetadata
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import DelegationCode, FreeText


class DelegationChanged(DomainEvent):
    """Registrations keep the delegation for which they were nominated."""

    TOPIC: ClassVar[str] = "bsm.participant.delegation_changed.v1"
    delegation: DelegationCode
    before: str
    since: date


class MergedInto(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.participant.merged_into.v1"
    into: UUID
    reason: FreeText


class DuplicateAdded(DomainEvent):
    """The other side of `MergedInto`."""

    TOPIC: ClassVar[str] = "bsm.participant.duplicate_added.v1"
    duplicate: UUID


class Separated(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.participant.separated.v1"
    from_participant: UUID
    reason: FreeText


class DuplicateRemoved(DomainEvent):
    """The other side of `Separated`."""

    TOPIC: ClassVar[str] = "bsm.participant.duplicate_removed.v1"
    duplicate: UUID


class ListingWithheld(DomainEvent):
    """Whether lists of participants leave the person's name out."""

    TOPIC: ClassVar[str] = "bsm.participant.listing_withheld.v1"
    withheld: bool


ParticipantChange = (
    DelegationChanged
    | MergedInto
    | DuplicateAdded
    | Separated
    | DuplicateRemoved
    | ListingWithheld
)


@dataclass(frozen=True, slots=True)
class ParticipantChanges(Aggregate):
    delegation: str
    merged_into: UUID | None = None
    duplicates: frozenset[UUID] = frozenset()
    withheld: bool = False

    # Decide: can refuse, changes nothing.

    def change_delegation(
        self, metadata: FactMetadata, *, delegation: str, since: date
    ) -> DelegationChanged:
        self.must_be_known()
        if delegation == self.delegation:
            raise InvalidValue(
                f"this person already belongs to {delegation}; choose another "
                "delegation",
                field="delegation",
            )
        if since > metadata.recorded_at.date():
            raise InvalidValue(
                f"{format_date(since)} is in the future; record the change on that "
                "day, or enter an earlier one",
                field="since",
            )
        self.must_not_be_focal_point("they change their delegation")
        return DelegationChanged(
            **self.next_header(metadata),
            delegation=delegation,
            before=self.delegation,
            since=since,
        )

    def merge(
        self, metadata: FactMetadata, *, into: Self, reason: FreeText
    ) -> tuple[MergedInto, DuplicateAdded]:
        """`into` is the entry that stays."""
        if into.id == self.id:
            raise InvalidValue(
                "an entry cannot be merged into itself; choose another", field="into"
            )
        self.must_be_known()
        into.must_be_known()
        if self.duplicates:
            raise InvalidTransition(
                f"{min(self.duplicates)} was merged into this entry, so this entry "
                f"must stay; merge {into.id} into it instead"
            )
        self.must_not_be_focal_point("their entry is merged into another")
        return (
            MergedInto(**self.next_header(metadata), into=into.id, reason=reason),
            DuplicateAdded(**into.next_header(metadata), duplicate=self.id),
        )

    def separate(
        self, metadata: FactMetadata, *, other: Self | None, reason: FreeText
    ) -> tuple[Separated, DuplicateRemoved]:
        """`other` is the entry that this one was merged into."""
        if self.merged_into is None or other is None:
            raise InvalidTransition("this entry was not merged into another")
        if self.is_erased:
            raise InvalidTransition("the data of this person was erased")
        return (
            Separated(
                **self.next_header(metadata),
                from_participant=other.id,
                reason=reason,
            ),
            DuplicateRemoved(**other.next_header(metadata), duplicate=self.id),
        )

    def withhold_listing(
        self, metadata: FactMetadata, *, withheld: bool
    ) -> ListingWithheld:
        self.must_be_known()
        if withheld == self.withheld:
            raise InvalidTransition(
                "lists already leave this person out"
                if withheld
                else "lists already name this person"
            )
        return ListingWithheld(**self.next_header(metadata), withheld=withheld)

    def must_be_known(self) -> None:
        """Raises InvalidTransition for a person who was erased, or whose entry was
        merged into another.
        """
        if self.is_erased:
            raise InvalidTransition(
                "the data of this person was erased; enter the person again if they "
                "take part again"
            )
        if self.merged_into is not None:
            raise InvalidTransition(
                f"this entry was merged into {self.merged_into}; use that one"
            )

    def must_not_be_focal_point(self, before: str) -> None:
        """Raises InvalidTransition, which says before what to end the designation."""
        raise NotImplementedError

    @property
    def is_erased(self) -> bool:
        raise NotImplementedError

    @property
    def person_id(self) -> UUID:
        """The identity of the entry that speaks for the person."""
        return self.merged_into or self.id

    @property
    def entries(self) -> frozenset[UUID]:
        """This entry, and those that were merged into it."""
        return self.duplicates | {self.id}

    # Evolve: never refuses, because the fact has happened.

    def after_change(self, event: ParticipantChange) -> Self:
        match event:
            case DelegationChanged(delegation=delegation):
                return replace(self, delegation=delegation)
            case MergedInto(into=into):
                return replace(self, merged_into=into)
            case Separated():
                return replace(self, merged_into=None)
            case DuplicateAdded(duplicate=duplicate):
                return replace(self, duplicates=self.duplicates | {duplicate})
            case DuplicateRemoved(duplicate=duplicate):
                return replace(self, duplicates=self.duplicates - {duplicate})
            case ListingWithheld(withheld=withheld):
                return replace(self, withheld=withheld)
