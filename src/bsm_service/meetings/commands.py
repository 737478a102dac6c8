"""Commands about the network and its meetings."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.foundation.free_text import (
    DelegationCode,
    OneLineText,
    ReasonText,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    InvitedDelegation,
    MeetingDetails,
    RollLine,
    SeatCount,
    StatedTotal,
    SymbolPrefix,
)
from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_domain.meetings.source_facts import SourcedPart
from bsm_service.access.scopes import SECRETARIAT, SECRETARIAT_AND_CHAIR
from bsm_service.application.command import Command


class AnnounceMeeting(Command):
    """Announce a meeting, with the details of its invitation."""

    NAME = "meeting.announce"
    TITLE = "Announce a meeting"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings"
    NEW_ID_FIELD = "meeting_id"
    meeting_id: UUID
    details: MeetingDetails


class InviteDelegations(Command):
    """Invite delegations, each with its number of seats."""

    NAME = "meeting.invite"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/delegations"
    DECISION = Meeting.invite
    meeting_id: UUID
    delegations: Annotated[
        tuple[InvitedDelegation, ...], Field(min_length=1, max_length=500)
    ]


class ChangeDetails(Command):
    """Change the details of a meeting, such as its title, days or place.

    If the meeting moves as a whole, the sessions of its draft agenda move with it.
    """

    NAME = "meeting.change-details"
    TITLE = "Change the details"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/details"
    DECIDED_IN_HANDLER = Meeting.change_details
    meeting_id: UUID
    details: MeetingDetails
    reason: ReasonText


class PostponeMeeting(Command):
    """Postpone the meeting to later days or, without days, until further notice.

    Everyone who is registered is notified, and so are the focal points of the
    delegations that are invited.
    """

    NAME = "meeting.postpone"
    TITLE = "Postpone the meeting"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/postponement"
    DECISION = Meeting.postpone
    meeting_id: UUID
    starts_on: date | None = None
    ends_on: date | None = None
    reason: ReasonText


class CancelMeeting(Command):
    """Cancel the meeting. This ends the procedures on its texts, and is final.

    Everyone who is registered is notified, and so are the focal points of the
    delegations that are invited.
    """

    NAME = "meeting.cancel"
    TITLE = "Cancel the meeting"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/cancellation"
    DECIDED_IN_HANDLER = Meeting.cancel
    meeting_id: UUID
    reason: ReasonText


class WithdrawInvitation(Command):
    """Withdraw the invitation of a delegation that has no seats and waits for none."""

    NAME = "meeting.withdraw-invitation"
    TITLE = "Withdraw an invitation"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/invitation-withdrawals"
    DECIDED_IN_HANDLER = Meeting.withdraw_invitation
    meeting_id: UUID
    delegation: DelegationCode
    reason: ReasonText


class OpenRegistration(Command):
    """Open registration, with the total number of seats."""

    NAME = "meeting.open-registration"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/registration-opening"
    DECIDED_IN_HANDLER = Meeting.open_registration
    meeting_id: UUID
    capacity: SeatCount


class CloseRegistration(Command):
    """Close registration."""

    NAME = "meeting.close-registration"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/registration-closing"
    DECISION = Meeting.close_registration
    meeting_id: UUID


class ReopenRegistration(Command):
    """Reopen registration. The number of seats stays as it is."""

    NAME = "meeting.reopen-registration"
    TITLE = "Reopen registration"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/registration-reopening"
    DECISION = Meeting.reopen_registration
    meeting_id: UUID
    reason: ReasonText


class ChangeCapacity(Command):
    """Change the total number of seats."""

    NAME = "meeting.change-capacity"
    TITLE = "Change the number of seats"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/capacity"
    DECIDED_IN_HANDLER = Meeting.change_capacity
    meeting_id: UUID
    capacity: SeatCount
    reason: ReasonText


class SetRegistrationTerms(Command):
    """Set the terms of registration, all of them at once. `reason` is needed to change
    terms that were set before.
    """

    NAME = "meeting.set-registration-terms"
    TITLE = "Set the terms of registration"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/registration-terms"
    DECISION = Meeting.set_registration_terms
    meeting_id: UUID
    terms: RegistrationTerms
    reason: ReasonText | None = None


class ChangeQuota(Command):
    """Change the number of seats of a delegation."""

    NAME = "meeting.change-quota"
    TITLE = "Change a quota"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/quotas"
    DECIDED_IN_HANDLER = Meeting.change_quota
    meeting_id: UUID
    delegation: DelegationCode
    quota: SeatCount
    reason: ReasonText


class OpenMeeting(Command):
    """Open the meeting."""

    NAME = "meeting.open"
    TITLE = "Open the meeting"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/meetings/{meeting_id}/opening"
    DECISION = Meeting.open
    meeting_id: UUID


class ConcludeMeeting(Command):
    """Conclude the meeting."""

    NAME = "meeting.conclude"
    TITLE = "Conclude the meeting"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/meetings/{meeting_id}/conclusion"
    DECISION = Meeting.conclude
    meeting_id: UUID


class StateAttendance(Command):
    """Record how many people took part, according to a source."""

    NAME = "meeting.state-attendance"
    TITLE = "Record the attendance total"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/stated-attendance"
    DECISION = Meeting.state_attendance
    meeting_id: UUID
    total: StatedTotal


class CorrectAttendance(Command):
    """Correct how many people took part, according to a source."""

    NAME = "meeting.correct-attendance"
    TITLE = "Correct the attendance total"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/stated-attendance/correction"
    DECISION = Meeting.correct_attendance
    meeting_id: UUID
    total: StatedTotal
    reason: ReasonText


class NameSource(Command):
    """Name the page that is the source of what is on record about a meeting.

    For pages that were found, or published, only after it was recorded.
    """

    NAME = "meeting.name-source"
    TITLE = "Name a source"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/sources"
    DECISION = Meeting.name_source
    meeting_id: UUID
    parts: Annotated[tuple[SourcedPart, ...], Field(min_length=1, max_length=20)]


class CallRoll(Command):
    """Call the roll of a session, or of the meeting.

    It names every participating State that is invited, and who else is there.
    """

    NAME = "meeting.call-roll"
    TITLE = "Call the roll"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/meetings/{meeting_id}/roll-calls"
    DECISION = Meeting.call_roll
    meeting_id: UUID
    session_id: UUID | None = None
    lines: Annotated[tuple[RollLine, ...], Field(min_length=1, max_length=500)]


class ChooseSymbol(Command):
    """Choose what the symbols of the meeting's decisions begin with."""

    NAME = "meeting.choose-symbol"
    TITLE = "Choose the symbol of decisions"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/symbol"
    DECISION = Meeting.choose_symbol
    meeting_id: UUID
    prefix: SymbolPrefix


class NameOrganisation(Command):
    """Record the name that an organisation has from a day on."""

    NAME = "network.name-organisation"
    TITLE = "Name an organisation"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/organisation-names"
    code: DelegationCode
    name: OneLineText
    since: date
