"""The two dozen follow-up activities of `follow-up-story.yaml`, as steps.

Some steps have fixed dates, others are relative to the present, so that some activities
are always under way and three overdue.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

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

_BY_SECRETARIAT = (AgreeActivity, ConfirmActivity, ReturnActivity, CarryOver)
_BY_OWNER = (
    *(ProposeActivity, AcceptActivity, ReportProgress, ReportComplete, ChangeDueDate),
    *(BlockActivity, UnblockActivity, WithdrawActivity, CommentOnActivity),
    *(SetMilestone, ReachMilestone, AttachEvidence, AddDependency),
)
# By their names, as steps call them: "report progress".
_COMMANDS: dict[str, type[Command]] = {
    command.NAME.removeprefix("activity.").replace("-", " "): command
    for command in (*_BY_SECRETARIAT, *_BY_OWNER)
}


def follow_up_steps(present: datetime) -> Iterator[SeedingStep]:
    """All steps of all activities, relative to the present."""
    today = present.date()
    for activity in read_yaml("follow-up-story.yaml"):
        steps = (
            repeated
            for step in activity.pop("steps")
            for repeated in _each_year(step, today)
        )
        for number, step in enumerate(steps):
            yield _seeding_step(activity, number, step, today)


def _each_year(step: dict[str, Any], today: date) -> Iterator[dict[str, Any]]:
    if not step.pop("yearly", False):
        yield step
        return
    for times, year in enumerate(range(step["day"].year, today.year), start=1):
        percent = min(_MAX_PERCENT, step["percent"] * times)
        yield step | {"day": step["day"].replace(year=year), "percent": percent}


def _seeding_step(
    activity: dict[str, Any], number: int, step: dict[str, Any], today: date
) -> SeedingStep:
    """What the file does not explain of a step is a field of its command."""
    code, command = activity["code"], _COMMANDS[step.pop("do")]
    minutes = step.pop(
        "minutes",
        _FIRST_MINUTE + pseudo_random(code, _SPREAD_MINUTES) + _MINUTES_APART * number,
    )

    def moment(day: date | None, days_ago: int | None) -> datetime | None:
        if days_ago is not None:
            day = today - timedelta(days=days_ago)
        return None if day is None else at_minute(working_day(day), minutes)

    done_at = moment(step.pop("day", None), step.pop("days_ago", None))
    happened_at = moment(
        step.pop("happened_on", None), step.pop("happened_days_ago", None)
    )
    assert done_at is not None
    usual = "secretariat" if command in _BY_SECRETARIAT else activity["owner"]
    principal = _principal(step.pop("by", usual))
    if command is ProposeActivity:
        step |= {name: value for name, value in activity.items() if name != "code"}
    fields = {
        "activity_id": story_uuid("activity", code),
        "occurred_at": happened_at,
        **_command_fields(command, code, step, today),
    }
    return SeedingStep(
        done_at, f"{code}/{number}", principal, command.model_validate(fields)
    )


def _command_fields(
    command: type[Command], code: str, step: dict[str, Any], today: date
) -> dict[str, Any]:
    """The fields of the command, with the ids of what the step names."""
    fields = dict(step)
    if due := fields.pop("due", None):
        fields |= _due_fields(due, today)
    if objective := fields.pop("objective", None):
        fields["objective_id"] = objective_id(objective)
    if decision := fields.pop("decision", None):
        fields["decision_id"] = story_uuid("decision", decision)
    if awaited := fields.pop("awaits", None):
        fields["on"] = story_uuid("activity", awaited)
    if meeting := fields.pop("meeting", None):
        fields["meeting_id"] = story_uuid("meeting", str(meeting))
    if milestone := fields.pop("milestone", None):
        fields["milestone_id"] = story_uuid("milestone", f"{code}/{milestone}")
        if command is SetMilestone:
            fields["title"] = milestone
            del fields["due_precision"]
    if command is CommentOnActivity:
        fields["comment_id"] = story_uuid("comment", f"{code}/{step['text']}")
    if command is AttachEvidence:
        fields["evidence_id"] = story_uuid("evidence", f"{code}/{step['url']}")
    return fields


def _due_fields(due: dict[str, Any], today: date) -> dict[str, Any]:
    """A due date: a day, a number of days from the present, or of quarters after it."""
    if "quarters" in due:
        ends = _quarter_end(today, due["quarters"])
        return {"due_on": ends, "due_precision": DuePrecision.QUARTER}
    day = due.get("day") or working_day(today + timedelta(days=due["in_days"]))
    return {"due_on": day, "due_precision": due.get("by", DuePrecision.DAY)}


def _principal(by: str) -> Principal:
    match by:
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
