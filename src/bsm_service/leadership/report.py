"""The leadership report: its figures and sentences, as of any moment; and as the API
and `bsm brief --json` give it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.columns import Id
from bsm_projections.engine.moment import Moment
from bsm_projections.leadership.burn_up import DayBasis
from bsm_projections.leadership.queries import (
    ComparisonDate,
    LeadershipFigures,
    comparison_date,
    leadership_figures,
)
from bsm_projections.meetings.display_names import meeting_in_sentence
from bsm_projections.meetings.queries import meetings
from bsm_projections.meetings.read_model import Meeting
from bsm_service.application.system import System
from bsm_service.leadership import texts

_MAX_MEETINGS = 1_000


@dataclass(frozen=True, slots=True)
class LeadershipReport:
    """`meeting` is the requested one, None for all; `before` is the moment of
    comparison; `names` are the meetings' names; `audience` is what the reader may see.
    """

    moment: Moment
    audience: Audience
    meeting: Meeting | None
    since: ComparisonDate
    compared_with: Moment
    names: Mapping[str, str]
    commitments: LeadershipFigures

    @property
    def headline(self) -> str:
        return texts.headline(self.commitments, self.since.what, self.names)

    @property
    def sentences(self) -> list[str]:
        return texts.change_sentences(self.commitments.changes)


def leadership_report(
    system: System,
    moment: Moment,
    audience: Audience,
    *,
    meeting_id: str | None = None,
    since: date | None = None,
    clock: DayBasis = DayBasis.HAPPENED,
) -> LeadershipReport:
    """Raises NotFound, InvalidValue."""
    today = moment.at.date()
    if since is not None and since >= today:
        raise InvalidValue(
            f"{since} is not before {today}, the date of the report; choose an earlier "
            "date",
            field="query.since",
        )
    with system.read(moment, audience) as context:
        visible_meetings = meetings(context, limit=_MAX_MEETINGS).items
    meeting = next((row for row in visible_meetings if row.id == meeting_id), None)
    if meeting is None and meeting_id is not None:
        raise NotFound(f"there was no meeting {meeting_id} on record at that moment")
    series = meeting.series if meeting else None
    comparison = comparison_date(visible_meetings, series, today, since)
    compared_with = system.moment(comparison.on.isoformat())
    zone = meeting.time_zone if meeting else "UTC"
    with system.read(moment, audience) as context:
        commitments = leadership_figures(
            context, meeting_id, zone, compared_with, clock
        )
    names = {row.id: meeting_in_sentence(row) for row in visible_meetings}
    return LeadershipReport(
        moment, audience, meeting, comparison, compared_with, names, commitments
    )


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
