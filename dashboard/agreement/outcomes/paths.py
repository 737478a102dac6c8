"""The bands of the chart of what came of a meeting: few enough to be read."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bsm_projections.leadership.meeting_outcomes import MeetingOutcome
from dashboard.agreement.outcomes import texts

MAX_NODES = 15
# The last of a path's nodes, in the order in which they are drawn.
CONFIRMED, OPEN, OVERDUE, WITHDRAWN, NONE = (
    "confirmed",
    "open",
    "overdue",
    "withdrawn",
    "none",
)
ENDS = (CONFIRMED, OPEN, OVERDUE, WITHDRAWN, NONE)


@dataclass(frozen=True, slots=True)
class Node:
    """`kind` is "objective", the status of a decision, or one of `ENDS`; of several
    smaller ones together it is "others".
    """

    label: str
    kind: str
    value: int


@dataclass(frozen=True, slots=True)
class Band:
    """Between two nodes, by their places."""

    source: int
    target: int
    value: int


@dataclass(frozen=True, slots=True)
class OutcomePaths:
    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class _Path:
    """From an objective, through a decision or none, to an end."""

    objective: Hashable
    decision: Hashable | None
    end: str
    value: int


def counted_ends(row: MeetingOutcome) -> dict[str, int]:
    """How many activities came to which end; a row without any counts as one itself."""
    counts = {
        CONFIRMED: row.confirmed,
        OPEN: row.open - row.overdue,
        OVERDUE: row.overdue,
        WITHDRAWN: row.withdrawn,
        NONE: 0 if row.activities else 1,
    }
    return {end: value for end, value in counts.items() if value}


def outcome_paths(rows: Sequence[MeetingOutcome], meeting_id: str) -> OutcomePaths:
    """All rows, with at most `MAX_NODES` nodes: of objectives and decisions the largest
    have their own, and the others share one.
    """
    labels: dict[Hashable, tuple[str, str]] = {}
    paths = [path for row in rows for path in _paths_of(row, meeting_id, labels)]
    objectives = _sizes((path.objective, path.value) for path in paths)
    decisions = _sizes((path.decision, path.value) for path in paths)
    decisions.pop(None, None)
    ends = [end for end in ENDS if any(path.end == end for path in paths)]
    room = MAX_NODES - len(ends)
    for_decisions = max(room - len(objectives), room // 2)
    for_objectives = room - min(len(decisions), for_decisions)
    nodes_of = _grouped(objectives, for_objectives, labels, "objective")
    nodes_of |= _grouped(decisions, for_decisions, labels, "decision")
    nodes_of |= {end: end for end in ends}
    labels |= {end: (texts.ENDS[end], end) for end in ends}
    return _drawn(paths, nodes_of, labels)


def _paths_of(
    row: MeetingOutcome, meeting_id: str, labels: dict[Hashable, tuple[str, str]]
) -> Iterator[_Path]:
    label = texts.objective_label(row)
    objective: Hashable = ("objective", row.objective_id or label)
    decision: Hashable | None = row.decision_id
    if row.meeting_id not in (meeting_id, None):
        label = texts.EARLIER
        objective, decision = ("objective", label), None
    labels[objective] = (label, "objective")
    if decision is not None:
        labels[decision] = (
            texts.decision_label(row),
            row.decision_status or "",
        )
    for end, value in counted_ends(row).items():
        yield _Path(objective, decision, end, value)


def _sizes(counted: Iterable[tuple[Hashable, int]]) -> dict[Hashable, int]:
    sizes: dict[Hashable, int] = {}
    for key, value in counted:
        sizes[key] = sizes.get(key, 0) + value
    return sizes


def _grouped(
    sizes: dict[Hashable, int],
    room: int,
    labels: dict[Hashable, tuple[str, str]],
    kind: str,
) -> dict[Hashable, Hashable]:
    """The node of each: its own, or the one of the smaller ones."""
    if len(sizes) <= room:
        return {key: key for key in sizes}
    largest = sorted(sizes, key=lambda key: -sizes[key])[: room - 1]
    others = ("others", kind)
    labels[others] = (texts.others(len(sizes) - len(largest)), "others")
    return {key: key if key in largest else others for key in sizes}


def _drawn(
    paths: Sequence[_Path],
    nodes_of: dict[Hashable, Hashable],
    labels: dict[Hashable, tuple[str, str]],
) -> OutcomePaths:
    places = {key: place for place, key in enumerate(dict.fromkeys(nodes_of.values()))}
    values = dict.fromkeys(places, 0)
    bands: dict[tuple[int, int], int] = {}
    for path in paths:
        steps = [path.objective, path.decision, path.end]
        nodes = [nodes_of[step] for step in steps if step is not None]
        for node in nodes:
            values[node] += path.value
        for source, target in pairwise(nodes):
            between = places[source], places[target]
            bands[between] = bands.get(between, 0) + path.value
    return OutcomePaths(
        tuple(Node(*labels[key], values[key]) for key in places),
        tuple(Band(*between, value) for between, value in bands.items()),
    )
