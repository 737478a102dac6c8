"""Sets the due dates of activities that are due before the next meeting, once it is
announced, and again when it is moved, postponed to other days or cancelled.

A meeting does not know the activities agreed before it, and decisions never look at
read models, so this is triggered by the facts that may leave something to set. It is
safe to repeat, and to do in two processes at once.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from uuid import UUID

from bsm_domain.follow_up.facts import (
    ActivityCarriedOver,
    ActivityProposed,
    ActivityReopened,
    DueDateChanged,
)
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_domain.foundation.values import DuePrecision
from bsm_domain.meetings.meeting_changes import DAYS
from bsm_domain.meetings.meeting_facts import (
    DetailsChanged,
    MeetingAnnounced,
    MeetingCancelled,
    MeetingPostponed,
)
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.due_dates import unsettled_due_dates
from bsm_service.application.background_work import BackgroundTask, BackgroundTasks
from bsm_service.application.command_service import CommandService
from bsm_service.follow_up.commands import SettleDueDate
from bsm_service.foundation.identifiers import derived_id
from bsm_service.foundation.refusals import (
    ClockJumped,
    CommandIdReused,
    StaleVersion,
    StoreBusy,
    StoreUnavailable,
)
from bsm_service.identity import SYSTEM

# Facts after which a due date may have to be set.
TRIGGERING_FACTS = (
    MeetingAnnounced,
    DetailsChanged,
    MeetingPostponed,
    MeetingCancelled,
    ActivityProposed,
    ActivityCarriedOver,
    ActivityReopened,
    DueDateChanged,
)


class DueDateSettlement:
    """`read` opens the read models as of the latest fact."""

    def __init__(
        self,
        service: CommandService,
        background: BackgroundTasks,
        read: Callable[[], AbstractContextManager[ReadContext]],
    ) -> None:
        self._service = service
        self._read = read
        background.add(
            BackgroundTask(
                "settling due dates", TRIGGERING_FACTS, self._on_facts, self.settle
            )
        )

    def _on_facts(self, facts: Sequence[LoggedFact]) -> None:
        if any(map(_may_leave_unsettled, facts)):
            self.settle(facts[-1].position)

    def settle(self, at_least: int = 0) -> None:
        """Skips activities that were postponed or ended meanwhile. Raises StoreBusy if
        the read models have not reached the position `at_least`, StoreUnavailable,
        ClockJumped.
        """
        look_from: int | None = at_least
        while look_from is not None:
            look_from = self._settle_those_shown(look_from)

    def _settle_those_shown(self, at_least: int) -> int | None:
        """The position from which to look once more, if an activity was changed at the
        same time: perhaps by another process, which knew less of the meetings.
        """
        with self._read() as context:
            position = context.moment.position
            if position < at_least:
                raise StoreBusy(
                    f"the read models are at position {position}, not yet at {at_least}"
                )
            unsettled_activities = unsettled_due_dates(context)
        has_changed = False
        for activity in unsettled_activities:
            command = SettleDueDate(
                activity_id=UUID(activity.activity_id),
                meeting_id=UUID(activity.meeting_id),
            )
            id = derived_id(command.activity_id, f"settled {activity.version}")
            try:
                self._service.execute(
                    command, SYSTEM, command_id=id, expected_version=activity.version
                )
            except (StaleVersion, CommandIdReused):
                has_changed = True
            except (StoreBusy, StoreUnavailable, ClockJumped):
                raise
            except DomainError:  # it has ended meanwhile, or the meeting was cancelled
                continue
        return position + 1 if has_changed else None


def _may_leave_unsettled(recorded: LoggedFact) -> bool:
    """Whether the next meeting may be another or begin on another day, or an activity
    is or may be due before it: activities that are carried over or reopened keep their
    due date.
    """
    fact = recorded.fact
    match fact:
        case DetailsChanged(changed=changed):
            return not DAYS.isdisjoint(changed)
        case MeetingPostponed(starts_on=starts_on):
            return starts_on is not None
        case (
            MeetingAnnounced()
            | MeetingCancelled()
            | ActivityCarriedOver()
            | ActivityReopened()
        ):
            return True
    due = getattr(getattr(fact, "promise", fact), "due", None)
    return getattr(due, "precision", None) is DuePrecision.NEXT_MEETING
