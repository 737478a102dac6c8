"""All that leadership is told of promises at one moment, beside an earlier one."""

from dataclasses import dataclass, replace

from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.queries import Activity
from bsm_projections.leadership import burn_up as promises
from bsm_projections.leadership import changes as changes
from bsm_projections.leadership import figures as commitments
from bsm_projections.leadership.burn_up import DayBasis

OLDEST_SHOWN, MOVED = 5, 20


@dataclass(frozen=True, slots=True)
class LeadershipFigures:
    """`before` are the figures as they were known at the earlier moment, and `changes`
    is what was recorded since. `burn_up` is by `clock`, in the time zone of the
    meeting that was asked for, else UTC.
    """

    figures: commitments.ActivityFigures
    before: commitments.ActivityFigures
    clock: DayBasis
    burn_up: tuple[promises.BurnUpDay, ...]
    recorded_together: tuple[changes.BulkEntry, ...]
    ages: tuple[commitments.AgeBand, ...]
    oldest: tuple[Activity, ...]
    slipped_by_owner: tuple[commitments.PostponedActivities, ...]
    slipped_by_meeting: tuple[commitments.PostponedActivities, ...]
    dates_moved: tuple[changes.DueDateMove, ...]
    owners: tuple[commitments.OwnerStatuses, ...]
    changes: tuple[changes.OwnerChanges, ...]


def leadership_figures(
    context: ReadContext,
    meeting_id: str | None,
    time_zone: str,
    before: Moment,
    clock: DayBasis = DayBasis.HAPPENED,
) -> LeadershipFigures:
    """Of what one meeting follows, or of all; `before` is not after the viewed one."""
    earlier = replace(context, moment=before)
    return LeadershipFigures(
        figures=commitments.activity_figures(context, meeting_id),
        before=commitments.activity_figures(earlier, meeting_id),
        clock=clock,
        burn_up=promises.burn_up(context, meeting_id, time_zone, clock),
        recorded_together=changes.bulk_entries(context, meeting_id, time_zone),
        ages=commitments.open_by_age(context, meeting_id),
        oldest=commitments.oldest_open(context, meeting_id, OLDEST_SHOWN),
        slipped_by_owner=commitments.postponed_by_owner(context, meeting_id),
        slipped_by_meeting=commitments.postponed_by_meeting(context, meeting_id),
        dates_moved=changes.latest_due_date_moves(context, meeting_id, MOVED),
        owners=commitments.owners_by_status(context, meeting_id),
        changes=changes.changes_by_owner(context, meeting_id, before.position),
    )
