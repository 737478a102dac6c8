"""Named examples of the domain, so that a test says only what matters to it."""

from datetime import UTC, date, datetime
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from pydantic import AwareDatetime, BaseModel

from bsm_domain.agreement.facts import (
    DecisionAdopted,
    DecisionTabled,
    PositionCorrected,
    PositionTaken,
    ProcedureOpened,
)
from bsm_domain.agreement.number_series import NumberGiven, number_series_id
from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.agreement.values import Basis, How, Position, Procedure
from bsm_domain.catalogue import FACTS, FactKind
from bsm_domain.follow_up.facts import (
    ActivityAccepted,
    ActivityAgreed,
    ActivityBlocked,
    ActivityCarriedOver,
    ActivityConfirmed,
    ActivityDeclined,
    ActivityHandedOver,
    ActivityMerged,
    ActivityProposed,
    ActivityReopened,
    ActivityReportedComplete,
    ActivityReturned,
    ActivitySplit,
    ActivitySuperseded,
    ActivityUnblocked,
    ActivityWithdrawn,
    CommentMade,
    DependencyAdded,
    DependencyRemoved,
    DueDateChanged,
    DueDateSettled,
    EvidenceAttached,
    EvidenceErased,
    EvidenceWithdrawn,
    MilestoneDropped,
    MilestoneReached,
    MilestoneSet,
    PartnersChanged,
    ProgressReported,
    ReportCorrected,
)
from bsm_domain.follow_up.values import (
    ActivityTerms,
    DecisionOrigin,
    Lineage,
    LineageKind,
    Milestone,
    ObjectiveOrigin,
    Slip,
    StoredFile,
)
from bsm_domain.foundation.aggregate import Actor, DomainEvent, FactHeader, FactMetadata
from bsm_domain.foundation.free_text import SealedText, plain_text
from bsm_domain.foundation.participating_states import DelegationKind
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.values import (
    DelegateFunction,
    DueDate,
    MatterAudience,
    Owner,
)
from bsm_domain.meetings.agenda import AgendaSession, SessionKind
from bsm_domain.meetings.agenda_facts import SessionScheduled
from bsm_domain.meetings.meeting_facts import (
    AttendanceStated,
    DelegationsInvited,
    InvitedDelegation,
    MeetingAnnounced,
    MeetingConcluded,
    MeetingDetails,
    MeetingOpened,
    QuotaChanged,
    RegistrationClosed,
    RegistrationOpened,
    StatedTotal,
)
from bsm_domain.meetings.network import NetworkEstablished
from bsm_domain.meetings.objective import ObjectiveDiscussed, ObjectiveSet, OutcomeKind
from bsm_domain.people.participant import (
    Designation,
    DesignationEnded,
    FocalPointDesignated,
    ParticipantDetailsChanged,
    ParticipantEntered,
    PersonalDataErased,
    PersonalGroup,
    SealedDetails,
)
from bsm_domain.people.participant_changes import DelegationChanged
from bsm_domain.privacy.redaction import TextRedacted, redaction_id_of
from bsm_domain.registration.attendance.facts import AttendanceRecorded
from bsm_domain.registration.delegation_facts import (
    HeadNamed,
    Note,
    NoteFile,
    NoteKind,
    NoteReceived,
)
from bsm_domain.registration.delegation_notes import delegation_id_of
from bsm_domain.registration.registration_facts import (
    RegistrationConfirmed,
    RegistrationNominated,
    RegistrationNominatedAgain,
    RegistrationRefused,
    RegistrationRequested,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
)
from bsm_domain.registration.seat_ledger import seat_ledger_id_of
from bsm_domain.registration.seat_ledger_facts import (
    LedgerOpened,
    PlaceInQueueGivenUp,
    SeatAwaited,
    SeatReleased,
    SeatsOfDelegation,
    SeatsTaken,
    SeatTaken,
)
from bsm_domain.registration.seats.limits import SeatLimits

NETWORK = UUID("00000000-0000-0000-0000-0000000000e1")
MEETING = UUID("00000000-0000-0000-0000-0000000000c1")
SESSION = UUID("00000000-0000-0000-0000-0000000000d1")
OBJECTIVE = UUID("00000000-0000-0000-0000-0000000000b1")
ACTIVITY = UUID("00000000-0000-0000-0000-0000000000a1")
DECISION = UUID("00000000-0000-0000-0000-0000000000d7")
REGISTRATION = UUID("00000000-0000-0000-0000-0000000000f1")
REQUEST = UUID("00000000-0000-0000-0000-0000000000f2")
LEDGER = seat_ledger_id_of(MEETING)
DELEGATION = delegation_id_of(MEETING, "AT")
PARTICIPANT = UUID("00000000-0000-0000-0000-0000000000a5")
KEY = UUID("00000000-0000-0000-0000-0000000000ce")
COMMAND = UUID("00000000-0000-0000-0000-000000000001")

NOW = datetime(2016, 3, 2, 9, 0, tzinfo=UTC)


def metadata(
    role: Role = Role.SECRETARIAT,
    delegation: str | None = None,
    occurred_at: datetime = NOW,
    account: str = "0a1b",
) -> FactMetadata:
    return FactMetadata(
        actor=Actor(
            account=account,
            role=role,
            delegation=delegation,
            signed_in_by=SignInMethod.TOKEN,
        ),
        recorded_at=NOW,
        occurred_at=occurred_at,
        command_id=COMMAND,
        correlation_id=COMMAND,
        product_version="0.1.0",
    )


METADATA = metadata()
AUSTRIA = metadata(Role.FOCAL_POINT, "AT", account="0a1a")
ITALY = metadata(Role.FOCAL_POINT, "IT", account="0a1c")


def header(version: int, id: UUID, by: FactMetadata = METADATA) -> FactHeader:
    return by.header(id, version)


# The network and its meeting

ESTABLISHED = NetworkEstablished(
    **header(1, NETWORK), name="National Focal Points", demonstration=True
)

DETAILS = MeetingDetails(
    series="Annual Meeting",
    title="10th Annual Meeting",
    edition=10,
    city="Berlin",
    host="DE",
    chair="DE",
    starts_on=date(2016, 4, 12),
    ends_on=date(2016, 4, 13),
    time_zone="Europe/Berlin",
)


def invited(code: str = "AT", quota: int = 2) -> InvitedDelegation:
    return InvitedDelegation(
        code=code, kind=DelegationKind.PARTICIPATING_STATE, name=code, quota=quota
    )


def session(on: date = date(2016, 4, 12), id: UUID = SESSION) -> AgendaSession:
    return AgendaSession(
        session_id=id,
        on=on,
        title="Opening",
        kind=SessionKind.PLENARY,
        audience=MatterAudience.ALL,
    )


ANNOUNCED = MeetingAnnounced(**header(1, MEETING), details=DETAILS)
INVITED = DelegationsInvited(
    **header(2, MEETING), delegations=(invited("AT"), invited("IT", 1))
)
REGISTRATION_OPENED = RegistrationOpened(**header(3, MEETING), capacity=100)
REGISTRATION_CLOSED = RegistrationClosed(**header(4, MEETING))
OPENED = MeetingOpened(**header(5, MEETING))
CONCLUDED = MeetingConcluded(**header(6, MEETING))
TOTAL = StatedTotal(participants=100, at_least=True, source="the organiser's page")

# A registration and its seat

NOMINATED = RegistrationNominated(
    **header(1, REGISTRATION),
    meeting_id=MEETING,
    delegation="AT",
    function=DelegateFunction.MEMBER,
)
CONFIRMED = RegistrationConfirmed(**header(2, REGISTRATION))
WAITLISTED = RegistrationWaitlisted(**header(2, REGISTRATION))
LEDGER_OPENED = LedgerOpened(**header(1, LEDGER), meeting_id=MEETING)


REQUESTED = RegistrationRequested(
    **header(1, REQUEST),
    meeting_id=MEETING,
    delegation="AT",
    function=DelegateFunction.MEMBER,
    participant_id=PARTICIPANT,
)
NOTE = Note(
    kind=NoteKind.NOTE_VERBALE,
    note_id=ACTIVITY,
    reference="3/16",
    dated_on=date(2016, 2, 1),
    received_on=date(2016, 2, 3),
    file=NoteFile(sha256="0" * 64, size=3, media_type="application/pdf"),
)
NOTE_RECEIVED = NoteReceived(
    **header(1, DELEGATION), meeting_id=MEETING, delegation="AT", note=NOTE
)


def limits(capacity: int = 10, **quotas: int) -> SeatLimits:
    return SeatLimits(capacity=capacity, quotas=quotas)


# An objective and what follows from it

OBJECTIVE_SET = ObjectiveSet(
    **header(1, OBJECTIVE),
    meeting_id=MEETING,
    code="O1",
    text="Share what works at joint border posts.",
    audience=MatterAudience.ALL,
    outcome_kind=OutcomeKind.SHARED_PRACTICE,
)


def due(on: date = date(2016, 9, 30)) -> DueDate:
    return DueDate(on=on, time_zone="Europe/Berlin")


def terms(
    owner: str = "AT",
    partners: tuple[str, ...] = ("IT",),
    due: DueDate = due(),  # noqa: B008
) -> ActivityTerms:
    return ActivityTerms(
        title="Share the border protocol",
        owner=Owner(delegation=owner),
        partners=partners,
        due=due,
    )


PROPOSED = ActivityProposed(
    **header(1, ACTIVITY),
    meeting_id=MEETING,
    origin=ObjectiveOrigin(objective_id=OBJECTIVE),
    audience=MatterAudience.ALL,
    promise=terms(),
)
AGREED = ActivityAgreed(**header(2, ACTIVITY))
ACCEPTED = ActivityAccepted(**header(3, ACTIVITY))
PROGRESSED = ProgressReported(
    **header(4, ACTIVITY), percent=40, note=plain_text("draft sent")
)
REPORTED_COMPLETE = ActivityReportedComplete(**header(5, ACTIVITY, AUSTRIA))
ACTIVITY_CONFIRMED = ActivityConfirmed(**header(6, ACTIVITY))

SEALED = SealedText(key=KEY, nonce="bm9uY2U=", ciphertext="c2VhbGVk")
ENTERED = ParticipantEntered(
    **header(1, PARTICIPANT), delegation="AT", details=SealedDetails(name=SEALED)
)

SLIP = Slip(activity_id=ACTIVITY, version=7)
MILESTONE = UUID(int=90)
EVIDENCE = UUID(int=91)
CONTINUED = ActivityProposed(
    **header(1, UUID(int=92)),
    meeting_id=MEETING,
    origin=DecisionOrigin(symbol="MC.DEC/2/16"),
    audience=MatterAudience.ALL,
    promise=terms(),
    lineage=Lineage(
        kind=LineageKind.SPLIT,
        parents=(ACTIVITY,),
        first_promised_at=METADATA.occurred_at,
        first_meeting_id=MEETING,
        slips=(SLIP,),
    ),
)
# What may happen on the way of an activity, beside the shortest.
ON_THE_WAY: tuple[DomainEvent, ...] = (
    ActivityDeclined(**header(3, ACTIVITY), reason=plain_text("no mandate")),
    ActivityHandedOver(
        **header(4, ACTIVITY),
        owner=Owner(delegation="DE"),
        reason=plain_text("asked us to"),
    ),
    PartnersChanged(**header(5, ACTIVITY), partners=("IT", "FR")),
    ReportCorrected(
        **header(6, ACTIVITY),
        corrects=4,
        percent=30,
        reason=plain_text("a slip of the pen"),
    ),
    DueDateSettled(**header(7, ACTIVITY), due=due(), meeting_id=MEETING),
    ActivityReopened(**header(8, ACTIVITY), reason=plain_text("it broke again")),
    MilestoneSet(
        **header(9, ACTIVITY),
        milestone=Milestone(
            id=MILESTONE, title="Draft circulated", due_on=date(2016, 6, 30)
        ),
    ),
    MilestoneReached(**header(10, ACTIVITY), milestone_id=MILESTONE),
    MilestoneDropped(
        **header(11, ACTIVITY), milestone_id=MILESTONE, reason=plain_text("not needed")
    ),
    DependencyAdded(**header(12, ACTIVITY), on=UUID(int=92)),
    DependencyRemoved(**header(13, ACTIVITY), on=UUID(int=92)),
    CommentMade(
        **header(14, ACTIVITY),
        comment_id=UUID(int=93),
        text=plain_text("we can help"),
        mentions=("IT",),
    ),
    EvidenceAttached(
        **header(15, ACTIVITY),
        evidence_id=EVIDENCE,
        revision=1,
        file=StoredFile(sha256="ab" * 32, size=1_000, media_type="application/pdf"),
        name=plain_text("protocol.pdf"),
        expires_on=date(2020, 1, 1),
    ),
    EvidenceWithdrawn(
        **header(16, ACTIVITY), evidence_id=EVIDENCE, reason=plain_text("wrong file")
    ),
    EvidenceErased(
        **header(17, ACTIVITY),
        evidence_id=EVIDENCE,
        revision=1,
        sha256="ab" * 32,
        reason=plain_text("a list of names"),
    ),
    ActivityCarriedOver(
        **header(18, ACTIVITY),
        meeting_id=MEETING,
        due=due(date(2017, 6, 30)),
        reason=plain_text("translation"),
    ),
    ActivitySuperseded(
        **header(19, ACTIVITY), by=UUID(int=92), reason=plain_text("wider in scope")
    ),
    ActivitySplit(
        **header(20, ACTIVITY),
        into=(UUID(int=92), UUID(int=94)),
        reason=plain_text("two"),
    ),
    ActivityMerged(
        **header(21, ACTIVITY), into=UUID(int=92), reason=plain_text("the same")
    ),
)

# One of every fact. Those of one stream need not follow from one another.
# A decision, from its draft to its adoption in the room.
DECIDED: tuple[DomainEvent, ...] = (
    DecisionTabled(
        **header(1, DECISION),
        meeting_id=MEETING,
        objective_id=OBJECTIVE,
        audience=MatterAudience.ALL,
        follow_up_audience=MatterAudience.ALL,
        language="en",
        body=TextBody(
            title="Contact points",
            paragraphs=(Paragraph(id=SESSION, text="Name a contact point."),),
        ),
    ),
    PositionTaken(
        **header(2, DECISION, AUSTRIA),
        delegation="AT",
        version=1,
        position=Position.OBJECT,
        reason=plain_text("too early"),
        how=How.SYSTEM,
    ),
    PositionCorrected(
        **header(3, DECISION),
        corrects=2,
        delegation="AT",
        version=1,
        position=Position.AGREE,
        reason=plain_text("misheard"),
    ),
    ProcedureOpened(
        **header(4, DECISION),
        round=1,
        procedure=Procedure.ROOM,
        version=1,
        basis=Basis.PRESENT,
        entitled=("AT", "IT"),
        session_id=SESSION,
    ),
    NumberGiven(
        **header(1, number_series_id("NFP.DEC/16")),
        series="NFP.DEC/16",
        number=1,
        to=DECISION,
    ),
    DecisionAdopted(
        **header(5, DECISION),
        round=1,
        procedure=Procedure.ROOM,
        version=1,
        entitled=("AT", "IT"),
        number=1,
        symbol="NFP.DEC/1/16",
        text_digest="0" * 64,
        session_id=SESSION,
    ),
)

_WRITTEN: tuple[DomainEvent, ...] = (
    ESTABLISHED,
    ANNOUNCED,
    INVITED,
    SessionScheduled(**header(3, MEETING), session=session()),
    REGISTRATION_OPENED,
    REGISTRATION_CLOSED,
    QuotaChanged(
        **header(5, MEETING),
        delegation="AT",
        quota=3,
        reason=plain_text("one more expert"),
    ),
    OPENED,
    CONCLUDED,
    AttendanceStated(**header(7, MEETING), total=TOTAL),
    LEDGER_OPENED,
    SeatTaken(
        **header(2, LEDGER),
        registration_id=REGISTRATION,
        delegation="AT",
        reason=plain_text("speaks first"),
    ),
    SeatAwaited(**header(3, LEDGER), registration_id=REGISTRATION, delegation="AT"),
    SeatReleased(**header(4, LEDGER), registration_id=REGISTRATION, delegation="AT"),
    PlaceInQueueGivenUp(
        **header(5, LEDGER), registration_id=REGISTRATION, delegation="AT"
    ),
    NOMINATED,
    CONFIRMED,
    WAITLISTED,
    RegistrationRefused(
        **header(2, REGISTRATION), reason=plain_text("no note verbale")
    ),
    RegistrationWithdrawn(**header(3, REGISTRATION)),
    AttendanceRecorded(**header(3, REGISTRATION)),
    OBJECTIVE_SET,
    ObjectiveDiscussed(**header(2, OBJECTIVE), summary="Four delegations spoke."),
    PROPOSED,
    AGREED,
    ACCEPTED,
    PROGRESSED,
    REPORTED_COMPLETE,
    ACTIVITY_CONFIRMED,
    ActivityReturned(**header(6, ACTIVITY), reason=plain_text("the annex is missing")),
    DueDateChanged(
        **header(7, ACTIVITY),
        due=due(date(2016, 12, 31)),
        reason=plain_text("translation"),
    ),
    ActivityBlocked(**header(8, ACTIVITY), blocked_by=plain_text("no budget")),
    ActivityUnblocked(**header(9, ACTIVITY)),
    ActivityWithdrawn(**header(10, ACTIVITY), reason=plain_text("overtaken by events")),
    SeatsTaken(
        **header(2, LEDGER),
        seats=(SeatsOfDelegation(delegation="AT", registrations=(REGISTRATION,)),),
        reason=plain_text("they speak first"),
    ),
    RegistrationNominatedAgain(**header(4, REGISTRATION)),
    REQUESTED,
    NOTE_RECEIVED,
    HeadNamed(
        **header(2, DELEGATION),
        meeting_id=MEETING,
        delegation="AT",
        registration_id=REGISTRATION,
    ),
    ENTERED,
    ParticipantDetailsChanged(
        **header(2, PARTICIPANT),
        details=SealedDetails(contact=SEALED),
        withdrawn=(PersonalGroup.POST,),
    ),
    FocalPointDesignated(
        **header(3, PARTICIPANT), designation=Designation(since=date(2016, 1, 1))
    ),
    DesignationEnded(**header(4, PARTICIPANT), on=date(2016, 12, 31)),
    DelegationChanged(
        **header(5, PARTICIPANT),
        delegation="IT",
        before="AT",
        since=date(2016, 1, 1),
    ),
    PersonalDataErased(
        **header(6, PARTICIPANT),
        groups=tuple(PersonalGroup),
        reason=plain_text("asked for it"),
    ),
    TextRedacted(
        **header(1, redaction_id_of(KEY)),
        key=KEY,
        stream_id=ACTIVITY,
        stream_version=4,
        field="note",
        reason=plain_text("a name stood in it"),
    ),
    *ON_THE_WAY,
    *DECIDED,
)


def make_fact(kind: type[DomainEvent]) -> DomainEvent:
    """A fact that goes on with one of the streams above, made by its fields' types."""
    streams = {
        FactKind.NETWORK: NETWORK,
        FactKind.MEETING: MEETING,
        FactKind.SEAT_LEDGER: LEDGER,
        FactKind.DELEGATION: DELEGATION,
        FactKind.REGISTRATION: REGISTRATION,
        FactKind.PARTICIPANT: PARTICIPANT,
        FactKind.OBJECTIVE: OBJECTIVE,
        FactKind.DECISION: DECISION,
        FactKind.NUMBER_SERIES: number_series_id("NFP.DEC/16"),
        FactKind.ACTIVITY: ACTIVITY,
        FactKind.REDACTION: redaction_id_of(KEY),
    }
    stream = streams[FactKind(kind.TOPIC.split(".")[1])]
    fields = {
        name: _make_value(name, field.annotation)
        for name, field in kind.model_fields.items()
        if name not in DomainEvent.model_fields
    }
    return kind.model_validate({**header(2, stream), **fields})


def _make_value(name: str, annotation: Any) -> Any:
    """Of a union, its first member; of a model, what must be given."""
    if get_origin(annotation) in (Annotated, Union, UnionType):
        return _make_value(name, get_args(annotation)[0])
    if get_origin(annotation) is tuple:
        return (_make_value(name, get_args(annotation)[0]),)
    if annotation is str:
        is_code = name in (
            "delegation",
            "delegations",
            "owner",
            "partners",
            "mentions",
            "code",
        )
        return "IT" if is_code else "as agreed"
    if issubclass(annotation, BaseModel):
        return annotation(
            **{
                field_name: _make_value(field_name, field.annotation)
                for field_name, field in annotation.model_fields.items()
                if field.is_required()
            }
        )
    if issubclass(annotation, Enum):
        return next(iter(annotation))
    return {
        bool: True,
        int: 1,
        UUID: ACTIVITY,
        date: NOW.date(),
        datetime: NOW,
        AwareDatetime: NOW,
    }[annotation]


EVERY_FACT = (
    *_WRITTEN,
    *(make_fact(kind) for kind in FACTS if kind not in map(type, _WRITTEN)),
)
