"""Who has or awaits a place in a session."""

from typing import Any

from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.registration.session_places.read_model import SessionPlace


def places(
    context: ReadContext,
    session_id: Id,
    *,
    delegation: str | None = None,
    waiting: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[SessionPlace]:
    """The places that are taken in a session, the earliest first; or those `waiting`
    for one.
    """
    where = ["session_id = :session_id", "state = :state"]
    if delegation is not None:
        where.append("delegation = :delegation")
    return result_page(
        context,
        "places",
        SessionPlace,
        where=where,
        order=("since", "registration_id"),
        after=after,
        limit=limit,
        session_id=session_id,
        state="waiting" if waiting else "taken",
        delegation=delegation,
    )


def places_of_registration(context: ReadContext, id: Id) -> tuple[SessionPlace, ...]:
    """The places that a registration has or awaits, the earliest first."""
    return context.items(
        SessionPlace,
        "SELECT * FROM {places} WHERE registration_id = :id AND state <> 'given up' "
        "ORDER BY since, session_id",
        id=id,
    )
