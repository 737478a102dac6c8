"""All figures for leadership at one moment, beside those of an earlier one; and which
day that is where nobody chose another.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bsm_domain.foundation.formatting import format_date
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership.activity_changes import (
    BulkEntry,
    DueDateMove,
    OwnerChanges,
    bulk_entries,
    changes_by_owner,
    latest_due_date_moves,
)
from bsm_projections.leadership.activity_figures import (
    ActivityFigures,
    AgeBand,
    OwnerStatuses,
    PostponedActivities,
    activity_figures,
    oldest_open,
    open_by_age,
    owners_by_status,
    postponed_by_meeting,
    postponed_by_owner,
)
from bsm_projections.leadership.burn_up import BurnUpDay, DayBasis, burn_up
from bsm_projections.meetings.display_names import meeting_in_sentence
from bsm_projections.meetings.queries import last_meeting_before
from bsm_projections.meetings.read_model import Meeting

OLDEST_LIMIT, MOVES_LIMIT = 5, 20


@dataclass(frozen=True, slots=True)
class LeadershipFigures:
    """`before` are the figures as they were known at the earlier moment, and `changes`
    is what was recorded since. `burn_up` is by `clock`, in the time zone of the
    meeting that was asked for, else UTC.
    """

    figures: ActivityFigures
    before: ActivityFigures
    clock: DayBasis
    burn_up: tuple[BurnUpDay, ...]
    recorded_together: tuple[BulkEntry, ...]
    ages: tuple[AgeBand, ...]
    oldest: tuple[Activity, ...]
    slipped_by_owner: tuple[PostponedActivities, ...]
    slipped_by_meeting: tuple[PostponedActivities, ...]
    dates_moved: tuple[DueDateMove, ...]
    owners: tuple[OwnerStatuses, ...]
    changes: tuple[OwnerChanges, ...]


def leadership_figures(
    context: ReadContext,
    meeting_id: str | None,
    time_zone: str,
    before: Moment,
    clock: DayBasis = DayBasis.HAPPENED,
) -> LeadershipFigures:
    """Of what one meeting follows, or of all; `before` is not after the viewed one."""
    context_before = replace(context, moment=before)
    return LeadershipFigures(
        figures=activity_figures(context, meeting_id),
        before=activity_figures(context_before, meeting_id),
        clock=clock,
        burn_up=burn_up(context, meeting_id, time_zone, clock),
        recorded_together=bulk_entries(context, meeting_id, time_zone),
        ages=open_by_age(context, meeting_id),
        oldest=oldest_open(context, meeting_id, OLDEST_LIMIT),
        slipped_by_owner=postponed_by_owner(context, meeting_id),
        slipped_by_meeting=postponed_by_meeting(context, meeting_id),
        dates_moved=latest_due_date_moves(context, meeting_id, MOVES_LIMIT),
        owners=owners_by_status(context, meeting_id),
        changes=changes_by_owner(context, meeting_id, before.position),
    )


_DEFAULT_DAYS = 30


@dataclass(frozen=True, slots=True)
class ComparisonDate:
    """`what` says what happened on that day; `usual` is the day that is taken where
    the reader has chosen none.
    """

    on: date
    what: str
    usual: date


def comparison_date(
    meetings: Iterable[Meeting], series: str | None, today: date, chosen: date | None
) -> ComparisonDate:
    """The chosen day, if it lies before the viewed one. Else the last day of the
    series' last meeting before that (None: of any series); else thirty days.
    """
    default = date.fromordinal(max(today.toordinal() - _DEFAULT_DAYS, 1))
    usual = ComparisonDate(default, format_date(default), default)
    if last := last_meeting_before(meetings, series, today):
        usual = ComparisonDate(last.ends_on, meeting_in_sentence(last), last.ends_on)
    if chosen is None or chosen >= today or chosen == usual.on:
        return usual
    return ComparisonDate(chosen, format_date(chosen), usual.on)
