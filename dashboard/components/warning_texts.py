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
        f"{format_count(len(distinct), 'fact')} could not be understood and {verb} "
        "missing "
        f"from the figures: {positions_text}. Whoever runs the server sees why with "
        "'bsm status'."
    )


def facts_not_shown_yet(facts: int) -> str:
    verb = pluralize(facts, "is", "are")
    return (
        f"{format_count(facts, 'newer fact')} {verb} on record and not yet shown here."
    )


def session_ended(*, session: bool, refused: bool) -> str:
    """That the viewer's session has ended, or only some of their rights; `refused` is
    whether they did something that was not carried out.
    """
    text = "Your session has ended" if session else "Your rights have changed"
    return (
        f"{text}, so your last action was not carried out." if refused else f"{text}."
    )
