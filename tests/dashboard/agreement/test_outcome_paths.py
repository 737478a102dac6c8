"""The bands of the chart of what came of a meeting agree with its rows, and are few."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from bsm_projections.leadership.meeting_outcomes import MeetingOutcome
from dashboard.agreement.outcomes import texts
from dashboard.agreement.outcomes.paths import (
    ENDS,
    MAX_NODES,
    NONE,
    OutcomePaths,
    outcome_paths,
)

MEETING = "berlin"


def outcome(
    objective: str | None = None,
    decision: str | None = None,
    *,
    meeting: str | None = MEETING,
    **counts: int,
) -> MeetingOutcome:
    numbers = dict.fromkeys(("open", "overdue", "confirmed", "withdrawn"), 0) | counts
    activities = numbers["open"] + numbers["confirmed"] + numbers["withdrawn"]
    return MeetingOutcome(
        meeting_id=meeting,
        objective_id=objective,
        objective_code=objective,
        decision_id=decision,
        symbol=decision,
        title=decision,
        decision_status=decision and "adopted",
        activities=activities,
        **numbers,
    )


def in_words(paths: OutcomePaths) -> dict[tuple[str, str], int]:
    labels = [node.label for node in paths.nodes]
    return {(labels[b.source], labels[b.target]): b.value for b in paths.bands}


def test_each_band_is_as_wide_as_its_activities():
    rows = [
        outcome("O1", "DEC/1", confirmed=2, open=3, overdue=1),
        outcome("O1", confirmed=1),
        outcome("O2"),
        outcome(None, "DEC/2"),
        outcome("O9", "DEC/7", meeting="vienna", withdrawn=1),
        outcome(meeting=None, withdrawn=1),
    ]

    assert in_words(outcome_paths(rows, MEETING)) == {
        ("O1", "DEC/1"): 5,
        ("DEC/1", "Confirmed"): 2,
        ("DEC/1", "Open"): 2,
        ("DEC/1", "Overdue"): 1,
        ("O1", "Confirmed"): 1,
        ("O2", "No activity"): 1,
        ("No objective", "DEC/2"): 1,
        ("DEC/2", "No activity"): 1,
        ("Earlier meetings", "Withdrawn"): 1,
        ("Other follow-up", "Withdrawn"): 1,
    }


def many(chance: Random) -> list[MeetingOutcome]:
    return [
        outcome(
            f"O{chance.randrange(9)}",
            f"DEC/{number}" if chance.random() < 0.8 else None,
            confirmed=chance.randrange(3),
            open=chance.randrange(4),
            withdrawn=chance.randrange(2),
        )
        for number in range(chance.randrange(40))
    ]


def total_by_end(rows: Sequence[MeetingOutcome]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for row in rows:
        counted["confirmed"] += row.confirmed
        counted["open"] += row.open - row.overdue
        counted["withdrawn"] += row.withdrawn
        counted[NONE] += not row.activities
    return +counted


@pytest.mark.parametrize("seed", range(12))
def test_smaller_ones_are_grouped_and_nothing_is_lost(seed: int):
    rows = many(Random(seed))
    paths = outcome_paths(rows, MEETING)

    assert len(paths.nodes) <= MAX_NODES
    ends = {node.kind: node.value for node in paths.nodes if node.kind in ENDS}
    assert ends == total_by_end(rows)
    entering: Counter[int] = Counter()
    leaving: Counter[int] = Counter()
    for band in paths.bands:
        entering[band.target] += band.value
        leaving[band.source] += band.value
    for place, node in enumerate(paths.nodes):
        assert {entering[place], leaving[place]} <= {node.value, 0}


def test_the_number_of_those_grouped_is_told():
    rows = [outcome("O1", f"DEC/{number}", confirmed=1) for number in range(20)]

    labels = [node.label for node in outcome_paths(rows, MEETING).nodes]

    assert labels[-2:] == ["8 others", "Confirmed"]
    assert len(labels) == MAX_NODES


def test_labels_of_decisions_are_short_enough_for_a_phone():
    labels = [
        texts.decision_label(replace(outcome("O1", "D1"), symbol=symbol, title=title))
        for symbol, title in (
            ("NFP.DEC/1/16", "Contact points"),
            ("NFP.FP.DEC/12/16", "Contact points"),
            (None, "Contact points at crossing points"),
        )
    ]

    assert labels == ["DEC/1/16", "FP.DEC/12/16", "Contact poi\u2026"]
