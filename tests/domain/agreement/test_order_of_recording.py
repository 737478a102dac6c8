"""Whose position stands follows from what happened, in whatever order it is recorded;
and nobody's from what others said: properties P5 and P6, against the oracle.
"""

from hypothesis import given
from hypothesis import strategies as st

from agreement_oracle import Stream
from bsm_domain.agreement.values import Position
from decision_story import DecisionStory

STATES = ("AT", "DE", "FR")
WITHOUT_MORE = (Position.AGREE, Position.OBJECT, Position.AMEND, Position.NONE)
SAID = st.lists(
    st.tuples(
        st.sampled_from(STATES),
        st.sampled_from(WITHOUT_MORE),
        st.integers(1, 40),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda said: said[2],  # two things at once have no order but that one
)


def standing(story: DecisionStory) -> dict[str, Position | None]:
    return {state: story.position(state) for state in STATES}


@given(said=SAID, data=st.data())
def test_the_order_of_recording_changes_nothing(said: list, data: st.DataObject):
    ends = []
    for order in (said, data.draw(st.permutations(said))):
        story = DecisionStory()
        for turn, (state, position, happened, is_wrong) in enumerate(order):
            before = standing(story)
            story.heard(state, position, 50 + turn, happened=happened)
            if is_wrong:
                story.corrected(story.state.version, None, 50 + turn)
            after = standing(story)
            assert {**after, state: None} == {**before, state: None}
        ends.append(standing(story))
        oracle = Stream(story.facts)
        for state in STATES:
            position, _ = oracle.standing(state, 1, story.facts)
            assert (ends[-1][state] or None) == position
    assert ends[0] == ends[1]
