"""Activities that are agreed with a decision, or come from one afterwards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from systems import (
    CHAIR,
    StoryClock,
    announce_berlin,
    do,
    principal,
    propose,
    set_objective,
    system_in,
)

from bsm_domain.agreement.text_body import LinkedActivity, Paragraph, TextBody
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement import queries as decision_queries
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.follow_up.activity_details import ActivityDetails, activity_details
from bsm_projections.follow_up.due_dates import due_date_histories
from bsm_projections.follow_up.tables import Activity
from bsm_projections.history import queries as history_queries
from bsm_service.agreement.commands import (
    AdoptDecision,
    OpenProcedure,
    TableDecision,
)
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ChangeDueDate, ProposeActivity
from bsm_service.follow_up.lineage_commands import Continuation, SplitActivity
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AttachEvidence,
    CommentOnActivity,
)

LEADERSHIP = Audience(focal_points_matter=False)
FOCAL_POINTS = UNRESTRICTED_AUDIENCE


@dataclass
class Meeting:
    """A meeting, and the decisions that it takes by consensus."""

    system: System
    clock: StoryClock
    id: UUID

    def table(self, objective: UUID, *linked: UUID) -> UUID:
        """A draft for whom the objective is, with follow-up for everybody."""
        decision = uuid4()
        body = TextBody(
            title="Maps",
            paragraphs=(Paragraph(id=uuid4(), text="Share."),),
            activities=tuple(
                LinkedActivity(activity_id=id, version=1) for id in linked
            ),
        )
        table = TableDecision(
            decision_id=decision,
            meeting_id=self.id,
            objective_id=objective,
            follow_up_audience=MatterAudience.ALL,
            body=body,
        )
        do(self.system, table, CHAIR)
        return decision

    def adopt(self, decision: UUID) -> None:
        opening = OpenProcedure(decision_id=decision, procedure="consensus", of=1)
        do(self.system, opening, CHAIR)
        do(self.system, AdoptDecision(decision_id=decision, of=1), CHAIR)

    def propose_from(self, decision: UUID, **fields: object) -> UUID:
        activity = uuid4()
        do(self.system, proposal(activity, decision_id=decision, **fields))
        return activity

    def activities(
        self, audience: Audience, as_of: str | None = None, **filters: str
    ) -> tuple[Activity, ...]:
        self.system.engine.catch_up()
        moment = self.system.moment(as_of)
        with self.system.read(moment, audience) as context:
            return follow_up_queries.activities(context, **filters).items

    def details(self, activity: UUID, audience: Audience) -> ActivityDetails:
        self.system.engine.catch_up()
        with self.system.read(self.system.now(), audience) as context:
            details = activity_details(context, str(activity))
        assert details is not None
        return details

    def sentences(self, activity: UUID, audience: Audience) -> list[str]:
        self.system.engine.catch_up()
        with self.system.read(self.system.now(), audience) as context:
            facts = history_queries.facts(context, streams=(str(activity),)).items
        return [fact.sentence for fact in facts]


def proposal(activity: UUID, **fields: object) -> Command:
    due = {"title": "Draw maps", "owner": "AT", "due_on": date(2016, 9, 30)}
    return ProposeActivity.model_validate({"activity_id": activity} | due | fields)


@pytest.fixture
def meeting(place: Place) -> Iterator[Meeting]:
    clock = StoryClock()
    system = system_in(place, clock=clock)
    yield Meeting(system, clock, announce_berlin(system))
    system.close()


def ids(activities: tuple[Activity, ...]) -> list[UUID]:
    return sorted(UUID(activity.id) for activity in activities)


def test_what_a_decision_brings_about_names_it(meeting: Meeting):
    objective = set_objective(meeting.system, meeting.id)
    linked = propose(meeting.system, objective)
    decision = meeting.table(objective, linked)
    meeting.adopt(decision)
    later = meeting.propose_from(decision)

    found = meeting.activities(LEADERSHIP, decision_id=str(decision))

    assert ids(found) == sorted([linked, later])
    assert {activity.origin_kind for activity in found} == {"objective", "decision"}
    [from_decision] = [one for one in found if one.origin_kind == "decision"]
    assert from_decision.origin == "NFP.DEC/1/16"
    assert from_decision.decision_id == str(decision)
    for id in (linked, later):
        [shown] = meeting.details(id, LEADERSHIP).decisions
        assert (shown.id, shown.symbol) == (str(decision), "NFP.DEC/1/16")


def test_follow_up_for_all_of_focal_points_is_released_with_the_adoption(
    meeting: Meeting,
):
    objective = set_objective(
        meeting.system, meeting.id, audience=MatterAudience.FOCAL_POINTS
    )
    linked = propose(meeting.system, objective)
    decision = meeting.table(objective, linked)
    before = meeting.system.store.position()
    assert meeting.activities(LEADERSHIP) == ()

    meeting.adopt(decision)

    [shown] = meeting.activities(LEADERSHIP)
    assert (shown.id, shown.status) == (str(linked), "agreed")
    assert (shown.origin, shown.objective_id, shown.decision_id) == (None, None, None)
    assert meeting.activities(LEADERSHIP, as_of=str(before)) == ()
    assert meeting.activities(LEADERSHIP, decision_id=str(decision)) == ()
    assert meeting.details(linked, LEADERSHIP).decisions == ()
    [full] = meeting.activities(FOCAL_POINTS, decision_id=str(decision))
    assert full.objective_id == str(objective)
    [named] = meeting.details(linked, FOCAL_POINTS).decisions
    assert named.symbol == "NFP.FP.DEC/1/16"
    with meeting.system.read(meeting.system.now(), LEADERSHIP) as context:
        assert decision_queries.decisions(context).total == 0


def test_later_follow_up_of_focal_points_names_its_origin_to_nobody_else(
    meeting: Meeting,
):
    objective = set_objective(
        meeting.system, meeting.id, audience=MatterAudience.FOCAL_POINTS
    )
    decision = meeting.table(objective)
    meeting.adopt(decision)
    later = meeting.propose_from(decision)

    [shown] = meeting.activities(LEADERSHIP)
    assert (shown.title, shown.origin_kind) == ("Draw maps", "decision")
    assert (shown.origin, shown.decision_id) == (None, None)
    [full] = meeting.activities(FOCAL_POINTS)
    assert (full.origin, full.decision_id) == ("NFP.FP.DEC/1/16", str(decision))
    assert meeting.sentences(later, LEADERSHIP) == [
        "“Draw maps” of Austria is visible to everybody from now on."
    ]
    assert len(meeting.sentences(later, FOCAL_POINTS)) == 2


def test_what_focal_points_said_before_a_release_stays_theirs(meeting: Meeting):
    objective = set_objective(
        meeting.system, meeting.id, audience=MatterAudience.FOCAL_POINTS
    )
    linked = propose(meeting.system, objective)
    decision = meeting.table(objective, linked)
    for text, adopts in (("among us", True), ("for all", False)):
        ids = {"activity_id": linked, "comment_id": uuid4()}
        do(meeting.system, CommentOnActivity(**ids, text=text))
        evidence = {"evidence_id": uuid4(), "url": "https://example.org", "note": text}
        do(meeting.system, AttachEvidence(activity_id=linked, **evidence))
        if adopts:
            meeting.clock.pass_by(timedelta(hours=1))
            meeting.adopt(decision)
            meeting.clock.pass_by(timedelta(hours=1))

    shown = meeting.details(linked, LEADERSHIP)
    assert [one.text for one in shown.comments] == ["for all"]
    assert [one.note for one in shown.evidence] == ["for all"]
    full = meeting.details(linked, FOCAL_POINTS)
    assert [one.text for one in full.comments] == ["among us", "for all"]
    assert [one.note for one in full.evidence] == ["among us", "for all"]


@pytest.mark.parametrize("audience", [LEADERSHIP, FOCAL_POINTS])
def test_everybody_sees_by_when_a_released_activity_is_due(
    meeting: Meeting, audience: Audience
):
    objective = set_objective(
        meeting.system, meeting.id, audience=MatterAudience.FOCAL_POINTS
    )
    linked = propose(meeting.system, objective)
    meeting.adopt(meeting.table(objective, linked))
    move = {"due_on": date(2016, 12, 31), "reason": "The maps are not printed yet."}
    do(meeting.system, ChangeDueDate(activity_id=linked, **move))

    meeting.system.engine.catch_up()
    with meeting.system.read(meeting.system.now(), audience) as context:
        [history] = due_date_histories(context)
    assert [one.on for one in history.due_dates] == [
        date(2016, 9, 30),
        date(2016, 12, 31),
    ]


def test_the_parts_of_what_was_released_keep_its_origin_to_focal_points(
    meeting: Meeting,
):
    objective = set_objective(
        meeting.system, meeting.id, audience=MatterAudience.FOCAL_POINTS
    )
    linked = propose(meeting.system, objective)
    meeting.adopt(meeting.table(objective, linked))
    parts = tuple(Continuation(title=title) for title in ("Draw", "Print"))
    split = SplitActivity(activity_id=linked, parts=parts, reason="too much for one")
    do(meeting.system, split)

    shown = [one for one in meeting.activities(LEADERSHIP) if one.parents]
    assert {part.title for part in shown} == {"Draw", "Print"}
    assert {part.objective_id for part in shown} == {None}
    full = [one for one in meeting.activities(FOCAL_POINTS) if one.parents]
    assert {part.objective_id for part in full} == {str(objective)}


def test_an_activity_comes_from_a_decision_in_force_of_its_meeting(meeting: Meeting):
    system = meeting.system
    objective = set_objective(system, meeting.id)
    draft, adopted = meeting.table(objective), meeting.table(objective)
    meeting.adopt(adopted)
    meeting.clock.pass_by(timedelta(days=1))
    other = announce_berlin(system)
    contact = principal(Role.FOCAL_POINT, "FRONTEX")
    restricted = set_objective(system, meeting.id, audience=MatterAudience.FOCAL_POINTS)
    before = system.store.position()
    cases = [
        (
            {"objective_id": restricted, "owner": "FRONTEX"},
            contact,
            "not_found",
            f"there is no objective with the ID {restricted}",
        ),
        ({"decision_id": draft}, CHAIR, "invalid_transition", "(now: draft)"),
        (
            {"decision_id": adopted, "meeting_id": other},
            CHAIR,
            "invalid_value",
            "belongs to another meeting",
        ),
        (
            {"decision_id": adopted, "objective_id": objective},
            CHAIR,
            "invalid_value",
            "give only one",
        ),
        ({"decision_id": uuid4()}, CHAIR, "not_found", "no decision"),
        (
            {"decision_id": adopted, "owner": "FRONTEX"},
            contact,
            "not_permitted",
            "take no part in decisions",
        ),
    ]
    for fields, by, code, says in cases:
        with pytest.raises(DomainError, match=re.escape(says)) as refusal:
            do(system, proposal(uuid4(), **fields), by)
        assert refusal.value.code == code
    assert system.store.position() == before
