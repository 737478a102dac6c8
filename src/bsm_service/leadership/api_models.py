"""The leadership report as the API and `bsm brief --json` give it."""

from dataclasses import dataclass
from datetime import date, datetime

from bsm_projections.engine.columns import Id
from bsm_projections.leadership.queries import LeadershipFigures
from bsm_service.leadership.report import LeadershipReport


@dataclass(frozen=True, slots=True)
class LeadershipReportModel:
    """`as_of` is the position of the report and `at` its time; `since` is the day whose
    end (UTC) it is compared with, `compared_with` the position at that end. `headline`
    and `changed` are sentences. `focal_points_matter` says whether items for focal
    points only are counted.
    """

    as_of: int
    at: datetime
    meeting_id: Id | None
    since: date
    compared_with: int
    focal_points_matter: bool
    headline: str
    changed: tuple[str, ...]
    commitments: LeadershipFigures


def report_model(report: LeadershipReport) -> LeadershipReportModel:
    return LeadershipReportModel(
        as_of=report.moment.position,
        at=report.moment.at,
        meeting_id=report.meeting.id if report.meeting else None,
        since=report.since.on,
        compared_with=report.compared_with.position,
        focal_points_matter=report.audience.focal_points_matter,
        headline=report.headline,
        changed=tuple(report.sentences),
        commitments=report.commitments,
    )
