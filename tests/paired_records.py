"""Records that differ in nothing but what some people may not see.

All of them are copies of one record that goes on differently for a while: with as many
facts, at the same times, so that what is shown of the rest must be the same bytes.
Knows nothing of pytest.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid5

from systems import (
    AUSTRIA,
    BERLIN_STARTS,
    CHAIR,
    ITALY,
    StoryClock,
    agree_and_accept,
    announce_berlin,
    confirm,
    do,
    enter,
    nominate,
    open_meeting,
    propose,
    set_objective,
    system_in,
)

from bsm_domain.agreement.text_body import (
    LinkedActivity,
    Paragraph,
    TextBody,
    TranslatedText,
)
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting_facts import RollLine
from bsm_domain.meetings.session_places import SessionPlaces
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import (
    AdoptDecision,
    AnnulDecision,
    CommentOnDecision,
    OpenProcedure,
    PlaceTranslation,
    ReleaseDecision,
    TableDecision,
    TableVersion,
)
from bsm_service.agreement.position_commands import (
    CorrectPosition,
    TakePosition,
    WithdrawPosition,
)
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import AgreeActivity, ProposeActivity
from bsm_service.follow_up.milestone_and_evidence_commands import CommentOnActivity
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import CallRoll, CloseRegistration
from bsm_service.meetings.objective_commands import ListAim, RecordDiscussion
from bsm_service.registration.commands import RecordAttendance
from bsm_service.registration.session_places.commands import SetSessionPlaces

BETWEEN = datetime(2016, 4, 12, 10, 0, tzinfo=UTC)
SETTLED = BETWEEN + timedelta(days=1, minutes=1)
PRESENT = datetime(2016, 6, 1, 12, 0, tzinfo=UTC)
# Words that only stand in what is for focal points only.
SECRET = "Liaison"
_NAMES = UUID("4d9d3c5e-8f3b-5a53-9d3f-0b6f7c2f1a10")

# Who may not see matter for focal points only: role and delegation. Contacts of
# organisations have the role of focal points, and see what everybody sees.
OUTSIDERS: tuple[tuple[Role, str | None], ...] = (
    (Role.LEADERSHIP, None),
    (Role.AUDITOR, None),
    (Role.PARTICIPANT, "AT"),
    (Role.FOCAL_POINT, "FRONTEX"),
)
FOCAL_POINT = (Role.FOCAL_POINT, "AT")


def address_of(role: Role, delegation: str | None) -> str:
    return f"{role}-{delegation}@example.org"


def named(name: str) -> UUID:
    """The id of that name, the same in all records."""
    return uuid5(_NAMES, name)


@dataclass
class Record:
    """One of the records, closed, in a folder of its own. `ids` are of things on
    record by the names that addresses have for them; `restricted` of the same kinds are
    for focal points only. `tokens` are by role and delegation.
    """

    folder: Path
    ids: Mapping[str, str]
    restricted: Mapping[str, str]
    tokens: Mapping[tuple[Role, str | None], str]
    before: int
    times: Sequence[datetime]
    end: int

    @property
    def after(self) -> int:
        return self.before + len(self.times)


@dataclass
class Teller:
    """Asks for commands under ids that are the same in all records."""

    system: System
    clock: StoryClock
    turn: int = 0
    ids: dict[str, UUID] = field(default_factory=dict)

    def do(self, command: Command, by: Principal = CHAIR) -> UUID:
        self.turn += 1
        id = named(f"command {self.turn}")
        return do(self.system, command, by, command_id=id).id


Part = Callable[[Teller], None]


def text(*paragraphs: str, title: str, activities: tuple[LinkedActivity, ...] = ()):
    return TextBody(
        title=title,
        paragraphs=tuple(
            Paragraph(id=named(f"paragraph {number}"), text=one)
            for number, one in enumerate(paragraphs)
        ),
        activities=activities,
    )


def record_with(
    folder: Path,
    part: Part | None = None,
    times: Sequence[datetime] = (),
    *,
    then: Part | None = None,
) -> Record:
    """The record with `part` in its midst; without one, with matter for focal points
    only of another kind, at these times. What is done `then` is for everybody.
    """
    original, ids, tokens, turn = _beginning()
    shutil.copytree(original.name, folder, dirs_exist_ok=True)
    clock = StoryClock(BETWEEN)
    system = system_in(folder, clock=clock, established=False)
    try:
        teller = Teller(system, clock, turn, dict(ids))
        before = system.store.position()
        if part is None:
            _comment(teller, times)
        else:
            part(teller)
        told = system.store.page(before, 1_000)
        teller.turn = 1_000
        _end(teller)
        if then is not None:
            then(teller)
        system.engine.catch_up()
        assert system.engine.parked() == [], system.engine.parked()
        known = {name: str(id) for name, id in ids.items()}
        return Record(
            folder,
            known,
            {
                "objective_id": known["hidden_objective"],
                "session_id": str(named("session")),
                "activity_id": known["hidden_activity"],
                "decision_id": str(named("hidden decision")),
            },
            tokens,
            before,
            [entry.fact.recorded_at for entry in told],
            system.store.position(),
        )
    finally:
        system.close()


@cache
def _beginning() -> tuple[
    TemporaryDirectory[str],
    Mapping[str, UUID],
    Mapping[tuple[Role, str | None], str],
    int,
]:
    """A meeting with a decision, an activity, and an objective for focal points only
    with an activity of its own.
    """
    folder = TemporaryDirectory(prefix="bsm-pair-")
    clock = StoryClock()
    system = system_in(Path(folder.name), clock=clock)
    meeting = announce_berlin(system)
    person = enter(system)
    seated = [nominate(system, meeting, delegation) for delegation in ("AT", "IT")]
    for each in seated:
        confirm(system, each)
    registration = nominate(system, meeting)
    objective = set_objective(system, meeting)
    focal_points = MatterAudience.FOCAL_POINTS
    hidden = set_objective(system, meeting, audience=focal_points)
    listed = set_objective(system, meeting, audience=focal_points)
    do(system, ListAim(objective_id=listed), CHAIR)
    changing = [set_objective(system, meeting, audience=focal_points) for _ in range(2)]
    opening = ScheduleSession(
        meeting_id=meeting,
        session_id=named("opening"),
        on=BERLIN_STARTS,
        title="Opening",
        kind=SessionKind.PLENARY,
    )
    do(system, opening)
    session = named("session")
    schedule = ScheduleSession(
        meeting_id=meeting,
        session_id=session,
        on=BERLIN_STARTS,
        title=f"{SECRET} session",
        kind=SessionKind.FOCAL_POINTS_ONLY,
        audience=focal_points,
    )
    do(system, schedule)
    do(system, ReleaseAgenda(meeting_id=meeting))
    places = SessionPlaces(capacity=1)
    at = {"meeting_id": meeting, "session_id": session}
    do(system, SetSessionPlaces(**at, places=places))
    clock.time = BETWEEN - timedelta(hours=2)
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting, CHAIR)
    for each in seated:
        do(system, RecordAttendance(registration_id=each))
    do(system, RecordDiscussion(objective_id=objective, summary="Four spoke."), CHAIR)
    states = ("AT", "IT", "MK")
    lines = tuple(RollLine(delegation=code, present=True) for code in states)
    do(system, CallRoll(meeting_id=meeting, session_id=session, lines=lines), CHAIR)
    activity = propose(system, objective)
    agree_and_accept(system, activity)
    hidden_activity = propose(system, hidden, owner="IT")
    teller = Teller(system, clock)
    adopted = teller.do(
        TableDecision(
            decision_id=named("decision"),
            meeting_id=meeting,
            objective_id=objective,
            body=text("Share maps.", title="Maps"),
        )
    )
    draft = teller.do(
        TableDecision(
            decision_id=named("draft"),
            meeting_id=meeting,
            body=text("Train together.", title="Training"),
        )
    )
    _agree(teller, adopted)
    tokens = {who: _token(system, *who) for who in (*OUTSIDERS, FOCAL_POINT)}
    system.engine.catch_up()
    system.close()
    ids = {
        "meeting_id": meeting,
        "session_id": named("opening"),
        "objective_id": objective,
        "activity_id": activity,
        "decision_id": adopted,
        "draft": draft,
        "participant_id": person,
        "registration_id": registration,
        "seated": seated[0],
        "also_seated": seated[1],
        "hidden_objective": hidden,
        "listed_aim": listed,
        "reworded_objective": changing[0],
        "withdrawn_objective": changing[1],
        "hidden_activity": hidden_activity,
    }
    return folder, ids, tokens, teller.turn


def _token(system: System, role: Role, delegation: str | None) -> str:
    """Of a new account of somebody with an address."""
    name = f"the {role} {delegation or ''}".strip()
    token = system.identity.create_token(name, role, delegation)
    account = system.identity.accounts.find(name)
    assert account is not None
    person = enter(
        system, delegation=delegation or "DE", email=address_of(role, delegation)
    )
    system.identity.accounts.link_participant(account.id, person)
    return token


def _agree(teller: Teller, decision: UUID) -> None:
    of = {"decision_id": decision}
    teller.do(OpenProcedure(**of, procedure="consensus", of=1))
    _speak(teller, decision, "AT", Position.AGREE)
    teller.do(AdoptDecision(**of, of=1))


def _speak(
    teller: Teller, decision: UUID, state: str, position: Position, **said: Any
) -> UUID:
    """By the delegation itself."""
    by = {"AT": AUSTRIA, "IT": ITALY}[state]
    said = {"version": 1} | said
    take = TakePosition(
        decision_id=decision, delegation=state, position=position, **said
    )
    return teller.do(take, by)


def _comment(teller: Teller, times: Sequence[datetime]) -> None:
    for number, time in enumerate(times):
        teller.clock.time = time
        comment = CommentOnActivity(
            activity_id=teller.ids["hidden_activity"],
            comment_id=named(f"comment {number}"),
            text=f"{SECRET} {number}",
        )
        teller.do(comment)


def _end(teller: Teller) -> None:
    """What goes on for everybody."""
    teller.clock.time = PRESENT
    later = named("later decision")
    teller.do(
        TableDecision(
            decision_id=later,
            meeting_id=teller.ids["meeting_id"],
            body=text("Meet again.", title="Next meeting"),
        )
    )
    _agree(teller, later)
    proposed = ProposeActivity(
        activity_id=named("later activity"),
        objective_id=teller.ids["objective_id"],
        title="Joint training",
        owner="IT",
        due_on=date(2016, 9, 30),
    )
    teller.do(proposed)


# What the records have in their midst.


def restricted_decisions(teller: Teller) -> None:
    """Decisions for focal points only: one adopted in its second version with an
    activity, one by silence, contested and annulled, one in silence to this day. Some
    come of an objective whose aim alone is listed for all.
    """
    for objective in ("hidden_objective", "listed_aim"):
        discussed = {"objective_id": teller.ids[objective], "summary": SECRET}
        teller.do(RecordDiscussion(**discussed))
    meeting = teller.ids["meeting_id"]
    activity = teller.ids["hidden_activity"]
    hidden = named("hidden decision")
    of = {"decision_id": hidden}
    linked = (LinkedActivity(activity_id=activity, version=1),)
    teller.do(
        TableDecision(
            **of,
            meeting_id=meeting,
            objective_id=teller.ids["hidden_objective"],
            body=text(f"{SECRET} one.", title=f"{SECRET} list", activities=linked),
            tabled_by="AT",
        )
    )
    _speak(teller, hidden, "IT", Position.OBJECT, reason=f"{SECRET} no")
    second = text(f"{SECRET} two.", title=f"{SECRET} list", activities=linked)
    teller.do(TableVersion(**of, of=1, body=second))
    translated = TranslatedText(paragraph=named("paragraph 0"), text=f"{SECRET} deux.")
    teller.do(
        PlaceTranslation(
            **of, version=2, language="fr", title=SECRET, texts=(translated,)
        )
    )
    comment = {"comment_id": named("comment"), "delegation": "IT", "text": SECRET}
    teller.do(CommentOnDecision(**of, version=2, **comment), ITALY)
    _speak(teller, hidden, "IT", Position.RESERVE, version=2, text=f"{SECRET} law.")
    teller.do(OpenProcedure(**of, procedure="consensus", of=2))
    teller.do(AdoptDecision(**of, of=2))
    for name, expires_at in (
        ("by silence", BETWEEN + timedelta(days=1)),
        ("in silence", PRESENT + timedelta(days=3)),
    ):
        _put_to_silence(teller, named(name), expires_at)
    _speak(teller, named("in silence"), "AT", Position.AGREE)
    teller.clock.time = SETTLED
    teller.system.engine.catch_up()
    teller.system.part(SilenceSettlement).settle()
    wrong = {"decision_id": named("by silence"), "corrects": 3}
    teller.do(CorrectPosition(**wrong, position=Position.OBJECT, reason=SECRET))
    teller.do(AnnulDecision(decision_id=named("by silence"), reason=SECRET))
    further = ProposeActivity(
        activity_id=named("hidden activity"),
        objective_id=teller.ids["hidden_objective"],
        title=f"{SECRET} officers",
        owner="AT",
        due_on=date(2016, 9, 30),
    )
    teller.do(further)
    teller.do(AgreeActivity(activity_id=named("hidden activity")))


def _put_to_silence(teller: Teller, id: UUID, expires_at: datetime) -> None:
    teller.do(
        TableDecision(
            decision_id=id,
            meeting_id=teller.ids["meeting_id"],
            objective_id=teller.ids["listed_aim"],
            body=text(f"{SECRET} silence.", title=f"{SECRET} silence"),
        )
    )
    silence = {"expires_at": expires_at, "time_zone": "UTC"}
    teller.do(OpenProcedure(decision_id=id, procedure="silence", of=1, **silence))
    _speak(teller, id, "IT", Position.AGREE)


def _adopt_over(teller: Teller, state: str, by: Principal) -> None:
    """A State withdraws its objection to one decision, and is read out before another
    is adopted. The former has the id that is restricted in other records.
    """
    withdrawn = {"decision_id": named("hidden decision")}
    read_out = {"decision_id": named("read out")}
    for of in (withdrawn, read_out):
        tabled = {"meeting_id": teller.ids["meeting_id"]}
        teller.do(TableDecision(**of, **tabled, body=text("One.", title="Opposed")))
        _speak(teller, of["decision_id"], state, Position.OBJECT)
    teller.do(WithdrawPosition(**withdrawn, delegation=state, version=1), by)
    second = text("Two.", title="Opposed")
    teller.do(TableVersion(**read_out, of=1, body=second))
    for of, version, names in ((withdrawn, 1, ()), (read_out, 2, (state,))):
        teller.do(OpenProcedure(**of, procedure="consensus", of=version))
        teller.do(AdoptDecision(**of, of=version, read_out=names))


def objection_of(state: str) -> Part:
    """An objection to a draft for everybody breaks its silence, and is explained;
    others, to a decision, were withdrawn or read out: whose they are, only delegations
    and auditors are told. Another matter is released.
    """

    def told(teller: Teller) -> None:
        draft = teller.ids["draft"]
        silence = {"expires_at": PRESENT + timedelta(days=3), "time_zone": "UTC"}
        teller.do(
            OpenProcedure(decision_id=draft, procedure="silence", of=1, **silence)
        )
        _speak(teller, draft, state, Position.OBJECT, reason=f"{SECRET} of {state}")
        comment = {"comment_id": named("comment"), "delegation": state, "text": SECRET}
        by = {"AT": AUSTRIA, "IT": ITALY}[state]
        teller.do(CommentOnDecision(decision_id=draft, version=1, **comment), by)
        _adopt_over(teller, state, by)
        _release(teller, state)

    return told


def _release(teller: Teller, state: str) -> None:
    """A decision of focal points is for all once it is released, as it was adopted: not
    what was said and written before.
    """
    of = {"decision_id": named("released")}
    first = text(f"{SECRET} one.", title=f"{SECRET} list")
    teller.do(
        TableDecision(
            **of,
            meeting_id=teller.ids["meeting_id"],
            objective_id=teller.ids["hidden_objective"],
            body=first,
        )
    )
    _speak(teller, named("released"), state, Position.OBJECT, reason=SECRET)
    teller.do(TableVersion(**of, of=1, body=text("Share lists.", title="Lists")))
    teller.do(OpenProcedure(**of, procedure="consensus", of=2))
    _speak(teller, named("released"), state, Position.AGREE, version=2)
    teller.do(AdoptDecision(**of, of=2))
    teller.do(ReleaseDecision(**of, reason="It is known."))
