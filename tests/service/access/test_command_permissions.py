"""The same table through the single door: every command, asked by everybody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from examples import MEETING
from examples import PARTICIPANT as SOMEBODY
from service.access.expected_permissions import may
from sqlite_only import new_place as new_place
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    AUSTRIA,
    BERLIN_DETAILS,
    CHAIR,
    ITALY,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    agree_and_accept,
    announce_berlin,
    confirm,
    do,
    enter,
    invited,
    nominate,
    principal,
    propose,
    set_objective,
    system_in,
)

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.meeting_facts import StatedTotal
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up import queries
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command, EstablishNetwork, every_command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ChangePartners,
    ConfirmActivity,
    CorrectReport,
    DeclineActivity,
    HandOverActivity,
    ProposeActivity,
    ReopenActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    SettleDueDate,
    UnblockActivity,
    WithdrawActivity,
)
from bsm_service.follow_up.lineage_commands import (
    CarryOver,
    Continuation,
    MergeActivities,
    SplitActivity,
    SupersedeActivity,
)
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AddDependency,
    AttachEvidence,
    CommentOnActivity,
    DropMilestone,
    EraseEvidence,
    ReachMilestone,
    RemoveDependency,
    SetMilestone,
    UploadedFile,
    WithdrawEvidence,
)
from bsm_service.identity import SYSTEM
from bsm_service.imports.commands import ImportActivities, ImportedActivity
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    ChangeQuota,
    CloseRegistration,
    ConcludeMeeting,
    InviteDelegations,
    OpenMeeting,
    OpenRegistration,
    RecordDiscussion,
    ScheduleSession,
    SetObjective,
    StateAttendance,
)
from bsm_service.people.commands import (
    ChangeDetails,
    DesignateFocalPoint,
    EndDesignation,
    EnterParticipant,
    ErasePersonalData,
)
from bsm_service.privacy.commands import RedactText
from bsm_service.registration.commands import (
    ConfirmRegistration,
    DelegateRow,
    NominateDelegate,
    RecordAttendance,
    RefuseRegistration,
    RegisterDelegates,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.vault.personal_details import PersonalDetails, PersonalDetailsChange

DAY = date(2016, 9, 30)
NEXT_DETAILS = BERLIN_DETAILS.model_copy(
    update={"edition": 11, "starts_on": date(2017, 5, 8), "ends_on": date(2017, 5, 9)}
)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def example(name: str, system: System) -> Command:
    """A command that could be asked at once, about Austria's things."""
    meeting = announce_berlin(system)
    if name.startswith(("participant.", "text.")):
        return _about_somebody(name, system, meeting)
    if name.startswith("registration."):
        return _about_a_registration(name, system, meeting)
    if name.startswith("objective.") or name.startswith("activity."):
        return _about_what_is_agreed(name, system, meeting)
    return {
        "network.establish": EstablishNetwork(network_id=uuid4(), name="Another"),
        "meeting.announce": AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS),
        "meeting.invite": InviteDelegations(
            meeting_id=meeting, delegations=(invited("FR"),)
        ),
        "meeting.schedule": ScheduleSession(
            meeting_id=meeting,
            session_id=uuid4(),
            on=BERLIN_DETAILS.starts_on,
            title="Opening",
            kind="plenary",
        ),
        "meeting.open-registration": OpenRegistration(
            meeting_id=announce_berlin(system, open_registration=False), capacity=9
        ),
        "meeting.close-registration": CloseRegistration(meeting_id=meeting),
        "meeting.change-quota": ChangeQuota(
            meeting_id=meeting, delegation="AT", quota=9, reason="hosts next year"
        ),
        "meeting.open": OpenMeeting(
            meeting_id=_at(system, announce_berlin(system), "closed")
        ),
        "meeting.conclude": ConcludeMeeting(
            meeting_id=_at(system, announce_berlin(system), "open")
        ),
        "meeting.state-attendance": StateAttendance(
            meeting_id=_at(system, announce_berlin(system), "open"),
            total=StatedTotal(participants=100, source="a page"),
        ),
    }[name]


def _at(system: System, meeting: UUID, stage: str) -> UUID:
    do(system, CloseRegistration(meeting_id=meeting))
    if stage == "open":
        do(system, OpenMeeting(meeting_id=meeting))
    return meeting


def _about_a_registration(name: str, system: System, meeting: UUID) -> Command:
    if name == "registration.nominate":
        return NominateDelegate(
            meeting_id=meeting,
            registration_id=uuid4(),
            delegation="AT",
            function="member",
        )
    if name == "registration.register-delegates":
        return RegisterDelegates(
            meeting_id=meeting,
            delegates=(DelegateRow(delegation="AT", function="member"),),
        )
    others = [nominate(system, meeting) for _ in range(3)]
    enter(system, SOMEBODY)
    registration = _registered(system, meeting)
    about = {"registration_id": registration}
    if name == "registration.waitlist":
        for each in others:
            confirm(system, each)
        return WaitlistRegistration(**about)
    if name == "registration.record-attendance":
        confirm(system, registration)
        _at(system, meeting, "open")
        return RecordAttendance(**about)
    return {
        "registration.confirm": ConfirmRegistration(**about),
        "registration.refuse": RefuseRegistration(**about, reason="no note"),
        "registration.withdraw": WithdrawRegistration(**about),
    }[name]


def _registered(system: System, meeting: UUID) -> UUID:
    nominated = NominateDelegate(
        meeting_id=meeting,
        delegation="AT",
        function="member",
        participant_id=SOMEBODY,
    )
    return do(system, nominated).id


def _about_somebody(name: str, system: System, meeting: UUID) -> Command:
    about = {"participant_id": SOMEBODY}
    if name == "text.redact":
        registration = nominate(system, meeting)
        do(system, RefuseRegistration(registration_id=registration, reason="no"))
        return RedactText(
            stream_id=registration, version=2, field="reason", reason="a name"
        )
    if name == "participant.enter":
        return EnterParticipant(
            **about, delegation="AT", person=PersonalDetails(name="Eva Beispiel")
        )
    enter(system, SOMEBODY)
    if name == "participant.end-designation":
        do(system, DesignateFocalPoint(**about, since=date(2016, 1, 1)))
    return {
        "participant.change-details": ChangeDetails(
            **about, details=PersonalDetailsChange(phone="+43 1 2345")
        ),
        "participant.designate": DesignateFocalPoint(**about, since=date(2016, 1, 1)),
        "participant.end-designation": EndDesignation(**about, on=date(2016, 3, 1)),
        "participant.erase": ErasePersonalData(**about, reason="asked for it"),
    }[name]


def _about_what_is_agreed(name: str, system: System, meeting: UUID) -> Command:
    objective = set_objective(system, meeting)
    if name == "objective.set":
        return SetObjective(
            meeting_id=meeting,
            objective_id=uuid4(),
            code="O2",
            text="Look further.",
            outcome_kind="discussion",
        )
    if name == "objective.record-discussion":
        _at(system, meeting, "open")
        return RecordDiscussion(objective_id=objective, summary="Four spoke.")
    if name == "activity.import":
        row = ImportedActivity(title="Maps", owner="AT", due_on=date(2016, 9, 30))
        return ImportActivities(meeting_id=meeting, activities=(row,))
    if name == "activity.propose":
        return ProposeActivity(
            activity_id=uuid4(),
            objective_id=objective,
            title="Share the border protocol",
            owner="AT",
            due_on=date(2016, 9, 30),
        )
    return _about_an_activity(name, system, propose(system, objective))


def _about_an_activity(name: str, system: System, activity: UUID) -> Command:
    about = {"activity_id": activity}
    if name == "activity.agree":
        return AgreeActivity(**about)
    if name == "activity.accept":
        do(system, AgreeActivity(**about))
        return AcceptActivity(**about)
    agree_and_accept(system, activity)
    if name in {"activity.confirm", "activity.return"}:
        do(system, ReportComplete(**about), AUSTRIA)
    if name == "activity.unblock":
        do(system, BlockActivity(**about, blocked_by="no budget"))
    return {
        "activity.report-progress": ReportProgress(**about, percent=10),
        "activity.report-complete": ReportComplete(**about),
        "activity.confirm": ConfirmActivity(**about),
        "activity.return": ReturnActivity(**about, reason="annex missing"),
        "activity.change-due-date": ChangeDueDate(
            **about, due_on=date(2016, 12, 31), reason="translation"
        ),
        "activity.block": BlockActivity(**about, blocked_by="no budget"),
        "activity.unblock": UnblockActivity(**about),
        "activity.withdraw": WithdrawActivity(**about, reason="overtaken"),
    }.get(name) or _on_the_way(name, system, activity)


def _on_the_way(name: str, system: System, activity: UUID) -> Command:
    """Beside the shortest way of an activity that is accepted."""
    about, why = {"activity_id": activity}, {"reason": "it was found so"}
    other = _another_like(system, activity)
    later = uuid4()
    do(system, AnnounceMeeting(meeting_id=later, details=NEXT_DETAILS))
    steps = {"activity.reach-milestone", "activity.drop-milestone"}
    milestone = about | {"milestone_id": uuid4()}
    if name in steps:
        do(system, SetMilestone(**milestone, title="Draft", due_on=DAY))
    if name == "activity.remove-dependency":
        do(system, AddDependency(**about, on=other))
    evidence = about | {"evidence_id": uuid4()}
    if name.endswith("-evidence") and name != "activity.attach-evidence":
        content = system.vault.files.store(b"%PDF-1.7 protocol", "application/pdf")
        file = UploadedFile(sha256=content.sha256, name="protocol.pdf")
        do(system, AttachEvidence(**evidence, file=file))
    if name == "activity.correct-report":
        do(system, ReportProgress(**about, percent=50))
    if name == "activity.reopen":
        do(system, WithdrawActivity(**about, **why))
    if name == "activity.settle-due-date":
        system.service.on_result = None  # or the product would do it by itself
        change = {"due_on": DAY, "due_precision": "next meeting"}
        do(system, ChangeDueDate(**about, **change, **why))
    if name == "activity.decline":
        about = {"activity_id": other}
        do(system, AgreeActivity(**about))
    into = {"into": Continuation(title="Both together")}
    parts = (Continuation(title="Draft"), Continuation(title="Print"))
    if name == "activity.merge":
        do(system, AgreeActivity(activity_id=other))
    return {
        "activity.decline": lambda: DeclineActivity(**about, **why),
        "activity.hand-over": lambda: HandOverActivity(
            **about, owner="AT", agency="Federal Police", **why
        ),
        "activity.change-partners": lambda: ChangePartners(
            **about, partners=("DE", "FR")
        ),
        "activity.correct-report": lambda: CorrectReport(
            **about, corrects=4, percent=40, **why
        ),
        "activity.settle-due-date": lambda: SettleDueDate(**about, meeting_id=later),
        "activity.reopen": lambda: ReopenActivity(**about, **why),
        "activity.set-milestone": lambda: SetMilestone(
            **milestone, title="Draft", due_on=DAY
        ),
        "activity.reach-milestone": lambda: ReachMilestone(**milestone),
        "activity.drop-milestone": lambda: DropMilestone(**milestone, **why),
        "activity.add-dependency": lambda: AddDependency(**about, on=other),
        "activity.remove-dependency": lambda: RemoveDependency(**about, on=other),
        "activity.comment": lambda: CommentOnActivity(
            **about, comment_id=uuid4(), text="We can help.", mentions=("IT",)
        ),
        "activity.attach-evidence": lambda: AttachEvidence(
            **evidence, url="https://example.org/protocol"
        ),
        "activity.withdraw-evidence": lambda: WithdrawEvidence(**evidence, **why),
        "activity.erase-evidence": lambda: EraseEvidence(**evidence, revision=1, **why),
        "activity.carry-over": lambda: CarryOver(**about, meeting_id=later),
        "activity.supersede": lambda: SupersedeActivity(**about, by=other, **why),
        "activity.split": lambda: SplitActivity(**about, parts=parts, **why),
        "activity.merge": lambda: MergeActivities(
            **into, activities=(activity, other), **why
        ),
    }[name]()


def _another_like(system: System, activity: UUID) -> UUID:
    """An activity of the same owner, from the same objective."""
    with system.read(system.now(), Audience(focal_points_matter=True)) as context:
        row = queries.activity(context, str(activity))
    assert row is not None
    return propose(system, UUID(row.objective_id))


ASKING: dict[str, Principal] = {
    "secretariat": SECRETARIAT,
    "chair": CHAIR,
    "focal-point:own": AUSTRIA,
    "focal-point:other": ITALY,
    "focal-point:none": principal(Role.FOCAL_POINT),
    "participant:self": replace(PARTICIPANT, participant=SOMEBODY),
    "participant:other": replace(PARTICIPANT, participant=uuid4()),
    "participant:none": PARTICIPANT,
    "auditor": AUDITOR,
    "leadership": LEADERSHIP,
    "administrator": ADMINISTRATOR,
    "system": SYSTEM,
}


@pytest.mark.parametrize("command", every_command(), ids=lambda kind: kind.NAME)
def test_the_single_door_opens_to_whom_the_table_names_and_nobody_else(
    system: System, command: type[Command]
):
    name = command.NAME
    asked = example(name, system)
    assert type(asked) is command
    size = system.store.position()
    able = [
        caller
        for caller in ASKING
        for role, _, stands in [caller.partition(":")]
        if may(name, Role(role), stands)
    ]
    for somebody, by in ASKING.items():
        if somebody not in able:
            with pytest.raises(NotPermitted):
                do(system, asked, by)
            assert system.store.position() == size, somebody

    # What one of them did cannot be done again, so the last one does it.
    allowed = [ASKING[one] for one in able if name != "network.establish"]
    if allowed:
        result = do(system, asked, allowed[-1])
        assert result.position > size


def test_a_refusal_says_who_may_ask(system: System):
    announce = AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS)

    with pytest.raises(NotPermitted) as refused:
        do(system, announce, AUDITOR)

    assert str(refused.value) == (
        "meeting.announce may be asked in the role of secretariat; you act as auditor"
    )


def test_a_focal_point_does_not_act_for_another_delegation(system: System):
    meeting = announce_berlin(system)

    nominate(system, meeting, "AT", by=AUSTRIA)
    with pytest.raises(NotPermitted, match="for your own delegation only"):
        nominate(system, meeting, "IT", by=AUSTRIA)
