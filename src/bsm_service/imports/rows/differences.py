"""What a row says otherwise than the record, field by field.

A row of a list that the product exported is held against what the record said then:
only what somebody has changed in the list since is a difference.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from bsm_domain.follow_up import ActivityStatus, FollowUpActivity
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import DuePrecision
from bsm_projections.follow_up.activities_by_id import Tracked
from bsm_service.imports.commands import ImportedActivity
from bsm_service.imports.rows.row_identity import normalise_text

_COMPLETE = frozenset({ActivityStatus.REPORTED_COMPLETE, ActivityStatus.CONFIRMED})
_OVER = _COMPLETE | {ActivityStatus.WITHDRAWN}
# What a tracker calls agreed or accepted ("open") may be further on record.
_OPEN = frozenset({ActivityStatus.AGREED, ActivityStatus.ACCEPTED})
_FURTHER = frozenset(
    {ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS, ActivityStatus.BLOCKED}
)


# Why an import does not change a field, and the fields that nobody asks to change by
# asking for all.
UNCHANGEABLE_FIELDS = {
    "title": "an import does not change the title of an activity; withdraw the "
    "activity and propose another, or restore the title in the list",
    "promised_on": "an import does not change when an activity was promised",
    "closed_on": "an import does not correct when an activity was closed; correct the "
    "report on the page of the activity",
}
EXCLUDED_FROM_ALL = frozenset({"promised_on", "closed_on"})


def refusal_reason(row: "ActivityRow", field: str) -> str | None:
    """Why a difference of a field is never taken over: no import changes it, or the row
    contradicts itself, as no new row may.
    """
    status = row.activity.status
    if field == "percent" and row.activity.percent == 100 and status not in _COMPLETE:
        return (
            f"100 % is done, yet its status is “{status}”; say that it is completed, "
            "or how much is done"
        )
    return UNCHANGEABLE_FIELDS.get(field)


class RecordedTerms(NamedTuple):
    """What is on record of an activity, as far as lists say it. `ended_on` is when it
    was completed or given up.
    """

    title: str
    owner: str
    agency: str | None
    partners: tuple[str, ...]
    due_on: date
    due_precision: str
    status: str
    percent: int
    promised_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as a row has it. `said` are the fields that the row itself says:
    others follow from these. `version` is that of a list that the product exported, and
    `is_precise` is set where it says how precise the due date is.
    """

    activity: ImportedActivity
    said: frozenset[str]
    is_own_list: bool = False
    version: int | None = None
    is_precise: bool = False


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field of a row: how it is shown, how it is taken over, and whether the record
    says the same. `change` is empty for what no import changes.
    """

    field: str
    after: str
    before: Callable[[RecordedTerms], str | None]
    same: Callable[[RecordedTerms], bool]
    change: Mapping[str, Any]


def current_terms(held: Tracked, zone: str) -> RecordedTerms:
    """Days are those of a time zone."""
    return RecordedTerms(
        title=held.title,
        owner=held.owner,
        agency=held.agency,
        partners=held.partners,
        due_on=held.due_on,
        due_precision=held.due_precision,
        status=held.status,
        percent=held.percent,
        promised_on=_day(held.promised_at, zone),
        ended_on=_day(held.ended_at, zone) if held.ended_at else None,
    )


def terms_at_version(activity: FollowUpActivity, zone: str) -> RecordedTerms:
    """As it stood at an earlier version, but for when it ended: exported lists are not
    compared by that.
    """
    promise = activity.promise
    return RecordedTerms(
        title=promise.title,
        owner=promise.owner.delegation,
        agency=promise.owner.agency,
        partners=promise.partners,
        due_on=promise.due.on,
        due_precision=promise.due.precision,
        status=activity.status,
        percent=activity.percent,
        promised_on=_day(activity.first_promised_at, zone),
        ended_on=None,
    )


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(time_zone_named(zone)).date()


def field_values(
    row: ActivityRow, now: RecordedTerms, zone: str
) -> Iterator[FieldValue]:
    """Everything a row says that is compared, but its replies."""
    one, said = row.activity, row.said
    if row.is_own_list or one.reference is not None:
        yield FieldValue(
            "title",
            one.title,
            lambda it: it.title,
            lambda it: normalise_text(it.title) == normalise_text(one.title),
            {},
        )
    yield FieldValue(
        "owner",
        one.owner,
        lambda it: it.owner,
        lambda it: it.owner == one.owner,
        {"owner": one.owner},
    )
    if one.agency is not None:
        agency = one.agency
        yield FieldValue(
            "agency",
            agency,
            lambda it: it.agency,
            lambda it: normalise_text(it.agency or "") == normalise_text(agency),
            {"agency": agency},
        )
    if one.partners:
        yield FieldValue(
            "partners",
            "; ".join(one.partners),
            lambda it: "; ".join(it.partners) or None,
            lambda it: {*it.partners} == {*one.partners},
            {"partners": one.partners},
        )
    if said & {"due_precision", "revised_due_precision"}:
        yield _due(row, now)
    status = _status_said(row)
    if status is not None:
        yield _status(row, status)
    if one.percent is not None and (row.is_own_list or status not in _COMPLETE):
        yield _percent(one.percent)
    if one.promised_at is not None:
        yield _day_said("promised_on", _day(one.promised_at, zone))
    if one.closed_at is not None and now.status in _OVER:
        yield _day_said("closed_on", _day(one.closed_at, zone))


def _day_said(name: str, on: date) -> FieldValue:
    at = "promised_on" if name == "promised_on" else "ended_on"

    def before(it: RecordedTerms) -> str | None:
        day: date | None = getattr(it, at)
        return None if day is None else f"{day}"

    return FieldValue(name, f"{on}", before, lambda it: getattr(it, at) == on, {})


def _due(row: ActivityRow, now: RecordedTerms) -> FieldValue:
    on, precision = row.activity.latest_due

    def same(it: RecordedTerms) -> bool:
        if on is None:
            return it.due_precision == DuePrecision.NEXT_MEETING
        return it.due_on == on and (not row.is_precise or it.due_precision == precision)

    if row.is_own_list and on != now.due_on and precision == now.due_precision:
        # Whoever changes the date in an exported list means that day.
        precision = DuePrecision.DAY
    return FieldValue(
        "due_on",
        _shown_due(on, precision),
        lambda it: _shown_due(it.due_on, it.due_precision),
        same,
        {"due_on": on, "due_precision": precision},
    )


def _shown_due(on: date | None, precision: str) -> str:
    if on is None:
        return str(precision)
    return f"{on}" if precision == DuePrecision.DAY else f"{on} ({precision})"


def _status_said(row: ActivityRow) -> ActivityStatus | None:
    """As the row says it, or as follows from a day on which it was closed."""
    told = "status" in row.said or row.activity.closed_at is not None
    return row.activity.status if told else None


def _status(row: ActivityRow, status: ActivityStatus) -> FieldValue:
    def same(it: RecordedTerms) -> bool:
        if it.status == status:
            return True
        if row.is_own_list:
            return False
        further = status in _OPEN and it.status in _FURTHER
        confirmed = it.status == ActivityStatus.CONFIRMED and status in _COMPLETE
        return further or confirmed

    return FieldValue(
        "status", str(status), lambda it: it.status, same, {"status": status}
    )


def _percent(percent: int) -> FieldValue:
    return FieldValue(
        "percent",
        str(percent),
        lambda it: str(it.percent),
        lambda it: it.percent == percent,
        {"percent": percent},
    )
