"""Whatever is asked in whatever order: what the log says of decisions is right, by an
oracle that knows none of the product's rules.
"""

import tempfile
from pathlib import Path

from fuzzing import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from schema_pool import SchemaPool
from service.agreement.agreement_lives import ACTIONS, SECOND, STATES, Life

from bsm_domain.agreement.values import Position
from bsm_projections.databases import Place

# Leaning towards the very second of the expiry.
PAUSES = st.sampled_from([0, 1, 5, 10, 1_800, 3_600, 7_200, 86_400])  # seconds
STORY = st.lists(
    st.tuples(
        st.sampled_from(ACTIONS),
        st.sampled_from((0, 0, 0, 1)),
        st.sampled_from((*STATES, "DZ")),
        st.sampled_from(list(Position)),
        st.integers(1, 12),
        PAUSES,
    ),
    min_size=25,
    max_size=60,
)
PLACES = st.lists(st.floats(0, 1), min_size=3, max_size=20)


def live(place: Place, story: list[tuple], places: list[float]) -> None:
    life = Life(place)
    try:
        for action, which, state, position, number, pause in story:
            life.pass_by(pause * SECOND)
            life.ask(action, which, state, position, number)
        life.end()
        assert life.violations() == []
        end = len(life.facts())
        for moment in places:
            life.must_be_known_at(1 + round(moment * (end - 1)))
    finally:
        life.close()


@settings(max_examples=examples(16))
@given(story=STORY, places=PLACES)
def test_whatever_is_asked_no_objection_is_passed_over(
    story: list[tuple], places: list[float]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        live(Place(Path(folder)), story, places)


@settings(max_examples=examples(2))
@given(story=STORY, places=PLACES)
def test_nor_on_postgresql(
    schema_pool: SchemaPool, story: list[tuple], places: list[float]
) -> None:
    """Which differs in its turns and queries, not in what is decided."""
    with (
        tempfile.TemporaryDirectory() as folder,
        schema_pool.lent(Path(folder)) as place,
    ):
        live(place, story, places)
