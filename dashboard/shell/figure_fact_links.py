"""Links to the facts behind a figure: parameters of the History's address."""

from collections.abc import Mapping

from bsm_projections.history.facts_behind_figures import CountedFigure

BEHIND = "behind"
# All facts of the activities that fit the choices of the Follow-up.
ACTIVITIES = "activities"


def facts_of_figure(counted: CountedFigure) -> dict[str, str | None]:
    """For a figure that counts by itself."""
    return {BEHIND: counted}


def facts_of_activities(
    choices: Mapping[str, str | None] | None = None,
) -> dict[str, str | None]:
    """For a figure that counts activities by choices of the Follow-up."""
    return {BEHIND: ACTIVITIES, **(choices or {})}
