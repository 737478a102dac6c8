"""The brief to take along, made when somebody asks for it."""

from datetime import date

from bsm_projections.leadership.burn_up import ByClock
from bsm_service.access.permissions import require_permission
from bsm_service.leadership import brief as leadership_brief
from bsm_service.leadership.report import told
from dashboard.data import queries
from dashboard.data.queries import Look
from dashboard.data.system import running


def brief(look: Look, meeting_id: str | None, since: date, clock: ByClock) -> bytes:
    """One page of PDF, of the moment that is looked at. Raises NotPermitted."""
    require_permission(look.principal, "read.activities")
    system = running().system
    found = told(
        system,
        system.exactly(look.moment),
        look.audience,
        meeting_id=meeting_id,
        since=since,
        clock=clock,
    )
    return leadership_brief.brief(system, found, queries.notice())


def file_name(look: Look) -> str:
    return leadership_brief.file_name(look.moment)
