"""One row of a list compared with its activity on record, field by field.

A row of an exported list is compared with the record of that time: only what was
changed in the list since is a difference.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import DuePrecision
from bsm_projections.follow_up.activities_for_import import (
    ReadableComment,
    RecordedActivity,
)
from bsm_service.imports.commands import COMPLETE, ImportedReply
from bsm_service.imports.report import RowDifference
from bsm_service.imports.rows.activity_rows import ActivityRow
from bsm_service.imports.rows.row_identity import normalise_text

# The values of fields, by the names of fields in reports. A due date is a day (None:
# the next meeting) and its precision; other dates are days in the meeting's time zone.
FieldValues = Mapping[str, Any]

_ENDED = COMPLETE | {ActivityStatus.WITHDRAWN}
# What a tracker calls agreed or accepted ("open") may be further on record.
_OPEN = frozenset({ActivityStatus.AGREED, ActivityStatus.ACCEPTED})
_FURTHER_STATUSES = frozenset(
    {ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS, ActivityStatus.BLOCKED}
)
# Why an import does not change a field.
_UNCHANGEABLE_FIELDS = {
    "title": "an import cannot change an activity's title; restore the title in the "
    "list, or withdraw the activity and propose a new one",
    "promised_on": "an import cannot change the date agreed; restore it in the list",
    "closed_on": "an import cannot correct the closing date; correct the report on the "
    "activity's page",
}


@dataclass
class ComparedRow:
    """A row, its activity on record now and, of an exported list, as it was then; and
    the values that differ with their differences, by field.
    """

    number: int
    row: ActivityRow
    tracked: RecordedActivity
    current: FieldValues
    exported: FieldValues | None
    values: dict[str, Any] = field(default_factory=dict)
    differences: dict[str, RowDifference] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        assert self.row.activity.activity_id is not None
        return self.row.activity.activity_id

    def add(
        self,
        name: str,
        value: Any,
        *,
        moved_on: bool = False,
        refusal: str | None = None,
    ) -> None:
        after = format_value(name, value)
        assert after is not None
        self.values[name] = value
        self.differences[name] = RowDifference(
            row=self.number,
            field=name,
            title=self.tracked.title,
            activity_id=self.id,
            version=self.tracked.version,
            before=format_value(name, self.current.get(name)),
            after=after,
            moved_on=moved_on,
            refusal=refusal,
        )

    def update(self, name: str, **changes: Any) -> None:
        """Changes a difference."""
        self.differences[name] = self.differences[name].model_copy(update=changes)


def current_values(tracked: RecordedActivity, zone: str) -> FieldValues:
    return {
        "title": tracked.title,
        "owner": tracked.owner,
        "agency": tracked.agency,
        "partners": tracked.partners,
        "due_on": (tracked.due_on, tracked.due_precision),
        "status": tracked.status,
        "percent": tracked.percent,
        "promised_on": _day(tracked.promised_at, zone),
        "closed_on": _day(tracked.ended_at, zone) if tracked.ended_at else None,
    }


def values_at_version(activity: FollowUpActivity, zone: str) -> FieldValues:
    """As of an earlier version; without the end, by which exported lists are not
    compared.
    """
    terms = activity.terms
    return {
        "title": terms.title,
        "owner": terms.owner.delegation,
        "agency": terms.owner.agency,
        "partners": terms.partners,
        "due_on": (terms.due.on, terms.due.precision),
        "status": activity.status,
        "percent": activity.percent,
        "promised_on": _day(activity.first_promised_at, zone),
        "closed_on": None,
    }


def row_values(row: ActivityRow, current: FieldValues, zone: str) -> FieldValues:
    """What the row has in the fields that are compared with the record, but for its
    replies.
    """
    activity, given = row.activity, row.given_fields
    # A closing date gives the status, too.
    has_status = "status" in given or activity.closed_at is not None
    status = activity.status if has_status else None
    values = {
        "title": activity.title
        if row.is_own_list or activity.reference is not None
        else None,
        "owner": activity.owner,
        "agency": activity.agency,
        "partners": activity.partners or None,
        "due_on": _due_of(row, current)
        if given & {"due_precision", "revised_due_precision"}
        else None,
        "status": status,
        "percent": activity.percent
        if row.is_own_list or status not in COMPLETE
        else None,
        "promised_on": _day(activity.promised_at, zone)
        if activity.promised_at
        else None,
        "closed_on": _day(activity.closed_at, zone)
        if activity.closed_at and current["status"] in _ENDED
        else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _due_of(row: ActivityRow, current: FieldValues) -> tuple[date | None, DuePrecision]:
    day, precision = row.activity.latest_due
    current_day, current_precision = current["due_on"]
    if row.is_own_list and day != current_day and precision == current_precision:
        # Whoever changes the date in an exported list means that day.
        precision = DuePrecision.DAY
    return day, precision


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(time_zone_named(zone)).date()


def agrees(row: ActivityRow, name: str, value: Any, recorded: FieldValues) -> bool:
    """Whether a value of the row says the same as the record."""
    known = recorded[name]
    match name:
        case "title" | "agency":
            return normalise_text(known or "") == normalise_text(value)
        case "partners":
            return {*known} == {*value}
        case "due_on":
            if value[0] is None:
                return bool(known[1] == DuePrecision.NEXT_MEETING)
            return (
                known == value
                if row.exported.due_precision is not None
                else bool(known[0] == value[0])
            )
        case "status":
            further = value in _OPEN and known in _FURTHER_STATUSES
            confirmed = known == ActivityStatus.CONFIRMED and value in COMPLETE
            return known == value or (not row.is_own_list and (further or confirmed))
        case _:
            return bool(known == value)


def format_value(name: str, value: Any) -> str | None:
    """A value as reports show it; None for none."""
    match name, value:
        case _, None:
            return None
        case "partners", _:
            return "; ".join(value) or None
        case "due_on", (None, precision):
            return str(precision)
        case "due_on", (day, DuePrecision.DAY):
            return str(day)
        case "due_on", (day, precision):
            return f"{day} ({precision})"
        case "replies", _:
            return "\n".join(
                f"{reply.at:%Y-%m-%d}: {reply.text}" if reply.at else reply.text
                for reply in value
            )
        case _:
            return str(value)


def refusal_reason(row: ActivityRow, name: str) -> str | None:
    """Why a difference can never be applied: no import changes the field, or the row
    contradicts itself, as no new row may.
    """
    if name == "percent" and row.activity.contradiction is not None:
        return row.activity.contradiction
    return _UNCHANGEABLE_FIELDS.get(name)


def new_replies(
    replies: Sequence[ImportedReply], on_record: Sequence[ReadableComment]
) -> tuple[tuple[ImportedReply, ...], int]:
    """The replies that are not on record, as often as they occur; and how many comments
    on record were erased. An erased comment may still be in the file and must not come
    back: as many of the replies may be those.
    """
    known_texts = Counter(_same_reply(comment.text.text) for comment in on_record)
    new = []
    for reply in replies:
        key = _same_reply(reply.text)
        if known_texts[key] > 0:
            known_texts[key] -= 1
        else:
            new.append(reply)
    return tuple(new), sum(comment.text.missing is not None for comment in on_record)


def _same_reply(text: str) -> str:
    return " ".join(text.split())
