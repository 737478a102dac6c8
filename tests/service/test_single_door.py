"""The same table through the single door: every command, asked by everybody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from examples import MEETING
from examples import PARTICIPANT as SOMEBODY
from on_files import new_place as new_place
from service.expected_permissions import EXPECTED
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
from bsm_domain.meetings.meeting import StatedTotal
from bsm_projections.databases import Place
from bsm_projections.engine.moment import Audience
from bsm_projections.follow_up import queries as activities_listed
from bsm_service import commands as ask
from bsm_service.bootstrap import System
from bsm_service.identity import SYSTEM
from bsm_service.permissions import Principal
from bsm_service.personal_details import ChangedDetails, PersonalDetails

DAY = date(2016, 9, 30)
NEXT_DETAILS = BERLIN_DETAILS.model_copy(
    update={"edition": 11, "starts_on": date(2017, 5, 8), "ends_on": date(2017, 5, 9)}
)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def example(name: str, system: System) -> ask.Command:
    """A command that could be asked at once, about Austria's things."""
    meeting = announce_berlin(system)
    if name.startswith(("participant.", "text.")):
        return _about_somebody(name, system, meeting)
    if name.startswith("registration."):
        return _about_a_registration(name, system, meeting)
    if name.startswith("objective.") or name.startswith("activity."):
        return _about_what_is_agreed(name, system, meeting)
    return {
        "network.establish": ask.EstablishNetwork(network_id=uuid4(), name="Another"),
        "meeting.announce": ask.AnnounceMeeting(
            meeting_id=MEETING, details=BERLIN_DETAILS
        ),
        "meeting.invite": ask.InviteDelegations(
            meeting_id=meeting, delegations=(invited("FR"),)
        ),
        "meeting.schedule": ask.ScheduleSession(
            meeting_id=meeting,
            session_id=uuid4(),
            on=BERLIN_DETAILS.starts_on,
            title="Opening",
            kind="plenary",
        ),
        "meeting.open-registration": ask.OpenRegistration(
            meeting_id=announce_berlin(system, open_registration=False), capacity=9
        ),
        "meeting.close-registration": ask.CloseRegistration(meeting_id=meeting),
        "meeting.change-quota": ask.ChangeQuota(
            meeting_id=meeting, delegation="AT", quota=9, reason="hosts next year"
        ),
        "meeting.open": ask.OpenMeeting(
            meeting_id=_at(system, announce_berlin(system), "closed")
        ),
        "meeting.conclude": ask.ConcludeMeeting(
            meeting_id=_at(system, announce_berlin(system), "open")
        ),
        "meeting.state-attendance": ask.StateAttendance(
            meeting_id=_at(system, announce_berlin(system), "open"),
            total=StatedTotal(participants=100, source="a page"),
        ),
    }[name]


def _at(system: System, meeting: UUID, stage: str) -> UUID:
    do(system, ask.CloseRegistration(meeting_id=meeting))
    if stage == "open":
        do(system, ask.OpenMeeting(meeting_id=meeting))
    return meeting


def _about_a_registration(name: str, system: System, meeting: UUID) -> ask.Command:
    if name == "registration.nominate":
        return ask.NominateDelegate(
            meeting_id=meeting,
            registration_id=uuid4(),
            delegation="AT",
            function="member",
        )
    if name == "registration.register-delegates":
        return ask.RegisterDelegates(
            meeting_id=meeting,
            delegates=(ask.Delegate(delegation="AT", function="member"),),
        )
    others = [nominate(system, meeting) for _ in range(3)]
    enter(system, SOMEBODY)
    registration = _registered(system, meeting)
    about = {"registration_id": registration}
    if name == "registration.waitlist":
        for each in others:
            confirm(system, each)
        return ask.WaitlistRegistration(**about)
    if name == "registration.record-attendance":
        confirm(system, registration)
        _at(system, meeting, "open")
        return ask.RecordAttendance(**about)
    return {
        "registration.confirm": ask.ConfirmRegistration(**about),
        "registration.refuse": ask.RefuseRegistration(**about, reason="no note"),
        "registration.withdraw": ask.WithdrawRegistration(**about),
    }[name]


def _registered(system: System, meeting: UUID) -> UUID:
    nominated = ask.NominateDelegate(
        meeting_id=meeting,
        delegation="AT",
        function="member",
        participant_id=SOMEBODY,
    )
    return do(system, nominated).id


def _about_somebody(name: str, system: System, meeting: UUID) -> ask.Command:
    about = {"participant_id": SOMEBODY}
    if name == "text.redact":
        registration = nominate(system, meeting)
        do(system, ask.RefuseRegistration(registration_id=registration, reason="no"))
        return ask.RedactText(
            stream_id=registration, version=2, field="reason", reason="a name"
        )
    if name == "participant.enter":
        return ask.EnterParticipant(
            **about, delegation="AT", person=PersonalDetails(name="Eva Beispiel")
        )
    enter(system, SOMEBODY)
    if name == "participant.end-designation":
        do(system, ask.DesignateFocalPoint(**about, since=date(2016, 1, 1)))
    return {
        "participant.change-details": ask.ChangeDetails(
            **about, details=ChangedDetails(phone="+43 1 2345")
        ),
        "participant.designate": ask.DesignateFocalPoint(
            **about, since=date(2016, 1, 1)
        ),
        "participant.end-designation": ask.EndDesignation(**about, on=date(2016, 3, 1)),
        "participant.erase": ask.ErasePersonalData(**about, reason="asked for it"),
    }[name]


def _about_what_is_agreed(name: str, system: System, meeting: UUID) -> ask.Command:
    objective = set_objective(system, meeting)
    if name == "objective.set":
        return ask.SetObjective(
            meeting_id=meeting,
            objective_id=uuid4(),
            code="O2",
            text="Look further.",
            outcome_kind="discussion",
        )
    if name == "objective.record-discussion":
        _at(system, meeting, "open")
        return ask.RecordDiscussion(objective_id=objective, summary="Four spoke.")
    if name == "activity.import":
        row = ask.ImportedActivity(title="Maps", owner="AT", due_on=date(2016, 9, 30))
        return ask.ImportActivities(meeting_id=meeting, activities=(row,))
    if name == "activity.propose":
        return ask.ProposeActivity(
            activity_id=uuid4(),
            objective_id=objective,
            title="Share the border protocol",
            owner="AT",
            due_on=date(2016, 9, 30),
        )
    return _about_an_activity(name, system, propose(system, objective))


def _about_an_activity(name: str, system: System, activity: UUID) -> ask.Command:
    about = {"activity_id": activity}
    if name == "activity.agree":
        return ask.AgreeActivity(**about)
    if name == "activity.accept":
        do(system, ask.AgreeActivity(**about))
        return ask.AcceptActivity(**about)
    agree_and_accept(system, activity)
    if name in {"activity.confirm", "activity.return"}:
        do(system, ask.ReportComplete(**about), AUSTRIA)
    if name == "activity.unblock":
        do(system, ask.BlockActivity(**about, blocked_by="no budget"))
    return {
        "activity.report-progress": ask.ReportProgress(**about, percent=10),
        "activity.report-complete": ask.ReportComplete(**about),
        "activity.confirm": ask.ConfirmActivity(**about),
        "activity.return": ask.ReturnActivity(**about, reason="annex missing"),
        "activity.change-due-date": ask.ChangeDueDate(
            **about, due_on=date(2016, 12, 31), reason="translation"
        ),
        "activity.block": ask.BlockActivity(**about, blocked_by="no budget"),
        "activity.unblock": ask.UnblockActivity(**about),
        "activity.withdraw": ask.WithdrawActivity(**about, reason="overtaken"),
    }.get(name) or _on_the_way(name, system, activity)


def _on_the_way(name: str, system: System, activity: UUID) -> ask.Command:
    """Beside the shortest way of an activity that is accepted."""
    about, why = {"activity_id": activity}, {"reason": "it was found so"}
    other = _another_like(system, activity)
    later = uuid4()
    do(system, ask.AnnounceMeeting(meeting_id=later, details=NEXT_DETAILS))
    steps = {"activity.reach-milestone", "activity.drop-milestone"}
    milestone = about | {"milestone_id": uuid4()}
    if name in steps:
        do(system, ask.SetMilestone(**milestone, title="Draft", due_on=DAY))
    if name == "activity.remove-dependency":
        do(system, ask.AddDependency(**about, on=other))
    evidence = about | {"evidence_id": uuid4()}
    if name.endswith("-evidence") and name != "activity.attach-evidence":
        content = system.vault.contents.keep(b"%PDF-1.7 protocol", "application/pdf")
        file = ask.UploadedFile(sha256=content.sha256, name="protocol.pdf")
        do(system, ask.AttachEvidence(**evidence, file=file))
    if name == "activity.correct-report":
        do(system, ask.ReportProgress(**about, percent=50))
    if name == "activity.reopen":
        do(system, ask.WithdrawActivity(**about, **why))
    if name == "activity.settle-due-date":
        system.service.followed_by = None  # or the product would do it by itself
        change = {"due_on": DAY, "due_precision": "next meeting"}
        do(system, ask.ChangeDueDate(**about, **change, **why))
    if name == "activity.decline":
        about = {"activity_id": other}
        do(system, ask.AgreeActivity(**about))
    into = {"into": ask.Continuation(title="Both together")}
    parts = (ask.Continuation(title="Draft"), ask.Continuation(title="Print"))
    if name == "activity.merge":
        do(system, ask.AgreeActivity(activity_id=other))
    return {
        "activity.decline": lambda: ask.DeclineActivity(**about, **why),
        "activity.hand-over": lambda: ask.HandOverActivity(
            **about, owner="AT", agency="Federal Police", **why
        ),
        "activity.change-partners": lambda: ask.ChangePartners(
            **about, partners=("DE", "FR")
        ),
        "activity.correct-report": lambda: ask.CorrectReport(
            **about, corrects=4, percent=40, **why
        ),
        "activity.settle-due-date": lambda: ask.SettleDueDate(
            **about, meeting_id=later
        ),
        "activity.reopen": lambda: ask.ReopenActivity(**about, **why),
        "activity.set-milestone": lambda: ask.SetMilestone(
            **milestone, title="Draft", due_on=DAY
        ),
        "activity.reach-milestone": lambda: ask.ReachMilestone(**milestone),
        "activity.drop-milestone": lambda: ask.DropMilestone(**milestone, **why),
        "activity.add-dependency": lambda: ask.AddDependency(**about, on=other),
        "activity.remove-dependency": lambda: ask.RemoveDependency(**about, on=other),
        "activity.comment": lambda: ask.CommentOnActivity(
            **about, comment_id=uuid4(), text="We can help.", mentions=("IT",)
        ),
        "activity.attach-evidence": lambda: ask.AttachEvidence(
            **evidence, url="https://example.org/protocol"
        ),
        "activity.withdraw-evidence": lambda: ask.WithdrawEvidence(**evidence, **why),
        "activity.erase-evidence": lambda: ask.EraseEvidence(
            **evidence, revision=1, **why
        ),
        "activity.carry-over": lambda: ask.CarryOver(**about, meeting_id=later),
        "activity.supersede": lambda: ask.SupersedeActivity(**about, by=other, **why),
        "activity.split": lambda: ask.SplitActivity(**about, parts=parts, **why),
        "activity.merge": lambda: ask.MergeActivities(
            **into, activities=(activity, other), **why
        ),
    }[name]()


def _another_like(system: System, activity: UUID) -> UUID:
    """An activity of the same owner, from the same objective."""
    with system.ask(system.now(), Audience(focal_points_matter=True)) as question:
        found = activities_listed.activity(question, str(activity))
    assert found is not None
    return propose(system, UUID(found.objective_id))


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


@pytest.mark.parametrize("command", ask.every_command(), ids=lambda it: it.NAME)
def test_the_single_door_opens_to_whom_the_table_names_and_nobody_else(
    system: System, command: type[ask.Command]
):
    name = command.NAME
    asked = example(name, system)
    assert type(asked) is command
    size, expected = system.store.position(), EXPECTED[name].split()
    # A role without more is that of any delegation.
    able = [one for one in ASKING if {one, one.partition(":")[0]} & {*expected}]
    for somebody, by in ASKING.items():
        if somebody not in able:
            with pytest.raises(NotPermitted):
                do(system, asked, by)
            assert system.store.position() == size, somebody

    # What one of them did cannot be done again, so the last one does it.
    allowed = [ASKING[one] for one in able if name != "network.establish"]
    if allowed:
        answer = do(system, asked, allowed[-1])
        assert answer.position > size


def test_a_refusal_says_who_may_ask(system: System):
    announce = ask.AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS)

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
