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
    """Change a person's details. Each group of details given replaces that group: name;
    e-mail and phone; function, agency and language; needs. `withdrawn` are groups to
    remove.
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


class ErasePersonalData(Command):
    """Erase personal data permanently, at every past moment. Without `groups`, all data
    of the person are erased.
    """

    NAME = "participant.erase"
    TITLE = "Erase"
    ALLOWED = SECRETARIAT | SYSTEM
    PATH = "/participants/{participant_id}/erasure"
    ERASES = True
    DECISION = Participant.erase
    participant_id: UUID
    groups: Annotated[tuple[PersonalGroup, ...], Field(min_length=1, max_length=4)] = (
        tuple(PersonalGroup)
    )
    reason: ReasonText
