"""Whatever is asked in whatever order: what is shown of a meeting at any moment is the
fold of its facts, by an oracle that knows none of the product's rules.
"""

import tempfile
from pathlib import Path

from fuzzing import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from schema_pool import SchemaPool
from service.meetings.meeting_lives import ACTIONS, Life

from bsm_projections.databases import Place

STORY = st.lists(
    st.tuples(
        st.sampled_from(ACTIONS),
        st.integers(0, 11),
        st.integers(0, 11),
        st.sampled_from((True, True, True, False)),
    ),
    min_size=60,
    max_size=120,
)


def live(place: Place, story: list[tuple[str, int, int, bool]]) -> None:
    life = Life(place)
    try:
        for action, number, other, explained in story:
            life.ask(action, number, other, explained=explained)
        assert life.violations() == []
        life.states_must_be_equal()
        life.must_be_known_at_every_position()
    finally:
        life.close()


@settings(max_examples=examples(10, 200))
@given(story=STORY)
def test_whatever_is_asked_an_agenda_is_the_fold_of_its_facts(story) -> None:
    with tempfile.TemporaryDirectory() as folder:
        live(Place(Path(folder)), story)


@settings(max_examples=examples(2, 60))
@given(story=STORY)
def test_it_is_on_postgresql(schema_pool: SchemaPool, story) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        schema_pool.lent(Path(folder)) as place,
    ):
        live(place, story)
