"""Vectors and edge cases of agreement (V1, E1 …) that touch the door, the store, or two
processes: texts, positions, and who sees them, on both databases.

Elsewhere are: silences in `test_silence_in_the_store`, adoptions and their numbers in
`test_adoptions_in_the_store`, all vectors by themselves in `tests/domain/agreement`
(E17 is V22, too, and its note to the Chair in `test_room`; E24 is V36), E7 and E9 in
`test_silence_settlement`, E10 to E12, E35, E36, E38 and E47 in
`test_refused_decisions`, E13 in `test_clock_guard`, E30 and E31 in
`test_non_interference`, E34 in `test_text_body`, E42 in `test_product_read_models`, E43
and E44 in `test_backup`, E49 in `test_activities_from_decisions`.
"""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from service.agreement.decision_examples import (
    EXPIRY,
    SECOND,
    SETTLED,
    Decisions,
    body,
    names,
    settle,
    state,
    take,
)
from systems import (
    AUSTRIA,
    CHAIR,
    ITALY,
    LEADERSHIP,
    SECRETARIAT,
    START,
    StoryClock,
    announce_berlin,
    do,
    principal,
    set_objective,
)

from bsm_domain.agreement.errors import NotEntitled, ObjectionStands, StaleText
from bsm_domain.agreement.text_body import TranslatedText
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue, NotPermitted
from bsm_domain.foundation.participating_states import participating_states_on
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement import queries
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.leadership.meeting_figures import meeting_figures
from bsm_projections.meetings.objective_queries import objectives
from bsm_service.agreement.commands import (
    AdoptDecision,
    CommentOnDecision,
    OpenProcedure,
    PlaceTranslation,
    TableVersion,
)
from bsm_service.agreement.position_commands import CorrectPosition, WithdrawPosition
from bsm_service.application.system import System, audience_of
from bsm_service.meetings.objective_commands import ListAim
from bsm_service.privacy.commands import RedactText

AGREE, OBJECT, NONE = Position.AGREE, Position.OBJECT, Position.NONE


def test_what_is_kept_in_memory_is_brought_forward_by_what_others_record(
    system: System, another: System, clock: StoryClock, draft: UUID
):
    assert state(system, draft).version == 2
    do(system, take(draft, "AT", AGREE), AUSTRIA)
    do(another, take(draft, "IT", AGREE), ITALY)
    do(system, take(draft, "AT", NONE), AUSTRIA)
    clock.time = SETTLED
    assert settle(another) == 1
    with pytest.raises(InvalidTransition):
        do(system, take(draft, "AT", AGREE), AUSTRIA)
    assert state(system, draft).version == 6


def test_e15_a_partner_does_not_count_and_may_comment(system: System, draft: UUID):
    algeria = principal(Role.FOCAL_POINT, "DZ")
    with pytest.raises(NotEntitled, match="it may comment, or take no position"):
        do(system, take(draft, "DZ", OBJECT), algeria)
    comment = CommentOnDecision(
        decision_id=draft,
        comment_id=uuid4(),
        delegation="DZ",
        version=1,
        text="Which maps?",
    )
    do(system, comment, algeria)
    assert state(system, draft).running_silence is not None


def test_e18_e19_translations_disturb_nothing_and_equal_words_are_no_version(
    system: System, clock: StoryClock, draft: UUID
):
    text = state(system, draft).body
    [paragraph] = text.paragraphs
    french = PlaceTranslation(
        decision_id=draft,
        version=1,
        language="fr",
        title="Cartes",
        texts=(TranslatedText(paragraph=paragraph.id, text="Partager."),),
    )
    do(system, french, CHAIR)
    again = body(*(one.text for one in text.paragraphs), title=text.title)
    with pytest.raises(InvalidValue, match="nothing changed since version 1"):
        do(system, TableVersion(decision_id=draft, of=1, body=again), CHAIR)

    clock.time = SETTLED
    assert settle(system) == 1


def test_e22_e23_only_the_own_delegation_corrects_what_was_recorded_for_it(
    system: System, clock: StoryClock, decisions: Decisions
):
    decision = decisions.table("Maps")
    decisions.says(decision, "AT", AGREE)
    clock.pass_by(timedelta(hours=1))
    decisions.adopt(decision)
    clock.pass_by(timedelta(hours=1))
    correction = {"decision_id": decision, "corrects": 2, "position": OBJECT}
    correct = CorrectPosition(**correction, reason="We objected.")
    with pytest.raises(NotPermitted):
        do(system, correct, ITALY)

    do(system, correct, AUSTRIA)
    assert names(system)[-2:] == ["PositionCorrected", "DecisionContested"]


def test_e33_each_moment_has_its_names(system: System, clock: StoryClock):
    decisions = Decisions(system, announce_berlin(system))
    decision = decisions.table("Maps")
    decisions.says(decision, "MK", AGREE)
    clock.time = datetime(2019, 6, 1, tzinfo=START.tzinfo)
    system.engine.catch_up()
    then = system.moment("2016-01-05")
    shown = []
    for moment in (then, system.now()):
        with system.read(moment, UNRESTRICTED_AUDIENCE) as context:
            [said] = queries.positions(context, str(decision))
            shown.append(said.delegation_name)
    assert shown[0].startswith("the former Yugoslav Republic")
    assert shown[1] == "North Macedonia"


@pytest.mark.parametrize("field", ["reason", "given_by"])
def test_e40_e41_what_can_no_longer_be_read_leaves_the_position(
    system: System, decisions: Decisions, field: str
):
    decision = decisions.table("Maps")
    sealed = {"reason": "A secret.", "given_by": "Eva Beispiel"}
    do(system, take(decision, "AT", OBJECT, how=How.WRITING, **sealed), SECRETARIAT)
    do(system, RedactText(stream_id=decision, version=2, field=field, reason="Told."))

    held = state(system, decision).held.standing("AT", 1)
    assert held is not None
    assert held.position is OBJECT
    with pytest.raises(ObjectionStands):
        decisions.silence(decision, EXPIRY)


def test_e45_what_was_heard_is_about_the_text_of_that_moment(
    system: System, clock: StoryClock, decisions: Decisions
):
    decision = decisions.table("Maps")
    clock.pass_by(timedelta(hours=2))
    second = body("Share more.", title="Maps")
    do(system, TableVersion(decision_id=decision, of=1, body=second), CHAIR)
    heard = {"how": How.ROOM, "version": 2, "occurred_at": START + timedelta(hours=1)}
    with pytest.raises(StaleText, match="the text was at version 1"):
        do(system, take(decision, "AT", OBJECT, **heard), CHAIR)


def test_e32_leadership_sees_no_positions_of_before_the_adoption(
    system: System, decisions: Decisions
):
    decision = decisions.table("Maps")
    decisions.says(decision, "AT", AGREE)
    before = system.store.position()
    decisions.adopt(decision)
    system.engine.catch_up()
    audience = audience_of(LEADERSHIP)
    seen = []
    for moment in (system.moment(str(before)), system.now()):
        with system.read(moment, audience) as context:
            seen.append(len(queries.positions(context, str(decision))))
    assert seen == [0, 1]


def test_e50_who_joined_later_was_not_entitled():
    assert "MN" not in participating_states_on(date(2012, 11, 20))
    assert len(participating_states_on(date(2012, 11, 20))) == 56
    assert "MN" in participating_states_on(date(2012, 11, 22))


def test_e51_of_a_listed_aim_others_see_that_it_is_on_the_programme(
    system: System, decisions: Decisions
):
    restricted = MatterAudience.FOCAL_POINTS
    set_objective(system, decisions.meeting)
    hidden = set_objective(system, decisions.meeting, audience=restricted)
    listed = set_objective(system, decisions.meeting, audience=restricted)
    do(system, ListAim(objective_id=listed), CHAIR)
    decisions.adopted("Maps", objective=hidden)
    decisions.adopted("Radio", objective=listed)
    system.engine.catch_up()
    with system.read(system.now(), audience_of(LEADERSHIP)) as context:
        shown = objectives(context, str(decisions.meeting)).items
        figures = meeting_figures(context, str(decisions.meeting))
    assert [(one.code, one.audience, one.status) for one in shown] == [
        ("O1", "all", "set"),
        ("O3", "focal points", None),
    ]
    assert (figures.objectives, figures.objectives_for_focal_points) == (2, 1)
    assert figures.objectives_discussed == 0


def test_what_was_withdrawn_is_not_heard_though_it_is_corrected_later(
    system: System, clock: StoryClock, decisions: Decisions
):
    decision = decisions.table("Maps")
    of = {"decision_id": decision}
    decisions.says(decision, "AT", NONE)
    clock.pass_by(timedelta(hours=1))
    do(system, WithdrawPosition(**of, delegation="AT", version=1), AUSTRIA)
    wrong = {"corrects": 2, "position": OBJECT, "reason": "Misheard."}
    do(system, CorrectPosition(**of, **wrong), SECRETARIAT)
    system.engine.catch_up()
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        shown = queries.decision(context, str(decision))
    assert shown is not None
    assert (shown.heard, shown.objection_stands) == (0, False)


def test_e46_ad_referendum_ends_with_its_day_in_the_meeting_s_zone(
    system: System, clock: StoryClock, decisions: Decisions
):
    decision = decisions.table("Maps")
    opening = OpenProcedure(decision_id=decision, procedure="consensus", of=1)
    do(system, opening, CHAIR)
    until = {"until": "2016-01-06"}
    do(system, take(decision, "AT", Position.AD_REFERENDUM, **until), AUSTRIA)
    gavel = AdoptDecision(decision_id=decision, of=1)
    midnight = datetime.fromisoformat("2016-01-07T00:00:00+01:00")  # in Berlin
    clock.time = midnight - SECOND
    with pytest.raises(ObjectionStands, match="ad referendum until 6 Jan 2016"):
        do(system, gavel, CHAIR)

    clock.time = midnight
    do(system, gavel, CHAIR)
