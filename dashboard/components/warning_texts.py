"""Notices about the record and the session: missing facts, ended rights."""

from collections.abc import Sequence

from bsm_domain.foundation.formatting import (
    format_count,
    format_number,
    join_names,
    pluralize,
)


def unreadable_facts(positions: Sequence[int]) -> str:
    """Says which facts are missing from the figures."""
    distinct = sorted(set(positions))
    positions_text = join_names(
        [f"position {format_number(position)}" for position in distinct], limit=5
    )
    verb = pluralize(len(distinct), "is", "are")
    return (
        f"{format_count(len(distinct), 'fact')} could not be processed and {verb} "
        f"missing from the figures ({positions_text}). To see why, run 'bsm status' on "
        "the server."
    )


def facts_not_shown_yet(facts: int) -> str:
    verb = pluralize(facts, "is", "are")
    return (
        f"{format_count(facts, 'newer fact')} {verb} on record but not shown here yet."
    )


def session_ended(*, session: bool, refused: bool) -> str:
    """Says that the viewer's session has ended, or that their rights have changed;
    `refused` is whether an action of theirs was not carried out.
    """
    text = "Your session has ended" if session else "Your rights have changed"
    return (
        f"{text}, so your last action was not carried out." if refused else f"{text}."
    )
