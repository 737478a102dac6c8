"""The one-page brief, made when it is downloaded."""

from datetime import date

from bsm_projections.leadership.burn_up import DayBasis
from bsm_service.access.permissions import require_permission
from bsm_service.leadership import brief
from bsm_service.leadership.report import leadership_report
from dashboard.data import record
from dashboard.data.queries import Viewer
from dashboard.data.system import running_system


def brief_pdf(
    viewer: Viewer, meeting_id: str | None, since: date, clock: DayBasis
) -> bytes:
    """One page of PDF, of the viewed moment. Raises NotPermitted."""
    require_permission(viewer.principal, "read.activities")
    system = running_system().system
    report = leadership_report(
        system,
        system.with_time(viewer.moment),
        viewer.audience,
        meeting_id=meeting_id,
        since=since,
        clock=clock,
    )
    return brief.render_brief(system, report, record.record_notice())


def file_name(viewer: Viewer) -> str:
    return brief.file_name(viewer.moment)
