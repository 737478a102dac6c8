"""Every fact that can ever be on record. Whoever reads history imports this.

`UPCASTS` keeps old history readable: for a stored name that is no longer written, the
name that replaced it and the function that turns its stored fields into the new ones.
Stored bytes are never rewritten.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from bsm_domain import follow_up
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
    follow_up.ActivityProposed,
    follow_up.ActivityAgreed,
    follow_up.ActivityAccepted,
    follow_up.ProgressReported,
    follow_up.ActivityReportedComplete,
    follow_up.ActivityConfirmed,
    follow_up.ActivityReturned,
    follow_up.DueDateChanged,
    follow_up.ActivityBlocked,
    follow_up.ActivityUnblocked,
    follow_up.ActivityWithdrawn,
    follow_up.ActivityDeclined,
    follow_up.ActivityHandedOver,
    follow_up.PartnersChanged,
    follow_up.ReportCorrected,
    follow_up.DueDateSettled,
    follow_up.ActivityReopened,
    follow_up.MilestoneSet,
    follow_up.MilestoneReached,
    follow_up.MilestoneDropped,
    follow_up.DependencyAdded,
    follow_up.DependencyRemoved,
    follow_up.CommentMade,
    follow_up.EvidenceAttached,
    follow_up.EvidenceWithdrawn,
    follow_up.EvidenceErased,
    follow_up.ActivityCarriedOver,
    follow_up.ActivitySuperseded,
    follow_up.ActivitySplit,
    follow_up.ActivityMerged,
)

UPCASTS: Mapping[str, Upcast] = {}
