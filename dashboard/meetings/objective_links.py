"""Links from an objective to its session, and to the decisions that came of it."""

from bsm_projections.meetings.objectives import Objective
from dashboard.data.page_context import PageContext
from dashboard.meetings.agenda import selection
from dashboard.meetings.texts import decision_text, session_text
from dashboard.shell import address


def decision_links(objective: Objective) -> list[tuple[str, str]]:
    """What became of it, each with the address of its page."""
    return [
        (decision_text(decision), address.link("/decision", decision=decision.id))
        for decision in objective.decisions
    ]


def objective_sessions(page: PageContext) -> dict[str, tuple[str, str | None]]:
    """What sessions are called beside their objectives, by ID, each with the address of
    its page; one of the draft alone has none, and only who may read it sees it.
    """
    released = page.shown_meeting.agenda
    draft = selection.draft_sessions(page) or ()
    return {
        **{each.id: (session_text(each, is_draft=True), None) for each in draft},
        **{
            each.id: (
                session_text(each),
                selection.link_address(**{selection.SESSION: each.id}),
            )
            for each in released
        },
    }
