"""What waits for a delegation, in which order; the matrix, cell by cell; and what of
either, and of the text, others are not told.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from service.agreement.decision_examples import Decisions, body
from systems import CHAIR, START, StoryClock, announce_berlin, do, system_in

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.awaiting import awaited_drafts, awaited_positions
from bsm_projections.agreement.comparison_queries import comparison, text_of_version
from bsm_projections.agreement.matrix import delegation_agreements
from bsm_projections.agreement.queries import decision_versions
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_service.agreement.commands import OpenProcedure, TableVersion
from bsm_service.application.system import System

DAY = timedelta(days=1)
EVERYBODY = Audience(focal_points_matter=False)


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def system(tmp_path: Path, clock: StoryClock) -> Iterator[System]:
    system = system_in(tmp_path, clock=clock)
    yield system
    system.close()


@pytest.fixture
def decisions(system: System) -> Decisions:
    return Decisions(system, announce_berlin(system))


def ask(system: System, query: Any, *given: Any, audience: Audience) -> Any:
    with system.read(system.now(), audience) as context:
        return query(context, *given)


def awaited(system: System, delegation: str) -> list[str]:
    found = ask(system, awaited_positions, delegation, audience=UNRESTRICTED_AUDIENCE)
    counted = ask(system, awaited_drafts, delegation, audience=UNRESTRICTED_AUDIENCE)
    assert {row.decision.id for row in found} == {row.decision_id for row in counted}
    return [row.decision.title for row in found]


def test_silences_come_first_then_procedures_then_drafts(
    system: System, decisions: Decisions, clock: StoryClock
):
    decisions.table("older draft")
    clock.pass_by(DAY)
    decisions.table("newer draft")
    consensus = decisions.table("consensus")
    opening = OpenProcedure(decision_id=consensus, procedure="consensus", of=1)
    do(system, opening, CHAIR)
    for title, days in (("late silence", 9), ("early silence", 3)):
        decisions.silence(decisions.table(title), START + days * DAY)
    decisions.adopted("adopted")

    order = ["early silence", "late silence", "consensus", "older draft", "newer draft"]
    assert awaited(system, "IT") == order
    assert awaited(system, "DZ") == []

    decisions.says(consensus, "IT", Position.NONE)
    assert awaited(system, "IT") == [title for title in order if title != "consensus"]


def test_what_has_expired_waits_for_nobody(
    system: System, decisions: Decisions, clock: StoryClock
):
    expires_at = datetime(2016, 1, 8, 12, 0, tzinfo=UTC)
    decisions.silence(decisions.table("silence"), expires_at)
    [draft] = ask(system, awaited_drafts, "IT", audience=UNRESTRICTED_AUDIENCE)

    assert draft.is_awaited_at(expires_at - timedelta(microseconds=1))
    assert not draft.is_awaited_at(expires_at)


def test_cells_are_listed_for_whoever_may_see_positions(
    system: System, decisions: Decisions, clock: StoryClock
):
    until = clock.time.date() + DAY
    draft = decisions.table("draft")
    decisions.says(draft, "IT", Position.AD_REFERENDUM, until=until)
    adopted = decisions.table("adopted")
    decisions.says(adopted, "IT", Position.AGREE)
    new_version = body("Share what works well.", title="adopted")
    do(system, TableVersion(decision_id=adopted, of=1, body=new_version), CHAIR)
    decisions.says(adopted, "AT", Position.AGREE, version=2)
    decisions.adopt(adopted, of=2)

    def cells(audience: Audience) -> dict[tuple[str, str], Any]:
        found = ask(
            system, delegation_agreements, str(decisions.meeting), audience=audience
        )
        return {(cell.title, cell.delegation): cell for cell in found}

    inside, outside = cells(UNRESTRICTED_AUDIENCE), cells(EVERYBODY)

    assert len(inside) == 2 * 57
    assert {title for title, _ in outside} == {"adopted"}
    assert inside["draft", "IT"].position == Position.AD_REFERENDUM
    assert (inside["draft", "IT"].until, inside["draft", "IT"].has_lapsed) == (
        until,
        False,
    )
    assert inside["draft", "AT"].position is None
    assert outside["adopted", "AT"].position == Position.AGREE
    assert inside["adopted", "IT"].is_stale
    # On an earlier version, so it is not a final position.
    assert outside["adopted", "IT"].position is None

    clock.pass_by(3 * DAY)
    assert cells(UNRESTRICTED_AUDIENCE)["draft", "IT"].has_lapsed


@pytest.mark.parametrize(
    "query", [decision_versions, comparison, partial(text_of_version, number=1)]
)
def test_the_text_is_for_whoever_may_see_the_decision(
    system: System, decisions: Decisions, query: Any
):
    """Pages and lists ask for the decision first; each of these must not rely on it."""
    secret = str(decisions.table("secret", audience=MatterAudience.FOCAL_POINTS))

    assert ask(system, query, secret, audience=UNRESTRICTED_AUDIENCE)
    assert not ask(system, query, secret, audience=EVERYBODY)
