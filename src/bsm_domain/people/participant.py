"""A participant. Personal data is stored sealed and never decrypted here.

entered ──> (details changed, designated as focal point, designation ended, delegation
             changed, merged into another entry, separated) ──> erased

The record still shows that an erased person took part, but not who it was.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self, assert_never
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.aggregate import DomainEvent, FactMetadata
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import DelegationCode, FreeText, SealedText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.name_based_ids import name_based_id
from bsm_domain.people.participant_changes import (
    DelegationChanged,
    DuplicateAdded,
    DuplicateRemoved,
    ListingWithheld,
    MergedInto,
    ParticipantChanges,
    Separated,
)


class PersonalGroup(StrEnum):
    """Groups of personal data that are read, kept and erased together.

    NAME; CONTACT: e-mail, phone; POST: function, agency, language; NEEDS: dietary and
    access needs, which can reveal health or belief and are kept for the shortest time.
    """

    NAME = "name"
    CONTACT = "contact"
    POST = "post"
    NEEDS = "needs"


class SealedDetails(FrozenModel):
    """The sealed groups; None if a group is not given or, in a change, not changed."""

    name: SealedText | None = None
    contact: SealedText | None = None
    post: SealedText | None = None
    needs: SealedText | None = None


class Designation(FrozenModel):
    """The State's National Focal Point from a day on, to a day or until further notice.
    Both days count."""

    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class ParticipantEntered(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.participant.entered.v1"
    delegation: DelegationCode
    details: SealedDetails


class ParticipantDetailsChanged(DomainEvent):
    """`withdrawn` are groups that are removed."""

    TOPIC: ClassVar[str] = "bsm.participant.details_changed.v1"
    details: SealedDetails
    withdrawn: tuple[PersonalGroup, ...] = ()


class FocalPointDesignated(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.participant.focal_point_designated.v1"
    designation: Designation


class DesignationEnded(DomainEvent):
    """`on` is the last day of the designation."""

    TOPIC: ClassVar[str] = "bsm.participant.designation_ended.v1"
    on: date


class PersonalDataErased(DomainEvent):
    """From now on, nobody can read these groups, in any fact, at any moment."""

    TOPIC: ClassVar[str] = "bsm.participant.personal_data_erased.v1"
    groups: tuple[PersonalGroup, ...] = Field(min_length=1)
    reason: FreeText


ParticipantEvent = (
    ParticipantEntered
    | ParticipantDetailsChanged
    | FocalPointDesignated
    | DesignationEnded
    | PersonalDataErased
    | DelegationChanged
    | MergedInto
    | DuplicateAdded
    | Separated
    | DuplicateRemoved
    | ListingWithheld
)

ALL_GROUPS = tuple(PersonalGroup)


def personal_key_id(
    participant: UUID, group: PersonalGroup, needs_erased: int = 0
) -> UUID:
    """The name of the key that seals a group of a person's data.

    Needs have a key of their own, so that they can be erased separately, and a new key
    each time they are entered again after an erasure.
    """
    if group is not PersonalGroup.NEEDS:
        return name_based_id(participant, "person")
    return name_based_id(
        participant, f"needs {needs_erased}" if needs_erased else "needs"
    )


@dataclass(frozen=True, slots=True)
class Participant(ParticipantChanges):
    KIND: ClassVar[str] = "participant"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (ParticipantEntered,)

    designation: Designation | None = None
    erased: frozenset[PersonalGroup] = frozenset()
    needs_erased: int = 0

    # Decide: can refuse, changes nothing.

    @classmethod
    def enter(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        delegation: str,
        details: SealedDetails,
    ) -> ParticipantEntered:
        if details.name is None:
            raise InvalidValue(
                "please enter the participant's name", field="person.name"
            )
        return ParticipantEntered(
            **metadata.header(id, 1), delegation=delegation, details=details
        )

    def change_details(
        self,
        metadata: FactMetadata,
        *,
        details: SealedDetails,
        withdrawn: tuple[PersonalGroup, ...] = (),
    ) -> ParticipantDetailsChanged:
        self.must_be_known()
        if PersonalGroup.NAME in withdrawn:
            raise InvalidValue(
                "a participant's name cannot be removed; erase the person instead",
                field="withdrawn",
            )
        return ParticipantDetailsChanged(
            **self.next_header(metadata), details=details, withdrawn=withdrawn
        )

    def designate(
        self, metadata: FactMetadata, *, since: date, until: date | None
    ) -> FocalPointDesignated:
        self.must_be_known()
        if until is not None and until < since:
            raise InvalidValue(
                f"the designation cannot end on {format_date(until)}, before it "
                f"begins on {format_date(since)}",
                field="until",
            )
        if self.designation is not None:
            raise InvalidTransition(
                "this person has already been a focal point since "
                f"{format_date(self.designation.since)}; end that designation first"
            )
        return FocalPointDesignated(
            **self.next_header(metadata),
            designation=Designation(since=since, until=until),
        )

    def end_designation(self, metadata: FactMetadata, *, on: date) -> DesignationEnded:
        if self.designation is None:
            raise InvalidTransition("this person is not a focal point")
        if on < self.designation.since:
            raise InvalidValue(
                f"the designation cannot have ended on {format_date(on)}, before it "
                f"began on {format_date(self.designation.since)}",
                field="on",
            )
        return DesignationEnded(**self.next_header(metadata), on=on)

    def erase(
        self,
        metadata: FactMetadata,
        *,
        groups: tuple[PersonalGroup, ...],
        reason: FreeText,
    ) -> PersonalDataErased:
        ordered = tuple(group for group in ALL_GROUPS if group in groups)
        if not ordered:
            raise InvalidValue(
                "choose which groups of personal data to erase", field="groups"
            )
        if ordered not in (ALL_GROUPS, (PersonalGroup.NEEDS,)):
            raise InvalidValue(
                "dietary and access needs can be erased on their own; all other data "
                "only together",
                field="groups",
            )
        if self.erased >= set(ordered):
            raise InvalidTransition("this data has already been erased")
        return PersonalDataErased(
            **self.next_header(metadata), groups=ordered, reason=reason
        )

    @property
    def owning_delegation(self) -> str:
        return self.delegation

    @property
    def concerned_participant(self) -> UUID:
        return self.person_id

    def key_of(self, group: PersonalGroup) -> UUID:
        """The name of the key that seals a group from now on."""
        return personal_key_id(self.id, group, self.needs_erased)

    @property
    def is_erased(self) -> bool:
        return PersonalGroup.NAME in self.erased

    def must_not_be_focal_point(self, before: str) -> None:
        if self.designation is not None and self.designation.until is None:
            raise InvalidTransition(
                f"this person is a National Focal Point of {self.delegation}; end that "
                f"designation before {before}"
            )

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: ParticipantEntered) -> Self:
        return cls(event.originator_id, 1, event.delegation)

    def evolve(self, event: ParticipantEvent) -> Self:
        after = replace(self, version=event.originator_version)
        match event:
            case ParticipantEntered():
                raise AssertionError("a participant is entered only once")
            case ParticipantDetailsChanged(details=details):
                given_anew = {PersonalGroup.NEEDS} if details.needs else set()
                return replace(after, erased=self.erased - given_anew)
            case FocalPointDesignated(designation=designation):
                return replace(after, designation=designation)
            case DesignationEnded():
                return replace(after, designation=None)
            case PersonalDataErased(groups=groups):
                return replace(
                    after,
                    erased=self.erased | set(groups),
                    needs_erased=self.needs_erased + (PersonalGroup.NEEDS in groups),
                )
            case (
                DelegationChanged()
                | MergedInto()
                | DuplicateAdded()
                | Separated()
                | DuplicateRemoved()
                | ListingWithheld()
            ):
                return after.after_change(event)
            case _:
                assert_never(event)
