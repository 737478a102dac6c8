"""Texts about the roll: when it was called, the quorum, who acts as head."""

from collections.abc import Iterable, Mapping

from bsm_domain.foundation.formatting import count_of, format_datetime, join_names
from bsm_projections.meetings.roll_calls import RollCall


def roll_called(roll: RollCall, time_zone: str) -> str:
    others = len(roll.present) - roll.states_present
    also = f"; {count_of(others, 'other delegation')} present" if others else ""
    return (
        f"Called on {format_datetime(roll.called_at, time_zone)}{also}."
        f"{_quorum_text(roll)}"
    )


def _quorum_text(roll: RollCall) -> str:
    if roll.needed is None:
        return ""
    if roll.states_present >= roll.needed:
        return f" There is a quorum ({roll.needed} needed)."
    return f" There is no quorum: {roll.needed} are needed."


def acting_heads(codes: Iterable[str], names: Mapping[str, str]) -> str:
    """Of which delegations an alternate acts as head."""
    found = {*codes}
    listed = [names[code] for code in names if code in found]
    return f"An alternate acts as head of {join_names(listed)}." if listed else ""


def roll_changes(
    present: frozenset[str], roll: RollCall | None, names: Mapping[str, str]
) -> str:
    """What the next roll-call would change."""
    before = frozenset() if roll is None else frozenset(roll.present)
    sentences = []
    if arrived := [names[code] for code in names if code in present - before]:
        sentences.append(f"Arrived: {join_names(arrived)}.")
    if left := [names[code] for code in names if code in before - present]:
        sentences.append(f"Left: {join_names(left)}.")
    return " ".join(sentences)
