"""Decisions are found by the words of their title and text, by who may see them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from service.agreement.decision_examples import Decisions, body
from systems import (
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    announce_berlin,
    do,
    system_in,
)

from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.queries import decisions
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import PlaceTranslation, TableVersion
from bsm_service.application.system import System, audience_of


@dataclass
class Here:
    system: System
    before: int

    def found(
        self, words: str, by: Principal = AUSTRIA, as_of: int | None = None
    ) -> list[str]:
        moment = self.system.moment(None if as_of is None else str(as_of))
        with self.system.read(moment, audience_of(by)) as context:
            page = decisions(context, words=words)
        assert page.total == len(page.items)
        return sorted(row.title for row in page.items)


@pytest.fixture
def here(place: Place) -> Iterator[Here]:
    system = system_in(place)
    told = Decisions(system, announce_berlin(system))
    patrols = told.table("Joint patrols", "Patrol the Šar_mountains by 100 %.")
    told.table(
        "Liaison list", "Patrols share it.", audience=MatterAudience.FOCAL_POINTS
    )
    translation = PlaceTranslation(
        decision_id=patrols, version=1, language="fr", title="Patrouilles", texts=()
    )
    do(system, translation, CHAIR)
    before = system.now().position
    changed = body("Fly over the mountains.", title="Joint flights")
    do(system, TableVersion(decision_id=patrols, of=1, body=changed), CHAIR)
    yield Here(system, before)
    system.close()


def test_words_are_found_whatever_their_case_accents_and_place(here: Here):
    for words in (
        "joint",
        "FLIGHTS",
        "fly mountain",
        "\uff26ly",
        "mountains, flights",
    ):
        assert here.found(words) == ["Joint flights"], words
    for words in ("patrol mountains", "fly_", "fly_over", "100 % fly", "?!", "%", ""):
        assert here.found(words) == [], words


def test_a_text_of_the_past_is_found_by_its_own_words(here: Here):
    for words in ("patrol", "sar_mountains", "patrouilles", "100"):
        assert "Joint patrols" in here.found(words, as_of=here.before), words
    assert here.found("fly", as_of=here.before) == []


def test_what_is_for_focal_points_only_is_found_by_them_alone(here: Here):
    assert here.found("liaison") == ["Liaison list"]
    assert here.found("liaison", LEADERSHIP) == []
    assert here.found("patrols share") == ["Liaison list"]
    assert here.found("patrols share", LEADERSHIP) == []
