"""Silence, by the vectors of section 19 of the specification; each by its number."""

from datetime import UTC, datetime, timedelta

import pytest

from bsm_domain.agreement.errors import (
    ExpiryUnclear,
    NotEntitled,
    ObjectionStands,
    SilenceExpired,
    SilenceRuns,
    StaleText,
)
from bsm_domain.agreement.expiry import must_be_wall_time
from bsm_domain.agreement.opposition import breaks_silence
from bsm_domain.agreement.positions_held import HeldPosition, HeldPositions
from bsm_domain.agreement.values import DecisionStatus, Position
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.free_text import plain_text
from decision_story import REASON, SECOND, DecisionStory, at, body, metadata

AGREE, RESERVE, OBJECT = Position.AGREE, Position.RESERVE, Position.OBJECT
AMEND, AD_REFERENDUM = Position.AMEND, Position.AD_REFERENDUM


@pytest.fixture
def story() -> DecisionStory:
    """Silence from hour 1 to hour 100."""
    story = DecisionStory()
    assert story.silence() == ("ProcedureOpened",)
    return story


def test_1_a_silence_is_adopted_once_and_dated_to_its_expiry(story: DecisionStory):
    with pytest.raises(InvalidTransition, match="runs until"):
        story.expire(100)

    assert story.expire(100 + 10 * SECOND) == ("DecisionAdopted",)
    adoption = story.state.adoption
    assert adoption is not None
    assert (adoption.at, adoption.number) == (at(100), 1)
    assert story.facts[-1].recorded_at > at(100)

    with pytest.raises(InvalidTransition, match="no silence of round 1"):
        story.expire(101)


def test_2_an_objection_counts_from_when_it_arrived(story: DecisionStory):
    with pytest.raises(SilenceExpired, match=r"arrived on 2016-04-05T04:00:00\.000000"):
        story.says("AT", OBJECT, 100)

    assert story.says("AT", OBJECT, 100 + 4 * SECOND, received=100 - SECOND) == (
        "PositionTaken",
        "SilenceBroken",
    )
    with pytest.raises(InvalidTransition):
        story.expire(101)


def test_3_what_arrived_in_time_is_refused_once_the_adoption_is_recorded(
    story: DecisionStory,
):
    story.expire(100 + 10 * SECOND)

    with pytest.raises(InvalidTransition, match="ask the Chair to record it"):
        story.says("AT", OBJECT, 100 + 11 * SECOND, received=100 - SECOND)


def test_4_a_letter_breaks_a_silence_that_is_not_settled(story: DecisionStory):
    assert story.heard("AT", OBJECT, 100 + 5 * SECOND, happened=99.8) == (
        "PositionTaken",
        "SilenceBroken",
    )


def test_5_a_letter_found_later_contests_the_adoption(story: DecisionStory):
    story.expire(100 + 10 * SECOND)

    assert story.heard("AT", OBJECT, 101, happened=99) == (
        "PositionTaken",
        "DecisionContested",
    )
    assert story.state.status is DecisionStatus.ADOPTED
    assert story.state.contested_by == {story.state.version - 1}

    story.record(story.state.annul(metadata(102), reason=REASON))
    assert story.state.status is DecisionStatus.ANNULLED
    assert story.state.adoption is not None
    assert story.state.adoption.number == 1


def test_what_a_state_says_once_more_contests_once(story: DecisionStory):
    story.expire(100 + 10 * SECOND)
    story.heard("AT", OBJECT, 101, happened=98)
    causes = story.state.contested_by

    assert story.heard("AT", AMEND, 102, happened=99) == ("PositionTaken",)
    assert story.state.contested_by == causes


def test_e17_a_state_that_is_not_entitled_breaks_and_contests_nothing(
    story: DecisionStory,
):
    assert story.says("ES", OBJECT, 2) == ("PositionTaken",)
    assert story.state.status is DecisionStatus.IN_PROCEDURE

    story.expire(100 + 10 * SECOND)
    assert story.heard("ES", AMEND, 101, happened=99) == ("PositionTaken",)


def test_7_partners_do_not_count_and_amendments_break(story: DecisionStory):
    with pytest.raises(NotEntitled, match="Algeria takes part, but does not count"):
        story.says("DZ", OBJECT, 2)
    assert story.says("DZ", Position.NONE, 2) == ("PositionTaken",)

    assert story.says("FR", AMEND, 3) == ("PositionTaken", "SilenceBroken")


def test_8_reservations_and_ad_referendum_do_not_break(story: DecisionStory):
    story.says("FR", RESERVE, 2, text="Subject to our law.")
    story.says("IT", AD_REFERENDUM, 3, until=500)

    assert story.expire(101) == ("DecisionAdopted",)


def test_9_a_broken_silence_stays_broken(story: DecisionStory):
    story.says("AT", OBJECT, 3)
    story.says("AT", AGREE, 4)
    with pytest.raises(InvalidTransition):
        story.expire(101)

    story.silence(5, 90)
    story.expire(90 + 10 * SECOND)
    assert story.state.adoption is not None
    assert story.state.adoption.round.number == 2


def test_10_no_silence_opens_over_an_objection():
    story = DecisionStory()
    story.says("AT", OBJECT, 0.5)
    with pytest.raises(ObjectionStands, match="Austria objects"):
        story.silence()

    story.withdraws("AT", 0.7)
    story.silence()


def test_11_a_new_version_ends_the_round_and_makes_positions_stale(
    story: DecisionStory,
):
    assert story.version(5) == ("ProcedureEnded", "VersionTabled")
    assert story.state.text_version == 2

    with pytest.raises(StaleText, match="the text is at version 2"):
        story.says("AT", AGREE, 6, version=1)


@pytest.mark.parametrize("now", [100, 100 + 3 * SECOND])
def test_12_an_expired_text_is_closed(story: DecisionStory, now: float):
    state = story.state
    for change in (
        lambda: state.table_version(metadata(now), of=1, body=body("Other words.")),
        lambda: state.end_procedure(metadata(now), reason=REASON),
        lambda: state.extend_silence(metadata(now), expires_at=at(120), reason=REASON),
        lambda: state.withdraw(metadata(now), reason=REASON),
        lambda: state.leave_open(metadata(now), reason=REASON),
        lambda: story.gavel(now),
    ):
        with pytest.raises(SilenceExpired, match="the silence expired on 5 Apr 2016"):
            change()


def test_13_a_silence_is_extended_and_never_shortened(story: DecisionStory):
    with pytest.raises(InvalidValue, match="never shortened"):
        story.state.extend_silence(metadata(50), expires_at=at(90), reason=REASON)

    story.record(
        story.state.extend_silence(metadata(50), expires_at=at(120), reason=REASON)
    )
    assert story.says("AT", OBJECT, 110) == ("PositionTaken", "SilenceBroken")


def test_21_a_correction_may_break(story: DecisionStory):
    story.heard("AT", AGREE, 3, happened=2)

    assert story.corrected(story.state.version, OBJECT, 50) == (
        "PositionCorrected",
        "SilenceBroken",
    )


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [
        ("2016-03-27T02:30+01:00", "the clocks skip it"),
        ("2016-03-27T02:30+02:00", "the clocks skip it"),
        ("2016-10-30T02:30+02:00", None),
        ("2016-10-30T02:30+01:00", None),
        ("2016-04-14T12:00+01:00", r"UTC\+02:00; this says UTC\+01:00"),
        ("2016-04-14T12:00+02:00", None),
    ],
)
def test_29_an_expiry_is_a_wall_time_of_its_zone(moment: str, refusal: str | None):
    told = datetime.fromisoformat(moment)
    if refusal is None:
        must_be_wall_time(told, "Europe/Berlin")
    else:
        with pytest.raises(ExpiryUnclear, match=refusal):
            must_be_wall_time(told, "Europe/Berlin")


@pytest.mark.parametrize(
    ("expires", "refusal"),
    [
        (0.5, "at least 1 hour"),
        (1 + 59 / 60, "at least 1 hour"),
        (1 + 91 * 24, "at most 90 days"),
    ],
)
def test_a_silence_is_neither_too_short_nor_too_long(expires: float, refusal: str):
    with pytest.raises(InvalidValue, match=refusal):
        DecisionStory().silence(1, expires)


def test_a_running_silence_is_not_cut_short(story: DecisionStory):
    for cut in (
        lambda: story.state.withdraw(metadata(2), reason=REASON),
        lambda: story.state.leave_open(metadata(2), reason=REASON),
        lambda: story.gavel(2),
    ):
        with pytest.raises(SilenceRuns, match="cannot be cut short"):
            cut()

    story.record(story.state.end_procedure(metadata(2), reason=plain_text("by us")))
    story.record(story.state.leave_open(metadata(3), reason=REASON))


def test_the_expiry_is_told_on_the_clocks_of_its_zone(story: DecisionStory):
    moment = datetime(2016, 4, 5, 4, tzinfo=UTC)
    assert story.state.running_silence is not None
    assert story.state.running_silence.expires_at == moment
    with pytest.raises(SilenceExpired, match="5 Apr 2016, 04:00 UTC"):
        story.state.must_not_have_expired(moment + timedelta(microseconds=1))


def test_a_silence_that_is_recorded_late_still_runs_for_an_hour():
    story = DecisionStory()
    with pytest.raises(InvalidValue, match="for at least 1 hour"):
        story.silence(opened=1, expires=100, recorded=99.5)

    assert story.silence(opened=1, expires=100, recorded=99) == ("ProcedureOpened",)


@pytest.mark.parametrize(
    ("happened", "breaks"), [(1, True), (100 - SECOND, True), (100, False)]
)
def test_opposition_counts_from_the_opening_until_before_the_expiry(
    story: DecisionStory, happened: float, breaks: bool
):
    """Question 7: at the expiry it is late, whoever let it be recorded."""
    entry = HeldPosition(3, "AT", 1, OBJECT, at(happened))
    held = HeldPositions({"AT": (entry,)})
    assert story.state.round is not None
    assert breaks_silence(held, story.state.round, "AT") is breaks
