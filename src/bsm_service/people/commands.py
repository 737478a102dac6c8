"""Commands about participants."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.free_text import DelegationCode, ReasonText
from bsm_domain.people.participant import Participant, PersonalGroup
from bsm_service.access.scopes import OWNER, OWNER_AND_SELF, SECRETARIAT, SYSTEM
from bsm_service.application.command import Command
from bsm_service.vault.personal_details import PersonalDetails, PersonalDetailsChange


class EnterParticipant(Command):
    """Add a person. Their details are stored encrypted."""

    NAME = "participant.enter"
    TITLE = "Add a person"
    ALLOWED = OWNER
    PATH = "/participants"
    NEW_ID_FIELD = "participant_id"
    participant_id: UUID
    delegation: DelegationCode
    person: PersonalDetails


class ChangeDetails(Command):
    """Change a person's details. Each group of details given replaces that group: all
    that is of the name; e-mail and phone; function, agency and language; needs.
    `withdrawn` are groups to remove.
    """

    NAME = "participant.change-details"
    ALLOWED = OWNER_AND_SELF
    PATH = "/participants/{participant_id}/details"
    OPERATION_ID = "change_personal_details"
    participant_id: UUID
    details: PersonalDetailsChange
    withdrawn: Annotated[tuple[PersonalGroup, ...], Field(max_length=4)] = ()


class DesignateFocalPoint(Command):
    """Designate a State's National Focal Point, until a last day or further notice."""

    NAME = "participant.designate"
    TITLE = "Designate"
    ALLOWED = SECRETARIAT
    PATH = "/participants/{participant_id}/designation"
    DECISION = Participant.designate
    participant_id: UUID
    since: date
    until: date | None = None


class EndDesignation(Command):
    """End a designation. `on` is its last day."""

    NAME = "participant.end-designation"
    ALLOWED = SECRETARIAT
    PATH = "/participants/{participant_id}/designation-end"
    DECISION = Participant.end_designation
    participant_id: UUID
    on: date


class ChangeDelegation(Command):
    """Record that a person now belongs to another delegation. Their registrations keep
    the delegation that nominated them.
    """

    NAME = "participant.change-delegation"
    ALLOWED = SECRETARIAT
    PATH = "/participants/{participant_id}/delegation"
    DECIDED_IN_HANDLER = Participant.change_delegation
    participant_id: UUID
    delegation: DelegationCode
    since: date


class MergeParticipants(Command):
    """Merge two entries of one person. `into` is the entry that stays: its details are
    shown from now on, and the registrations of both are listed together.
    """

    NAME = "participant.merge"
    TITLE = "Merge into another entry"
    ALLOWED = SECRETARIAT
    PATH = "/participants/{participant_id}/merging"
    DECIDED_IN_HANDLER = Participant.merge
    participant_id: UUID
    into: UUID
    reason: ReasonText


class SeparateParticipants(Command):
    """Undo a merge: the two entries become separate people again."""

    NAME = "participant.separate"
    TITLE = "Separate again"
    ALLOWED = SECRETARIAT
    PATH = "/participants/{participant_id}/separation"
    DECIDED_IN_HANDLER = Participant.separate
    participant_id: UUID
    reason: ReasonText


class WithholdListing(Command):
    """Leave a person's name out of lists of participants, or name it again."""

    NAME = "participant.withhold-listing"
    TITLE = "Leave out of lists"
    ALLOWED = OWNER_AND_SELF
    PATH = "/participants/{participant_id}/listing"
    DECISION = Participant.withhold_listing
    participant_id: UUID
    withheld: bool = True


class ErasePersonalData(Command):
    """Erase personal data permanently, at every past moment. Without `groups`, all data
    of the person are erased. Entries that were merged are one person.
    """

    NAME = "participant.erase"
    TITLE = "Erase"
    ALLOWED = SECRETARIAT | SYSTEM
    PATH = "/participants/{participant_id}/erasure"
    ERASES = True
    participant_id: UUID
    groups: Annotated[tuple[PersonalGroup, ...], Field(min_length=1, max_length=4)] = (
        tuple(PersonalGroup)
    )
    reason: ReasonText
