"""The two dozen follow-up activities of `follow-up-story.yaml`, as steps.

Part of the story is told by the calendar, part by its distance from the present, so
that some activities are under way and three are overdue, whenever it is told.
"""

import calendar
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from pydantic import model_validator

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.values import DuePrecision
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.demonstration.berlin_meeting import objective_id
from bsm_service.demonstration.seeding_commands import (
    CHAIR,
    SECRETARIAT,
    Step,
    at,
    focal_point,
    id_of,
    read_yaml,
    spread,
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
from bsm_service.follow_up.work_commands import (
    AddDependency,
    AttachEvidence,
    CommentOnActivity,
    ReachMilestone,
    SetMilestone,
)

# In the afternoon, some minutes apart, so that one day's steps keep their order.
_FROM, _WITHIN, _APART = 12 * 60, 180, 3
_AT_MOST = 95


class Do(StrEnum):
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


_COMMANDS: dict[Do, type[Command]] = {
    Do.PROPOSE: ProposeActivity,
    Do.AGREE: AgreeActivity,
    Do.ACCEPT: AcceptActivity,
    Do.REPORT_PROGRESS: ReportProgress,
    Do.REPORT_COMPLETE: ReportComplete,
    Do.CONFIRM: ConfirmActivity,
    Do.RETURN: ReturnActivity,
    Do.CHANGE_DUE_DATE: ChangeDueDate,
    Do.BLOCK: BlockActivity,
    Do.UNBLOCK: UnblockActivity,
    Do.WITHDRAW: WithdrawActivity,
    Do.CARRY_OVER: CarryOver,
    Do.COMMENT: CommentOnActivity,
    Do.SET_MILESTONE: SetMilestone,
    Do.REACH_MILESTONE: ReachMilestone,
    Do.ATTACH_LINK: AttachEvidence,
    Do.WAIT_FOR: AddDependency,
}
_NOT_THE_OWNERS = frozenset({Do.AGREE, Do.CONFIRM, Do.RETURN, Do.CARRY_OVER})


class ToldDue(FrozenModel):
    """By when: a day, days from the present, or quarters after the present one."""

    day: date | None = None
    by: DuePrecision = DuePrecision.DAY
    in_days: int | None = None
    quarters: int | None = None

    @model_validator(mode="after")
    def _says_it_one_way(self) -> Self:
        if [self.day, self.in_days, self.quarters].count(None) != 2:
            raise ValueError("say either `day`, `in_days` or `quarters`")
        return self

    def as_asked(self, today: date) -> dict[str, Any]:
        if self.quarters is not None:
            ends = _quarter_end(today, self.quarters)
            return {"due_on": ends, "due_precision": DuePrecision.QUARTER}
        day = self.day or working_day(today + timedelta(days=self.in_days or 0))
        return {"due_on": day, "due_precision": self.by}


class ToldStep(FrozenModel):
    """Something that is done for an activity, on a day or days before the present."""

    do: Do
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
    due: ToldDue | None = None
    text: str | None = None
    mentions: tuple[str, ...] | None = None
    milestone: str | None = None
    url: str | None = None
    awaits: str | None = None
    meeting: date | None = None

    @model_validator(mode="after")
    def _says_when_one_way(self) -> Self:
        if (self.day is None) == (self.days_ago is None):
            raise ValueError("say either `day` or `days_ago`")
        return self

    def content(self, today: date) -> dict[str, Any]:
        """What the command says, beyond which activity it is about."""
        told = {
            "percent": self.percent,
            "note": self.note,
            "reason": self.reason,
            "blocked_by": self.blocked_by,
            "text": self.text,
            "mentions": self.mentions,
            "url": self.url,
            "on": self.awaits and id_of("activity", self.awaits),
            "meeting_id": self.meeting and id_of("meeting", str(self.meeting)),
        }
        said = {name: value for name, value in told.items() if value is not None}
        due = self.due.as_asked(today) if self.due else {}
        if self.do is Do.SET_MILESTONE:
            return said | {"title": self.milestone, "due_on": due["due_on"]}
        return said | due

    def names(self, activity: str) -> dict[str, UUID]:
        """The identities of what it makes, or is about, within the activity."""
        if self.do is Do.COMMENT:
            return {"comment_id": id_of("comment", f"{activity}/{self.text}")}
        if self.do is Do.ATTACH_LINK:
            return {"evidence_id": id_of("evidence", f"{activity}/{self.url}")}
        if self.milestone is not None:
            return {"milestone_id": id_of("milestone", f"{activity}/{self.milestone}")}
        return {}


class ToldActivity(FrozenModel):
    code: str
    objective: str
    title: str
    owner: str
    agency: str | None = None
    partners: tuple[str, ...] = ()
    due: ToldDue
    steps: tuple[ToldStep, ...]

    @property
    def id(self) -> UUID:
        return id_of("activity", self.code)

    def promise(self, today: date) -> dict[str, Any]:
        return {
            "objective_id": objective_id(self.objective),
            "title": self.title,
            "owner": self.owner,
            "agency": self.agency,
            "partners": self.partners,
            **self.due.as_asked(today),
        }


def follow_up_steps(present: datetime) -> Iterator[Step]:
    """Every step of every activity, as told at the present moment."""
    today = present.date()
    for said in read_yaml("follow-up-story.yaml"):
        activity = ToldActivity.model_validate(said)
        steps = (one for told in activity.steps for one in _each_year(told, today))
        for number, told in enumerate(steps):
            yield _step(activity, number, told, today)


def _each_year(told: ToldStep, today: date) -> Iterator[ToldStep]:
    if not told.yearly or told.day is None or told.percent is None:
        yield told
        return
    for times, year in enumerate(range(told.day.year, today.year), start=1):
        day, percent = told.day.replace(year=year), min(_AT_MOST, told.percent * times)
        yield told.model_copy(update={"day": day, "percent": percent})


def _step(activity: ToldActivity, number: int, told: ToldStep, today: date) -> Step:
    minutes = _FROM + spread(activity.code, _WITHIN) + _APART * number

    def moment(day: date | None, days_ago: int | None) -> datetime | None:
        if days_ago is not None:
            day = today - timedelta(days=days_ago)
        return None if day is None else at(working_day(day), minutes)

    taken = moment(told.day, told.days_ago)
    assert taken is not None
    content = told.content(today)
    if told.do is Do.PROPOSE:
        content |= activity.promise(today)
    command = _COMMANDS[told.do].model_validate(
        {
            "activity_id": activity.id,
            "occurred_at": moment(told.happened_on, told.happened_days_ago),
            **told.names(activity.code),
            **content,
        }
    )
    return Step(taken, f"{activity.code}/{number}", _who(activity, told), command)


def _who(activity: ToldActivity, told: ToldStep) -> Principal:
    usual = "secretariat" if told.do in _NOT_THE_OWNERS else activity.owner
    match told.by or usual:
        case "secretariat":
            return SECRETARIAT
        case "chair":
            return CHAIR
        case state:
            return focal_point(state)


def _quarter_end(today: date, quarters: int) -> date:
    """The last day of the quarter so many quarters after today's (0: today's own)."""
    quarter = today.year * 4 + (today.month - 1) // 3 + quarters
    year, month = quarter // 4, quarter % 4 * 3 + 3
    return date(year, month, calendar.monthrange(year, month)[1])
