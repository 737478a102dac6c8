"""The two dozen follow-up activities of `follow-up-story.yaml`, as steps.

Some steps have fixed dates, others are relative to the present, so that some activities
are always under way and three overdue.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from pydantic import model_validator

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.quarters import last_day_of_month
from bsm_domain.foundation.values import DuePrecision
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.demonstration.berlin_meeting import objective_id
from bsm_service.demonstration.seeding_steps import (
    CHAIR,
    SECRETARIAT,
    SeedingStep,
    at_minute,
    focal_point,
    pseudo_random,
    read_yaml,
    story_uuid,
    working_day,
)
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ConfirmActivity,
    ProposeActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    UnblockActivity,
    WithdrawActivity,
)
from bsm_service.follow_up.lineage_commands import CarryOver
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AddDependency,
    AttachEvidence,
    CommentOnActivity,
    ReachMilestone,
    SetMilestone,
)

# In the afternoon, some minutes apart, so that the steps of a day keep their order.
_FIRST_MINUTE, _SPREAD_MINUTES, _MINUTES_APART = 12 * 60, 180, 3
_MAX_PERCENT = 95


class Action(StrEnum):
    PROPOSE = "propose"
    AGREE = "agree"
    ACCEPT = "accept"
    REPORT_PROGRESS = "report progress"
    REPORT_COMPLETE = "report complete"
    CONFIRM = "confirm"
    RETURN = "return"
    CHANGE_DUE_DATE = "change due date"
    BLOCK = "block"
    UNBLOCK = "unblock"
    WITHDRAW = "withdraw"
    CARRY_OVER = "carry over"
    COMMENT = "comment"
    SET_MILESTONE = "set milestone"
    REACH_MILESTONE = "reach milestone"
    ATTACH_LINK = "attach link"
    WAIT_FOR = "wait for"


_COMMANDS: dict[Action, type[Command]] = {
    Action.PROPOSE: ProposeActivity,
    Action.AGREE: AgreeActivity,
    Action.ACCEPT: AcceptActivity,
    Action.REPORT_PROGRESS: ReportProgress,
    Action.REPORT_COMPLETE: ReportComplete,
    Action.CONFIRM: ConfirmActivity,
    Action.RETURN: ReturnActivity,
    Action.CHANGE_DUE_DATE: ChangeDueDate,
    Action.BLOCK: BlockActivity,
    Action.UNBLOCK: UnblockActivity,
    Action.WITHDRAW: WithdrawActivity,
    Action.CARRY_OVER: CarryOver,
    Action.COMMENT: CommentOnActivity,
    Action.SET_MILESTONE: SetMilestone,
    Action.REACH_MILESTONE: ReachMilestone,
    Action.ATTACH_LINK: AttachEvidence,
    Action.WAIT_FOR: AddDependency,
}
_BY_SECRETARIAT = frozenset(
    {Action.AGREE, Action.CONFIRM, Action.RETURN, Action.CARRY_OVER}
)


class DueSpec(FrozenModel):
    """A due date: a day, a number of days from the present, or of quarters after it."""

    day: date | None = None
    by: DuePrecision = DuePrecision.DAY
    in_days: int | None = None
    quarters: int | None = None

    @model_validator(mode="after")
    def _validate_one_form(self) -> Self:
        if [self.day, self.in_days, self.quarters].count(None) != 2:
            raise ValueError("say either `day`, `in_days` or `quarters`")
        return self

    def as_command_fields(self, today: date) -> dict[str, Any]:
        if self.quarters is not None:
            ends = _quarter_end(today, self.quarters)
            return {"due_on": ends, "due_precision": DuePrecision.QUARTER}
        day = self.day or working_day(today + timedelta(days=self.in_days or 0))
        return {"due_on": day, "due_precision": self.by}


class StepSpec(FrozenModel):
    """A step of an activity, on a day or a number of days before the present."""

    do: Action
    day: date | None = None
    days_ago: int | None = None
    happened_on: date | None = None
    happened_days_ago: int | None = None
    yearly: bool = False
    by: str | None = None
    percent: int | None = None
    note: str | None = None
    reason: str | None = None
    blocked_by: str | None = None
    due: DueSpec | None = None
    text: str | None = None
    mentions: tuple[str, ...] | None = None
    milestone: str | None = None
    url: str | None = None
    awaits: str | None = None
    meeting: date | None = None

    @model_validator(mode="after")
    def _validate_one_time(self) -> Self:
        if (self.day is None) == (self.days_ago is None):
            raise ValueError("say either `day` or `days_ago`")
        return self

    def command_fields(self, today: date) -> dict[str, Any]:
        """The fields of the command, except the id of the activity."""
        values = {
            "percent": self.percent,
            "note": self.note,
            "reason": self.reason,
            "blocked_by": self.blocked_by,
            "text": self.text,
            "mentions": self.mentions,
            "url": self.url,
            "on": self.awaits and story_uuid("activity", self.awaits),
            "meeting_id": self.meeting and story_uuid("meeting", str(self.meeting)),
        }
        fields = {name: value for name, value in values.items() if value is not None}
        due = self.due.as_command_fields(today) if self.due else {}
        if self.do is Action.SET_MILESTONE:
            return fields | {"title": self.milestone, "due_on": due["due_on"]}
        return fields | due

    def id_fields(self, activity: str) -> dict[str, UUID]:
        """The ids of what the step creates or refers to within the activity."""
        if self.do is Action.COMMENT:
            return {"comment_id": story_uuid("comment", f"{activity}/{self.text}")}
        if self.do is Action.ATTACH_LINK:
            return {"evidence_id": story_uuid("evidence", f"{activity}/{self.url}")}
        if self.milestone is not None:
            return {
                "milestone_id": story_uuid("milestone", f"{activity}/{self.milestone}")
            }
        return {}


class ActivitySpec(FrozenModel):
    code: str
    objective: str
    title: str
    owner: str
    agency: str | None = None
    partners: tuple[str, ...] = ()
    due: DueSpec
    steps: tuple[StepSpec, ...]

    @property
    def id(self) -> UUID:
        return story_uuid("activity", self.code)

    def proposal(self, today: date) -> dict[str, Any]:
        return {
            "objective_id": objective_id(self.objective),
            "title": self.title,
            "owner": self.owner,
            "agency": self.agency,
            "partners": self.partners,
            **self.due.as_command_fields(today),
        }


def follow_up_steps(present: datetime) -> Iterator[SeedingStep]:
    """All steps of all activities, relative to the present."""
    today = present.date()
    for item in read_yaml("follow-up-story.yaml"):
        activity = ActivitySpec.model_validate(item)
        steps = (
            repeated for spec in activity.steps for repeated in _each_year(spec, today)
        )
        for number, spec in enumerate(steps):
            yield _step(activity, number, spec, today)


def _each_year(spec: StepSpec, today: date) -> Iterator[StepSpec]:
    if not spec.yearly or spec.day is None or spec.percent is None:
        yield spec
        return
    for times, year in enumerate(range(spec.day.year, today.year), start=1):
        day, percent = (
            spec.day.replace(year=year),
            min(_MAX_PERCENT, spec.percent * times),
        )
        yield spec.model_copy(update={"day": day, "percent": percent})


def _step(
    activity: ActivitySpec, number: int, spec: StepSpec, today: date
) -> SeedingStep:
    minutes = (
        _FIRST_MINUTE
        + pseudo_random(activity.code, _SPREAD_MINUTES)
        + _MINUTES_APART * number
    )

    def moment(day: date | None, days_ago: int | None) -> datetime | None:
        if days_ago is not None:
            day = today - timedelta(days=days_ago)
        return None if day is None else at_minute(working_day(day), minutes)

    done_at = moment(spec.day, spec.days_ago)
    assert done_at is not None
    fields = spec.command_fields(today)
    if spec.do is Action.PROPOSE:
        fields |= activity.proposal(today)
    command = _COMMANDS[spec.do].model_validate(
        {
            "activity_id": activity.id,
            "occurred_at": moment(spec.happened_on, spec.happened_days_ago),
            **spec.id_fields(activity.code),
            **fields,
        }
    )
    return SeedingStep(
        done_at, f"{activity.code}/{number}", _principal(activity, spec), command
    )


def _principal(activity: ActivitySpec, spec: StepSpec) -> Principal:
    usual = "secretariat" if spec.do in _BY_SECRETARIAT else activity.owner
    match spec.by or usual:
        case "secretariat":
            return SECRETARIAT
        case "chair":
            return CHAIR
        case state:
            return focal_point(state)


def _quarter_end(today: date, quarters: int) -> date:
    """The last day of a quarter, counted from today's (0)."""
    quarter = today.year * 4 + (today.month - 1) // 3 + quarters
    year, month = quarter // 4, quarter % 4 * 3 + 3
    return last_day_of_month(date(year, month, 1))
