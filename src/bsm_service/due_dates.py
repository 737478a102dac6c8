"""Settles what is due before the next meeting, once that meeting is announced.

A meeting does not know what was promised before it, and deciding never looks at read
models, so this follows the commands that can leave something to settle. It is safe to
repeat, and to do in two processes at once.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from uuid import UUID

from bsm_domain.errors import DomainError
from bsm_domain.foundation import DomainEvent
from bsm_domain.meeting import MeetingAnnounced
from bsm_domain.values import DuePrecision
from bsm_projections.queries.asking import Question
from bsm_projections.queries.next_meeting import is_anything_open_ended, unsettled
from bsm_service.commands import (
    AnnounceMeeting,
    CarryOver,
    ChangeDueDate,
    Command,
    MergeActivities,
    ProposeActivity,
    SettleDueDate,
    SplitActivity,
)
from bsm_service.identity import SYSTEM
from bsm_service.new_ids import derived_id
from bsm_service.service import Answer, Service

# After these there may be a date to settle.
FOLLOWED: tuple[type[Command], ...] = (
    AnnounceMeeting,
    ProposeActivity,
    ChangeDueDate,
    CarryOver,
    SplitActivity,
    MergeActivities,
)


class DueDates:
    """`ask` looks at the read models as they are when every fact is shown."""

    def __init__(
        self,
        service: Service,
        fact_at: Callable[[int], DomainEvent | None],
        ask: Callable[[], AbstractContextManager[Question]],
        glance: Callable[[], AbstractContextManager[Question]],
    ) -> None:
        """`glance` looks at the read models as they are, without waiting."""
        self._service = service
        self._fact_at = fact_at
        self._ask = ask
        self._glance = glance

    def follow(self, answer: Answer) -> None:
        """Whoever announces a meeting waits only where something may be due before it.
        A promise of the same moment, not shown yet, is settled by the next look.
        """
        facts = [self._fact_at(one.position) for one in answer.facts]
        if any(map(_is_open_ended, facts)) or (
            any(isinstance(one, MeetingAnnounced) for one in facts)
            and self._is_something_open()
        ):
            self.settle()

    def _is_something_open(self) -> bool:
        with self._glance() as question:
            return is_anything_open_ended(question)

    def settle(self) -> None:
        """Raises nothing for what somebody else settled, moved or ended meanwhile."""
        with self._ask() as question:
            waiting = unsettled(question)
        for one in waiting:
            command = SettleDueDate(
                activity_id=UUID(one.activity_id), meeting_id=UUID(one.meeting_id)
            )
            id = derived_id(command.activity_id, f"settled {one.version}")
            with suppress(DomainError):
                self._service.execute(
                    command, SYSTEM, command_id=id, expected_version=one.version
                )


def _is_open_ended(fact: DomainEvent | None) -> bool:
    due = getattr(getattr(fact, "promise", fact), "due", None)
    return getattr(due, "precision", None) is DuePrecision.NEXT_MEETING
