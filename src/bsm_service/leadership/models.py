"""The same for programs: over HTTP, and from the command line."""

from dataclasses import dataclass
from datetime import date, datetime

from bsm_projections.engine.read_context import Id
from bsm_projections.leadership.queries import Commitments
from bsm_service.leadership.report import LeadershipReport


@dataclass(frozen=True, slots=True)
class LeadershipReportModel:
    """`as_of` is the position that was looked at, from the time `at`; `since` is the
    day whose end (UTC) it is compared with, `compared_with` the position at that end.
    `headline` and `changed` are sentences. `focal_points_matter` says whether matter
    for focal points only is counted.
    """

    as_of: int
    at: datetime
    meeting_id: Id | None
    since: date
    compared_with: int
    focal_points_matter: bool
    headline: str
    changed: tuple[str, ...]
    commitments: Commitments


def report_model(told: LeadershipReport) -> LeadershipReportModel:
    return LeadershipReportModel(
        as_of=told.moment.position,
        at=told.moment.at,
        meeting_id=told.meeting.id if told.meeting else None,
        since=told.since.on,
        compared_with=told.compared_with.position,
        focal_points_matter=told.audience.focal_points_matter,
        headline=told.headline,
        changed=tuple(told.sentences),
        commitments=told.commitments,
    )
