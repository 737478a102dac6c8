"""Who may do what, written down a second time, by hand, from what roles are for.

The secretariat prepares meetings and keeps registrations; the Chair opens and concludes
meetings, sets objectives and has activities agreed; a focal point speaks for its own
delegation and judges the work of others; everybody else looks, as far as it concerns
them; the administrator keeps accounts and has no business in the meeting's.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from examples import MEETING
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
    invited,
    nominate,
    principal,
    propose,
    set_objective,
    system_in,
)

from bsm_domain.errors import NotPermitted
from bsm_domain.meeting import StatedTotal
from bsm_domain.roles import Role
from bsm_domain.values import MatterAudience
from bsm_projections.databases import Place
from bsm_service import commands as ask
from bsm_service.bootstrap import System, audience_of
from bsm_service.permissions import TABLE, Principal, Resource, allow, require

READERS = "secretariat chair focal-point participant auditor leadership"
EVERYBODY = READERS + " administrator"
READERS_OF_PEOPLE = "secretariat chair focal-point auditor leadership"

# Action: the roles that may ask it, and (after a colon) of whose things.
EXPECTED = {
    "network.establish": "system",
    "meeting.announce": "secretariat",
    "meeting.invite": "secretariat",
    "meeting.schedule": "secretariat",
    "meeting.open-registration": "secretariat",
    "meeting.close-registration": "secretariat",
    "meeting.change-quota": "secretariat",
    "meeting.open": "secretariat chair",
    "meeting.conclude": "secretariat chair",
    "meeting.state-attendance": "secretariat",
    "registration.nominate": "secretariat focal-point:own",
    "registration.register-delegates": "secretariat focal-point:own",
    "registration.confirm": "secretariat",
    "registration.waitlist": "secretariat",
    "registration.refuse": "secretariat",
    "registration.withdraw": "secretariat focal-point:own",
    "registration.record-attendance": "secretariat",
    "objective.set": "secretariat chair",
    "objective.record-discussion": "secretariat chair",
    "activity.propose": "secretariat chair focal-point:own",
    "activity.agree": "secretariat chair",
    "activity.accept": "secretariat focal-point:own",
    "activity.report-progress": "secretariat focal-point:own",
    "activity.report-complete": "secretariat focal-point:own",
    "activity.confirm": "secretariat chair focal-point:other",
    "activity.return": "secretariat chair focal-point:other",
    "activity.change-due-date": "secretariat chair focal-point:own",
    "activity.block": "secretariat focal-point:own",
    "activity.unblock": "secretariat focal-point:own",
    "activity.withdraw": "secretariat chair focal-point:own",
    "read.meetings": READERS,
    "read.delegations": READERS,
    "read.objectives": READERS,
    "read.registrations": READERS_OF_PEOPLE,
    "read.activities": READERS_OF_PEOPLE,
    "read.facts": READERS_OF_PEOPLE,
    "page.overview": READERS_OF_PEOPLE,
    "page.follow-up": READERS_OF_PEOPLE,
    "page.meeting": READERS,
    "page.history": READERS_OF_PEOPLE,
    "live.positions": EVERYBODY,
    "read.metrics": "administrator",
}

# How somebody stands to the thing: their delegation, and the resource.
CASES = {
    "nothing in particular": ("AT", None),
    "own delegation": ("AT", Resource("AT")),
    "other delegation": ("AT", Resource("IT")),
    "no delegation of their own": (None, Resource("AT")),
}
OF_WHOSE = {
    "any": set(CASES),
    "own": {"nothing in particular", "own delegation"},
    "other": {"nothing in particular", "other delegation"},
}


def expected(action: str, role: Role, case: str) -> bool:
    for grant in EXPECTED[action].split():
        name, _, whose = grant.partition(":")
        if name == role:
            return case in OF_WHOSE[whose or "any"]
    return False


def test_every_action_has_an_expectation_and_every_expectation_an_action():
    assert set(TABLE) == set(EXPECTED)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", TABLE)
def test_the_table_allows_what_the_roles_are_for_and_nothing_else(
    action: str, role: Role
):
    for case, (delegation, resource) in CASES.items():
        somebody = principal(role, delegation)
        allowed = expected(action, role, case)

        assert allow(somebody, action, resource) == allowed, case
        if allowed:
            require(somebody, action, resource)
        else:
            with pytest.raises(NotPermitted, match=action):
                require(somebody, action, resource)


@pytest.mark.parametrize("role", ["participant", "auditor", "leadership"])
def test_who_only_looks_commands_nothing(role: str):
    commanded = [name for name in EXPECTED if not name.startswith(("read", "page"))]

    assert [it for it in commanded if role in EXPECTED[it]] == ["live.positions"]


def test_the_administrator_has_no_business_in_meetings():
    assert [name for name in EXPECTED if "administrator" in EXPECTED[name]] == [
        "live.positions",
        "read.metrics",
    ]


def test_what_is_not_in_the_table_is_allowed_to_nobody():
    with pytest.raises(KeyError):
        allow(SECRETARIAT, "meeting.forget")


@pytest.mark.parametrize("role", Role)
def test_focal_points_matter_is_seen_by_those_whose_matter_it_is(role: Role):
    audience = audience_of(principal(role, "AT"))
    theirs = role in {Role.SECRETARIAT, Role.CHAIR, Role.FOCAL_POINT}

    assert (MatterAudience.FOCAL_POINTS in audience.audiences()) == theirs
    assert MatterAudience.ALL in audience.audiences()


# The same through the single door


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def example(name: str, system: System) -> ask.Command:
    """A command that the secretariat could ask at once, about Austria's things."""
    meeting = announce_berlin(system)
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
    registration = nominate(system, meeting)
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
        do(system, ask.ReportComplete(**about))
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
    }[name]


ASKING: dict[str, Principal] = {
    "secretariat": SECRETARIAT,
    "chair": CHAIR,
    "focal-point:own": AUSTRIA,
    "focal-point:other": ITALY,
    "focal-point:none": principal(Role.FOCAL_POINT),
    "participant": PARTICIPANT,
    "auditor": AUDITOR,
    "leadership": LEADERSHIP,
    "administrator": ADMINISTRATOR,
}


@pytest.mark.parametrize("command", ask.every_command(), ids=lambda it: it.NAME)
def test_the_single_door_opens_to_whom_the_table_names_and_nobody_else(
    system: System, command: type[ask.Command]
):
    name = command.NAME
    asked = example(name, system)
    assert type(asked) is command
    size, able = system.store.position(), EXPECTED[name].split()
    for somebody, by in ASKING.items():
        if somebody not in able:
            with pytest.raises(NotPermitted):
                do(system, asked, by)
            assert system.store.position() == size, somebody

    allowed = [ASKING[one] for one in able if one in ASKING]
    if allowed:
        # What one of them did cannot be done again, so the last one does it.
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
