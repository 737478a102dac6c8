"""Whatever is asked in whatever order: no limit is exceeded, each seat has one holder,
and whoever is promoted was first, by an oracle that knows none of the product's rules.
"""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from fuzzing import examples, fuzzing
from hypothesis import given, settings
from hypothesis import strategies as st
from schema_pool import SchemaPool
from service.registration.registration_lives import ACTIONS, Life

from bsm_projections.databases import Place
from bsm_service.application.command import every_command

STORY = st.lists(
    st.tuples(
        st.sampled_from(ACTIONS),
        st.integers(0, 11),
        st.integers(0, 11),
        st.sampled_from((True, True, True, True, False)),
    ),
    min_size=60,
    max_size=150,
)
# Old records alone have anything to adopt.
OF_REGISTRATION = {
    command.NAME
    for command in every_command()
    if command.NAME.startswith(("registration.", "delegation."))
} - {"delegation.adopt"} | {"meeting.issue-list", "meeting.call-roll"}
COMMANDS = st.lists(st.integers(0, 200), min_size=3, max_size=8)


def live(
    place: Place,
    story: list[tuple[str, int, int, bool]],
    commands: list[int],
    lives: Counter[str] | None = None,
) -> None:
    life = Life(place)
    try:
        for action, number, other, usual in story:
            life.ask(action, number, other, usual=usual)
        assert life.violations() == []
        life.states_must_be_equal()
        life.must_be_known_after(commands)
        if lives is not None:
            lives.update({"lives": 1}, **dict.fromkeys(life.done, 1))
    finally:
        life.close()


@pytest.mark.fuzz
def test_whatever_is_asked_seats_are_those_of_the_facts() -> None:
    lives = Counter[str]()

    @settings(max_examples=examples(6, 300))
    @given(story=STORY, commands=COMMANDS)
    def whatever(story, commands) -> None:
        with tempfile.TemporaryDirectory() as folder:
            live(Place(Path(folder)), story, commands, lives)

    whatever()
    if fuzzing():
        total = lives.pop("lives")
        shares = {name: round(100 * number / total) for name, number in lives.items()}
        print(*sorted((share, name) for name, share in shares.items()), sep="\n")
        assert {name for name in OF_REGISTRATION if shares.get(name, 0) < 2} == set()


@settings(max_examples=examples(2, 60))
@given(story=STORY, commands=COMMANDS)
def test_they_are_on_postgresql(schema_pool: SchemaPool, story, commands) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        schema_pool.lent(Path(folder)) as place,
    ):
        live(place, story, commands)
