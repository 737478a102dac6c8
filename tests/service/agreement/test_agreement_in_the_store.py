"""Vectors and edge cases of agreement (V1, E1 …) that touch the door, the store,
numbers given in a transaction, or two processes: on both databases.

Elsewhere are: all vectors by themselves in `tests/domain/agreement` (E17 is V22, E24 is
V36), E7 and E9 in `test_silence_settlement`, E10 to E12, E35, E36, E38 and E47 in
`test_refused_decisions`, E13 in `test_clock_guard`, E30 and E31 in
`test_non_interference`, E34 in `test_text_body`, E42 in `test_product_read_models`, E43
and E44 in `test_backup`, E49 in `test_activities_from_decisions`.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from service.agreement.decision_examples import Decisions, body
from systems import (
    AUSTRIA,
    CHAIR,
    ITALY,
    LEADERSHIP,
    SECRETARIAT,
    START,
    StoryClock,
    announce_berlin,
    at_once,
    do,
    principal,
    propose,
    set_objective,
)

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.errors import (
    NotEntitled,
    NotPresent,
    ObjectionStands,
    SilenceExpired,
    StaleText,
)
from bsm_domain.agreement.facts import DecisionAdopted
from bsm_domain.agreement.number_series import NumberGiven
from bsm_domain.agreement.text_body import TranslatedText
from bsm_domain.agreement.values import DecisionStatus, How, Position
from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    NotPermitted,
)
from bsm_domain.foundation.participating_states import participating_states_on
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement import queries
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.history.queries import facts
from bsm_projections.leadership.meeting_figures import meeting_figures
from bsm_projections.meetings.objective_queries import objectives
from bsm_service.agreement.commands import (
    AdoptDecision,
    AnnulDecision,
    CommentOnDecision,
    EndProcedure,
    ExpireSilence,
    ExtendSilence,
    OpenProcedure,
    PlaceTranslation,
    TableVersion,
)
from bsm_service.agreement.position_commands import (
    CorrectPosition,
    TakePosition,
    WithdrawPosition,
)
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System, audience_of
from bsm_service.follow_up.commands import ChangeDueDate, WithdrawActivity
from bsm_service.foundation.identifiers import derived_id
from bsm_service.identity import SYSTEM
from bsm_service.meetings.commands import (
    CloseRegistration,
    ConcludeMeeting,
    ListAim,
    OpenMeeting,
)
from bsm_service.privacy.commands import RedactText

AGREE, OBJECT, NONE = Position.AGREE, Position.OBJECT, Position.NONE
EXPIRY = START + timedelta(days=1)
SECOND, MICROSECOND = timedelta(seconds=1), timedelta(microseconds=1)
SETTLED = EXPIRY + 10 * SECOND
COMMENT = {"comment_id": UUID(int=1), "version": 1, "text": "Which maps?"}


@pytest.fixture
def decisions(system: System) -> Decisions:
    return Decisions(system, announce_berlin(system))


@pytest.fixture
def draft(decisions: Decisions) -> UUID:
    """In silence until noon of the next day."""
    id = decisions.table("Maps")
    decisions.silence(id, EXPIRY)
    return id


class Waiting:
    """The clock of a request that arrives, and whose turn comes later."""

    def __init__(self, arrives: datetime, decided: datetime) -> None:
        self._arrives: datetime | None = arrives
        self._decided = decided

    def __call__(self) -> datetime:
        now, self._arrives = self._arrives or self._decided, None
        return now


def take(
    decision: UUID, state: str, position: Position, **more: object
) -> TakePosition:
    return TakePosition.model_validate(
        {
            **{"decision_id": decision, "delegation": state, "version": 1},
            "position": position,
            **more,
        }
    )


def in_writing(
    decision: UUID, state: str, position: Position, at: datetime
) -> TakePosition:
    return take(decision, state, position, how=How.WRITING, occurred_at=at)


def settle(system: System) -> int:
    system.engine.catch_up()
    return system.part(SilenceSettlement).settle()


def names(system: System, after: int = 0) -> list[str]:
    entries = system.store.page(after, 10_000)
    return [type(entry.fact).__name__ for entry in entries]


def adopted(system: System) -> list[DecisionAdopted]:
    facts = [entry.fact for entry in system.store.page(0, 10_000)]
    return [fact for fact in facts if isinstance(fact, DecisionAdopted)]


def state(system: System, id: UUID) -> Decision:
    return system.store.load(Decision, id)


def test_v1_a_silence_is_adopted_once_with_its_number_in_one_transaction(
    system: System, clock: StoryClock, draft: UUID
):
    expire = ExpireSilence(decision_id=draft, round=1)
    id = derived_id(draft, "silence 1")
    clock.time = SETTLED - MICROSECOND
    with pytest.raises(InvalidTransition, match="runs until"):
        do(system, expire, SYSTEM, command_id=id)
    before = system.store.position()

    clock.time = SETTLED
    first = do(system, expire, SYSTEM, command_id=id)
    assert names(system, before) == ["NumberGiven", "DecisionAdopted"]
    assert [fact.stored_name for fact in first.facts] == [
        NumberGiven.TOPIC,
        DecisionAdopted.TOPIC,
    ]
    assert do(system, expire, SYSTEM, command_id=id) == first
    with pytest.raises(InvalidTransition, match="no silence of round 1"):
        do(system, expire, SYSTEM)
    [fact] = adopted(system)
    assert (fact.occurred_at, fact.number, fact.symbol) == (EXPIRY, 1, "NFP.DEC/1/16")


@pytest.mark.parametrize("late", [4 * SECOND, 9 * SECOND])
def test_e1_what_arrived_in_time_counts_whenever_its_turn_comes(
    system: System, draft: UUID, late: timedelta
):
    system.store.clock = Waiting(EXPIRY - MICROSECOND, EXPIRY + late)
    before = system.store.position()

    do(system, take(draft, "AT", OBJECT), AUSTRIA)

    assert names(system, before) == ["PositionTaken", "SilenceBroken"]
    said = system.store.page(before, 1)[0].fact
    assert (said.occurred_at, said.recorded_at) == (EXPIRY - MICROSECOND, EXPIRY + late)


def test_e2_at_the_expiry_it_is_late(system: System, draft: UUID):
    system.store.clock = Waiting(EXPIRY, EXPIRY)
    with pytest.raises(SilenceExpired, match=r"arrived on 2016-01-05T09:00:00\.000000"):
        do(system, take(draft, "AT", OBJECT), AUSTRIA)


def test_e3_what_arrived_in_time_and_came_after_the_step_is_for_the_chair(
    system: System, clock: StoryClock, draft: UUID
):
    clock.time = SETTLED
    assert settle(system) == 1
    arrived = EXPIRY - SECOND
    system.store.clock = Waiting(arrived, SETTLED + SECOND)
    with pytest.raises(InvalidTransition, match="ask the Chair to record it"):
        do(system, take(draft, "AT", OBJECT), AUSTRIA)

    system.store.clock = clock
    clock.time = SETTLED + timedelta(minutes=1)
    do(system, in_writing(draft, "AT", OBJECT, arrived), CHAIR)
    assert names(system)[-2:] == ["PositionTaken", "DecisionContested"]


def test_e4_a_letter_in_time_breaks_what_is_not_settled(
    system: System, clock: StoryClock, draft: UUID
):
    clock.time = EXPIRY + 5 * SECOND
    letter = in_writing(draft, "AT", OBJECT, EXPIRY - timedelta(minutes=10))
    do(system, letter, SECRETARIAT)

    assert names(system)[-2:] == ["PositionTaken", "SilenceBroken"]
    clock.time = SETTLED
    assert settle(system) == 0


@pytest.mark.parametrize(
    ("after", "is_late"), [(timedelta(minutes=30), False), (timedelta(days=2), True)]
)
def test_v5_e5_e6_a_letter_found_later_contests_and_annulment_leaves_no_gap(
    system: System,
    clock: StoryClock,
    decisions: Decisions,
    draft: UUID,
    after: timedelta,
    is_late: bool,
):
    clock.time = SETTLED
    settle(system)
    clock.time = EXPIRY + after
    letter = in_writing(draft, "AT", OBJECT, EXPIRY - timedelta(minutes=10))
    do(system, letter, SECRETARIAT)
    said = system.store.page(system.store.position() - 2, 1)[0].fact
    assert said.entered_late is is_late
    contested = state(system, draft)
    assert contested.status is DecisionStatus.ADOPTED
    assert contested.contested_by == {said.originator_version}

    do(system, AnnulDecision(decision_id=draft, reason="It was in time."), CHAIR)
    assert state(system, draft).status is DecisionStatus.ANNULLED
    following = decisions.adopted("Radio")  # E29
    numbers = [(fact.originator_id, fact.number) for fact in adopted(system)]
    assert numbers == [(draft, 1), (following, 2)]


def test_v25_e28_annulment_restores_what_was_superseded(
    system: System, clock: StoryClock, decisions: Decisions
):
    earlier = decisions.adopted("Maps")
    later = decisions.table("Better maps", supersedes=(earlier,))
    decisions.silence(later, clock() + timedelta(hours=2))
    clock.pass_by(timedelta(hours=2) + 10 * SECOND)
    assert settle(system) == 1
    assert state(system, earlier).status is DecisionStatus.SUPERSEDED

    letter = in_writing(later, "AT", OBJECT, START + timedelta(hours=1))
    do(system, letter, SECRETARIAT)
    do(system, AnnulDecision(decision_id=later, reason="It was in time."), CHAIR)

    assert state(system, earlier).status is DecisionStatus.ADOPTED
    assert state(system, later).status is DecisionStatus.ANNULLED
    assert [fact.number for fact in adopted(system)] == [1, 2]
    assert names(system)[-2:] == ["DecisionAnnulled", "DecisionRestored"]


def test_v26_each_audience_has_its_own_numbers(decisions: Decisions):
    for number, audience in enumerate((MatterAudience.ALL, "focal points") * 2):
        decisions.adopted(f"Matter {number}", audience=MatterAudience(audience))

    assert [fact.symbol for fact in adopted(decisions.system)] == [
        "NFP.DEC/1/16",
        "NFP.FP.DEC/1/16",
        "NFP.DEC/2/16",
        "NFP.FP.DEC/2/16",
    ]


def test_v31_e8_a_step_that_ends_before_its_commit_is_done_by_another_process(
    system: System, another: System, clock: StoryClock, draft: UUID
):
    class Killed(BaseException):
        pass

    def be_killed(*_: object) -> None:
        raise Killed

    clock.time = SETTLED
    before = system.store.position()
    with pytest.MonkeyPatch.context() as patch:
        transaction = "bsm_service.event_store.transaction.Transaction"
        patch.setattr(f"{transaction}.write", be_killed)
        with pytest.raises(Killed):
            do(system, ExpireSilence(decision_id=draft, round=1), SYSTEM)
    assert another.store.position() == before

    assert settle(another) == 1
    assert names(another, before) == ["NumberGiven", "DecisionAdopted"]
    assert settle(another) == 0


def test_refused_gavels_use_no_number(system: System, decisions: Decisions):
    """V14: nor does a refusal that is due to the store."""
    opposed = decisions.table("Maps")
    opening = OpenProcedure(decision_id=opposed, procedure="consensus", of=1)
    do(system, opening, CHAIR)
    do(system, take(opposed, "AT", OBJECT), AUSTRIA)
    before = system.store.position()
    gavel = AdoptDecision(decision_id=opposed, of=1)
    with pytest.raises(ObjectionStands):
        do(system, gavel, CHAIR)
    assert system.store.position() == before

    decisions.adopted("Radio")
    do(system, take(opposed, "AT", NONE), AUSTRIA)
    do(system, gavel, CHAIR)
    assert [fact.number for fact in adopted(system)] == [1, 2]


def test_e37_a_repeated_gavel_is_answered_once(system: System, decisions: Decisions):
    decision = decisions.table("Maps")
    opening = OpenProcedure(decision_id=decision, procedure="consensus", of=1)
    do(system, opening, CHAIR)
    gavel, id = AdoptDecision(decision_id=decision, of=1), uuid4()
    first = do(system, gavel, CHAIR, command_id=id)
    assert do(system, gavel, CHAIR, command_id=id) == first
    with pytest.raises(InvalidTransition):
        do(system, gavel, CHAIR)
    assert len(adopted(system)) == 1


def test_a_repeated_position_is_answered_once_on_either_side_of_the_expiry(
    system: System, clock: StoryClock, draft: UUID
):
    agreed, id = take(draft, "AT", AGREE), uuid4()
    clock.time = EXPIRY - SECOND
    first = do(system, agreed, AUSTRIA, command_id=id)
    late, late_id = take(draft, "IT", OBJECT), uuid4()
    clock.time = EXPIRY
    for clock.time in (EXPIRY, SETTLED, SETTLED + SECOND):
        before = system.store.position()
        assert do(system, agreed, AUSTRIA, command_id=id) == first
        with pytest.raises((SilenceExpired, InvalidTransition)):
            do(system, late, ITALY, command_id=late_id)
        assert system.store.position() == before
        settle(system)
    assert len(adopted(system)) == 1


def test_e48_all_delegations_press_in_the_last_second(
    system: System, another: System, clock: StoryClock, decisions: Decisions
):
    """Through two processes: none is refused, and each is on record."""
    draft = decisions.table("Maps")
    decisions.silence(draft, EXPIRY)
    clock.time = EXPIRY - SECOND
    states = participating_states_on(EXPIRY.date())
    doors = (system, another)

    def press(number: int, code: str) -> Callable[[], object]:
        by = principal(Role.FOCAL_POINT, code)
        position = take(draft, code, AGREE, instead_of=0)
        return lambda: do(doors[number % 2], position, by)

    answers = at_once([press(number, code) for number, code in enumerate(states)])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    held = state(system, draft).held
    assert {code for code in states if held.standing(code, 1)} == set(states)


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


@pytest.mark.parametrize("change", ["due date", "withdrawn"])
def test_e20_e21_activities_that_changed_are_not_agreed_and_stop_nothing(
    system: System, clock: StoryClock, decisions: Decisions, change: str
):
    objective = set_objective(system, decisions.meeting)
    changed, kept = propose(system, objective), propose(system, objective)
    draft = decisions.table("Maps", objective=objective, linked=(changed, kept))
    decisions.silence(draft, EXPIRY)
    due = {"due_on": "2016-12-31", "reason": "More time."}
    command = (
        ChangeDueDate.model_validate({"activity_id": changed, **due})
        if change == "due date"
        else WithdrawActivity(activity_id=changed, reason="No longer needed.")
    )
    do(system, command)
    clock.time = SETTLED
    assert settle(system) == 1

    [fact] = adopted(system)
    assert (fact.agreed, fact.not_agreed) == ((kept,), (changed,))


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


def test_e39_a_silence_outlives_its_meeting_and_the_room_does_not(
    system: System, clock: StoryClock, decisions: Decisions, draft: UUID
):
    meeting = {"meeting_id": decisions.meeting}
    other = decisions.table("Radio")
    for command in (CloseRegistration, OpenMeeting, ConcludeMeeting):
        do(system, command(**meeting), CHAIR if command is OpenMeeting else SECRETARIAT)
    room = OpenProcedure(decision_id=other, procedure="in the room", of=1)
    with pytest.raises((InvalidTransition, NotPresent)):
        do(system, room, CHAIR)

    clock.time = SETTLED
    assert settle(system) == 1


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


def test_e14_a_clock_that_is_set_back_adopts_late_and_dates_rightly(
    system: System, clock: StoryClock, draft: UUID
):
    clock.time = EXPIRY + SECOND
    do(system, CommentOnDecision.model_validate(COMMENT | {"decision_id": draft}))
    clock.time = EXPIRY - timedelta(hours=1)
    assert settle(system) == 0
    # The log's clock does not run back: the silence has expired.
    end = EndProcedure(decision_id=draft, reason="Too late.")
    with pytest.raises(SilenceExpired):
        do(system, end, CHAIR)

    clock.time = SETTLED
    assert settle(system) == 1
    assert [fact.occurred_at for fact in adopted(system)] == [EXPIRY]


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


def test_the_history_tells_each_end_of_a_silence_on_its_own_clock(
    system: System, decisions: Decisions
):
    """The second round runs on another clock than the first."""
    id = decisions.table("Maps")
    for zone in ("Europe/London", "Europe/Berlin"):
        ends = EXPIRY.astimezone(time_zone_named(zone))
        decisions.silence(id, ends, zone)
        later = ends + timedelta(hours=1)
        extension = ExtendSilence(decision_id=id, expires_at=later, reason="Asked for")
        do(system, extension, CHAIR)
        do(system, EndProcedure(decision_id=id, reason="Too short"), CHAIR)

    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        history = facts(context, streams=(str(id),), limit=100).items
    told = {re.search(r" until (.*?)[;:] ", fact.sentence) for fact in history}

    assert {end[1] for end in told if end} == {
        "5 Jan 2016, 09:00 London",
        "5 Jan 2016, 10:00 London",
        "5 Jan 2016, 10:00 Berlin",
        "5 Jan 2016, 11:00 Berlin",
    }
