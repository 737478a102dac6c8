"""Consensus, the room and contests, by the specification's vectors (section 19)."""

from itertools import permutations

import pytest

from bsm_domain.agreement.errors import (
    NotEntitled,
    NotPresent,
    ObjectionStands,
    ObjectionUnheard,
    ProcedureNotOffered,
    StaleText,
)
from bsm_domain.agreement.facts import ObjectionsReadOut
from bsm_domain.agreement.number_series import (
    NumberSeries,
    decision_series,
    number_series_id,
    symbol_in,
)
from bsm_domain.agreement.procedures import procedure_named
from bsm_domain.agreement.values import DecisionStatus, Position, Procedure
from bsm_domain.foundation.errors import (
    Conflict,
    InvalidTransition,
    InvalidValue,
    NotFound,
)
from bsm_domain.foundation.values import MatterAudience
from decision_story import REASON, DecisionStory, metadata

AGREE, OBJECT, NONE = Position.AGREE, Position.OBJECT, Position.NONE
AD_REFERENDUM = Position.AD_REFERENDUM


@pytest.fixture
def story() -> DecisionStory:
    """A round of consensus, opened at hour 1."""
    story = DecisionStory()
    story.consensus()
    return story


def test_14_an_objection_holds_up_the_gavel(story: DecisionStory):
    story.says("AT", OBJECT, 2)
    with pytest.raises(ObjectionStands, match=r"^Austria objects; consensus is"):
        story.gavel(3)

    story.says("AT", NONE, 4)
    assert story.gavel(5) == ("DecisionAdopted",)


def test_15_ad_referendum_holds_up_until_its_day_has_ended(story: DecisionStory):
    story.says("AT", AD_REFERENDUM, 2, until=60)  # 3 April, which ends at hour 72
    with pytest.raises(ObjectionStands, match="ad referendum until 3 Apr 2016"):
        story.gavel(72 - 1 / 3600)

    assert story.gavel(72) == ("DecisionAdopted",)


def test_16_who_opposed_an_earlier_version_is_read_out():
    story = DecisionStory()
    story.says("AT", OBJECT, 1)
    story.version(2)
    story.consensus(3)
    with pytest.raises(ObjectionUnheard, match="Austria opposed an earlier version"):
        story.gavel(4)
    with pytest.raises(ObjectionUnheard, match="Austria opposed an earlier version"):
        story.gavel(4, read_out=("FR",))
    with pytest.raises(ObjectionUnheard, match=r"^leave out France: only"):
        story.gavel(4, read_out=("AT", "FR"))

    assert story.gavel(4, read_out=("AT",)) == ("ObjectionsReadOut", "DecisionAdopted")


def test_17_a_position_recorded_late_replaces_none_that_happened_later(
    story: DecisionStory,
):
    story.says("AT", AGREE, 200)
    story.heard("AT", OBJECT, 300, happened=100)

    assert story.position("AT") is AGREE
    story.gavel(301)


def test_18_a_correction_counts_before_the_adoption(story: DecisionStory):
    story.heard("AT", AGREE, 100, happened=90)
    story.corrected(story.state.version, OBJECT, 110)

    with pytest.raises(ObjectionStands):
        story.gavel(120)


def test_19_a_correction_after_the_adoption_contests_it(story: DecisionStory):
    story.heard("AT", AGREE, 100, happened=90)
    wrong = story.state.version
    story.gavel(110)
    assert story.corrected(wrong, OBJECT, 120) == (
        "PositionCorrected",
        "DecisionContested",
    )
    assert story.state.status is DecisionStatus.ADOPTED

    [cause] = story.state.contested_by
    with pytest.raises(NotFound, match=f"entry 99 does not .*; entry {cause} does$"):
        story.state.uphold(metadata(130), cause=99, reason=REASON)
    story.record(story.state.uphold(metadata(130), cause=cause, reason=REASON))
    assert not story.state.contested_by
    assert story.state.adoption is not None
    assert story.state.adoption.number == 1


def test_20_what_was_replaced_before_the_adoption_contests_nothing(
    story: DecisionStory,
):
    story.heard("AT", NONE, 91, happened=90)
    first = story.state.version
    story.says("AT", AGREE, 110)
    story.gavel(120)

    assert story.corrected(first, OBJECT, 130) == ("PositionCorrected",)


def test_22_who_is_outside_the_round_stops_nothing():
    story = DecisionStory()
    story.present("AT", "DE", procedure=Procedure.CONSENSUS)

    story.says("FR", OBJECT, 2)
    story.gavel(3)


def test_23_in_the_room_those_present_count_and_whoever_still_objects():
    story = DecisionStory()
    story.present("AT", "DE", "FR")
    story.says("DE", OBJECT, 2)
    with pytest.raises(ObjectionStands, match="Germany objects"):
        story.gavel(3, present=("AT", "FR", "IT"))

    story.withdraws("DE", 4)
    with pytest.raises(NotPresent):
        story.gavel(5, present=())
    story.gavel(5, present=("IT", "AT", "FR"))
    assert story.state.adoption is not None
    assert story.state.adoption.entitled == ("AT", "FR", "IT")


def test_26_each_audience_has_a_series_of_its_own():
    numbers = {}
    symbols = []
    for audience in (MatterAudience.ALL, MatterAudience.FOCAL_POINTS) * 2:
        series = decision_series("NFP", audience, 2016)
        id, last = number_series_id(series), numbers.get(series)
        given = (
            last.give(metadata(1), series=series, to=id)
            if last
            else NumberSeries.give_first(metadata(1), series=series, to=id)
        )
        numbers[series] = last.evolve(given) if last else NumberSeries.begin(given)
        symbols.append(symbol_in(series, given.number))
    assert symbols == [
        "NFP.DEC/1/16",
        "NFP.FP.DEC/1/16",
        "NFP.DEC/2/16",
        "NFP.FP.DEC/2/16",
    ]


@pytest.mark.parametrize("name", ["majority", "vote", "consensus minus one"])
def test_27_there_are_no_votes(name: str):
    with pytest.raises(ProcedureNotOffered, match="there are no votes"):
        procedure_named(name)


def test_28_what_happened_after_the_adoption_is_no_position(story: DecisionStory):
    story.gavel(100)
    with pytest.raises(InvalidTransition, match="before a decision is adopted"):
        story.heard("AT", OBJECT, 200, happened=150)


def test_34_only_what_is_contested_is_judged(story: DecisionStory):
    story.gavel(100)
    with pytest.raises(InvalidTransition, match="annulled only while it is contested"):
        story.state.annul(metadata(101), reason=REASON)
    with pytest.raises(InvalidTransition, match="upheld only while it is contested"):
        story.state.uphold(metadata(101), cause=2, reason=REASON)


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_35_the_order_of_recording_changes_nothing(order: tuple[int, ...]):
    spoken = [("AT", AGREE, 5), ("AT", OBJECT, 7), ("AT", NONE, 9), ("DE", OBJECT, 6)]
    story = DecisionStory()
    for turn, number in enumerate(order):
        state, position, happened = spoken[number]
        story.heard(state, position, 20 + turn, happened=happened)

    assert story.position("AT") is NONE
    assert story.position("DE") is OBJECT


def test_36_a_correction_is_corrected_by_its_own_name(story: DecisionStory):
    story.heard("AT", AGREE, 100, happened=90)
    wrong = story.state.version
    story.corrected(wrong, OBJECT, 110)
    correction = story.state.version
    with pytest.raises(InvalidValue, match=f"by entry {correction}; correct that one"):
        story.corrected(wrong, NONE, 120)

    story.corrected(correction, None, 130)
    assert story.position("AT") is None
    with pytest.raises(NotFound):
        story.corrected(1, AGREE, 140)


def test_two_forms_of_one_delegation_do_not_overwrite_each_other(
    story: DecisionStory,
):
    story.says("AT", AGREE, 2, instead_of=0)
    seen = story.state.version
    story.says("AT", OBJECT, 3, instead_of=seen)
    with pytest.raises(Conflict, match="Austria took another position on 1 Apr 2016"):
        story.says("AT", NONE, 4, instead_of=seen)

    story.says("DE", AGREE, 5)
    assert story.says("AT", NONE, 6, instead_of=story.state.version - 1)


def test_what_was_said_is_about_the_version_of_that_moment(story: DecisionStory):
    story.version(10)
    with pytest.raises(StaleText, match="the text was at version 1"):
        story.heard("AT", OBJECT, 20, happened=5, version=2)
    with pytest.raises(StaleText, match="had not been tabled"):
        story.heard("AT", OBJECT, 20, happened=-1, version=1)


@pytest.mark.parametrize(
    ("position", "given", "refusal"),
    [
        (Position.RESERVE, {}, "enter the text of the reservation"),
        (AD_REFERENDUM, {}, "enter the day"),
        (AD_REFERENDUM, {"until": 5}, "from 2 Apr 2016 to 28 Sep 2016"),
        (AD_REFERENDUM, {"until": 24 * 181 + 5}, "from 2 Apr 2016 to 28 Sep 2016"),
        (AGREE, {"text": "but"}, "“agree” takes no text"),
        (OBJECT, {"until": 50}, "“object” takes no day"),
    ],
)
def test_a_position_says_what_belongs_to_it(
    story: DecisionStory, position: Position, given: dict[str, object], refusal: str
):
    with pytest.raises(InvalidValue, match=refusal):
        story.says("AT", position, 2, **given)


def test_a_superseded_decision_is_restored_when_its_successor_is_annulled(
    story: DecisionStory,
):
    story.gavel(2)
    state = story.state
    successor = state.meeting_id
    superseded = state.evolve(state.supersede(metadata(3), by=successor, in_part=False))
    assert superseded.status is DecisionStatus.SUPERSEDED
    restored = superseded.restore(metadata(4), because_of=successor)
    assert restored is not None
    assert superseded.evolve(restored).status is DecisionStatus.ADOPTED
    assert superseded.restore(metadata(4), because_of=state.id) is None

    in_part = state.evolve(state.supersede(metadata(3), by=successor, in_part=True))
    assert in_part.status is DecisionStatus.ADOPTED


def test_a_partner_objects_by_no_correction_either():
    story = DecisionStory()
    story.heard("DZ", Position.NONE, 2, happened=1)
    with pytest.raises(NotEntitled, match="Algeria takes part, but does not count"):
        story.corrected(2, Position.OBJECT, 3)


def test_an_objection_is_read_out_once():
    story = DecisionStory()
    story.says("AT", Position.OBJECT, 1)
    story.version(2)
    story.consensus(3)
    story.gavel(4, read_out=("AT", "AT"))
    read_out = next(fact for fact in story.facts if isinstance(fact, ObjectionsReadOut))
    assert read_out.delegations == ("AT",)
