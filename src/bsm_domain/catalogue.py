"""Every fact that can ever be on record. Whoever reads history imports this.

`UPCASTS` keeps old history readable: for a stored name that is no longer written, the
name that replaced it and the function that turns its stored fields into the new ones.
Stored bytes are never rewritten.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from bsm_domain import follow_up as follow_up_activity
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.meetings import meeting_facts, network, objective
from bsm_domain.people import participant
from bsm_domain.privacy import redaction
from bsm_domain.registration import registration, seat_ledger_facts


class FactKind(StrEnum):
    """What facts are about: the part of their stored names after the product's."""

    NETWORK = "network"
    MEETING = "meeting"
    PARTICIPANT = "participant"
    REGISTRATION = "registration"
    SEAT_LEDGER = "seat_ledger"
    OBJECTIVE = "objective"
    ACTIVITY = "activity"
    REDACTION = "redaction"


class Upcast(NamedTuple):
    """How an old version of a fact is read today."""

    becomes: str
    fields: Callable[[dict[str, Any]], dict[str, Any]]


FACTS: tuple[type[DomainEvent], ...] = (
    network.NetworkEstablished,
    meeting_facts.MeetingAnnounced,
    meeting_facts.DelegationsInvited,
    meeting_facts.SessionScheduled,
    meeting_facts.RegistrationOpened,
    meeting_facts.RegistrationClosed,
    meeting_facts.QuotaChanged,
    meeting_facts.MeetingOpened,
    meeting_facts.MeetingConcluded,
    meeting_facts.AttendanceStated,
    seat_ledger_facts.LedgerOpened,
    seat_ledger_facts.SeatTaken,
    seat_ledger_facts.SeatsTaken,
    seat_ledger_facts.SeatAwaited,
    seat_ledger_facts.SeatReleased,
    seat_ledger_facts.PlaceInQueueGivenUp,
    participant.ParticipantEntered,
    participant.ParticipantDetailsChanged,
    participant.FocalPointDesignated,
    participant.DesignationEnded,
    participant.PersonalDataErased,
    redaction.TextRedacted,
    registration.RegistrationNominated,
    registration.RegistrationNominatedAgain,
    registration.RegistrationConfirmed,
    registration.RegistrationWaitlisted,
    registration.RegistrationRefused,
    registration.RegistrationWithdrawn,
    registration.AttendanceRecorded,
    objective.ObjectiveSet,
    objective.ObjectiveDiscussed,
    follow_up_activity.ActivityProposed,
    follow_up_activity.ActivityAgreed,
    follow_up_activity.ActivityAccepted,
    follow_up_activity.ProgressReported,
    follow_up_activity.ActivityReportedComplete,
    follow_up_activity.ActivityConfirmed,
    follow_up_activity.ActivityReturned,
    follow_up_activity.DueDateChanged,
    follow_up_activity.ActivityBlocked,
    follow_up_activity.ActivityUnblocked,
    follow_up_activity.ActivityWithdrawn,
    follow_up_activity.ActivityDeclined,
    follow_up_activity.ActivityHandedOver,
    follow_up_activity.PartnersChanged,
    follow_up_activity.ReportCorrected,
    follow_up_activity.DueDateSettled,
    follow_up_activity.ActivityReopened,
    follow_up_activity.MilestoneSet,
    follow_up_activity.MilestoneReached,
    follow_up_activity.MilestoneDropped,
    follow_up_activity.DependencyAdded,
    follow_up_activity.DependencyRemoved,
    follow_up_activity.CommentMade,
    follow_up_activity.EvidenceAttached,
    follow_up_activity.EvidenceWithdrawn,
    follow_up_activity.EvidenceErased,
    follow_up_activity.ActivityCarriedOver,
    follow_up_activity.ActivitySuperseded,
    follow_up_activity.ActivitySplit,
    follow_up_activity.ActivityMerged,
)

UPCASTS: Mapping[str, Upcast] = {}
