"""The fields in which a row and the record can differ.

A row of an exported list is compared with the record of that time: only what was
changed in the list since is a difference.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from bsm_domain.follow_up import ActivityStatus, FollowUpActivity
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import DuePrecision
from bsm_projections.follow_up.activities_for_import import RecordedActivity
from bsm_service.imports.commands import ImportedActivity
from bsm_service.imports.rows.row_identity import normalise_text

_COMPLETE = frozenset({ActivityStatus.REPORTED_COMPLETE, ActivityStatus.CONFIRMED})
_ENDED = _COMPLETE | {ActivityStatus.WITHDRAWN}
# What a tracker calls agreed or accepted ("open") may be further on record.
_OPEN = frozenset({ActivityStatus.AGREED, ActivityStatus.ACCEPTED})
_FURTHER_STATUSES = frozenset(
    {ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS, ActivityStatus.BLOCKED}
)


# Why an import does not change a field; and the fields whose differences are left out
# where all are requested.
UNCHANGEABLE_FIELDS = {
    "title": "an import cannot change an activity's title; restore the title in the "
    "list, or withdraw the activity and propose a new one",
    "promised_on": "an import cannot change the date agreed; restore it in the list",
    "closed_on": "an import cannot correct the closing date; correct the report on the "
    "activity's page",
}
EXCLUDED_FROM_ALL = frozenset({"promised_on", "closed_on"})


def refusal_reason(row: "ActivityRow", field: str) -> str | None:
    """Why a difference can never be applied: no import changes the field, or the row
    contradicts itself, as no new row may.
    """
    status = row.activity.status
    if field == "percent" and row.activity.percent == 100 and status not in _COMPLETE:
        return (
            f"its progress is 100 %, but its status is “{status}”; change the status "
            "to completed, or correct the percentage"
        )
    return UNCHANGEABLE_FIELDS.get(field)


class RecordedTerms(NamedTuple):
    """What is on record of an activity, as far as lists have it. `ended_on` is when it
    was completed or withdrawn.
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
    """An activity as a row has it. `given_fields` are in the row itself: others follow
    from these. `version` is that of an exported list, and `is_precise` is set where the
    row has a due precision.
    """

    activity: ImportedActivity
    given_fields: frozenset[str]
    is_own_list: bool = False
    version: int | None = None
    is_precise: bool = False


@dataclass(frozen=True, slots=True)
class FieldValue:
    """The value of one field of a row: as it is shown, how the record shows it, whether
    both agree, and the change that applies it. `change` is empty for fields that no
    import changes.
    """

    field: str
    after: str
    before: Callable[[RecordedTerms], str | None]
    matches: Callable[[RecordedTerms], bool]
    change: Mapping[str, Any]


def current_terms(tracked: RecordedActivity, zone: str) -> RecordedTerms:
    """Days are in the given time zone."""
    return RecordedTerms(
        title=tracked.title,
        owner=tracked.owner,
        agency=tracked.agency,
        partners=tracked.partners,
        due_on=tracked.due_on,
        due_precision=tracked.due_precision,
        status=tracked.status,
        percent=tracked.percent,
        promised_on=_day(tracked.promised_at, zone),
        ended_on=_day(tracked.ended_at, zone) if tracked.ended_at else None,
    )


def terms_at_version(activity: FollowUpActivity, zone: str) -> RecordedTerms:
    """As of an earlier version; without the end, by which exported lists are not
    compared.
    """
    terms = activity.terms
    return RecordedTerms(
        title=terms.title,
        owner=terms.owner.delegation,
        agency=terms.owner.agency,
        partners=terms.partners,
        due_on=terms.due.on,
        due_precision=terms.due.precision,
        status=activity.status,
        percent=activity.percent,
        promised_on=_day(activity.first_promised_at, zone),
        ended_on=None,
    )


def _day(moment: datetime, zone: str) -> date:
    return moment.astimezone(time_zone_named(zone)).date()


def field_values(
    row: ActivityRow, current: RecordedTerms, zone: str
) -> Iterator[FieldValue]:
    """The values of a row that are compared with the record, but for its replies."""
    activity, given_fields = row.activity, row.given_fields
    if row.is_own_list or activity.reference is not None:
        yield FieldValue(
            "title",
            activity.title,
            lambda terms: terms.title,
            lambda terms: normalise_text(terms.title) == normalise_text(activity.title),
            {},
        )
    yield FieldValue(
        "owner",
        activity.owner,
        lambda terms: terms.owner,
        lambda terms: terms.owner == activity.owner,
        {"owner": activity.owner},
    )
    if activity.agency is not None:
        agency = activity.agency
        yield FieldValue(
            "agency",
            agency,
            lambda terms: terms.agency,
            lambda terms: normalise_text(terms.agency or "") == normalise_text(agency),
            {"agency": agency},
        )
    if activity.partners:
        yield FieldValue(
            "partners",
            "; ".join(activity.partners),
            lambda terms: "; ".join(terms.partners) or None,
            lambda terms: {*terms.partners} == {*activity.partners},
            {"partners": activity.partners},
        )
    if given_fields & {"due_precision", "revised_due_precision"}:
        yield _due_value(row, current)
    status = _given_status(row)
    if status is not None:
        yield _status_value(row, status)
    if activity.percent is not None and (row.is_own_list or status not in _COMPLETE):
        yield _percent_value(activity.percent)
    if activity.promised_at is not None:
        yield _date_value("promised_on", _day(activity.promised_at, zone))
    if activity.closed_at is not None and current.status in _ENDED:
        yield _date_value("closed_on", _day(activity.closed_at, zone))


def _date_value(name: str, day: date) -> FieldValue:
    attribute = "promised_on" if name == "promised_on" else "ended_on"

    def before(terms: RecordedTerms) -> str | None:
        value: date | None = getattr(terms, attribute)
        return None if value is None else f"{value}"

    return FieldValue(
        name, f"{day}", before, lambda terms: getattr(terms, attribute) == day, {}
    )


def _due_value(row: ActivityRow, current: RecordedTerms) -> FieldValue:
    day, precision = row.activity.latest_due

    def matches(terms: RecordedTerms) -> bool:
        if day is None:
            return terms.due_precision == DuePrecision.NEXT_MEETING
        return terms.due_on == day and (
            not row.is_precise or terms.due_precision == precision
        )

    if row.is_own_list and day != current.due_on and precision == current.due_precision:
        # Whoever changes the date in an exported list means that day.
        precision = DuePrecision.DAY
    return FieldValue(
        "due_on",
        _format_due(day, precision),
        lambda terms: _format_due(terms.due_on, terms.due_precision),
        matches,
        {"due_on": day, "due_precision": precision},
    )


def _format_due(day: date | None, precision: str) -> str:
    if day is None:
        return str(precision)
    return f"{day}" if precision == DuePrecision.DAY else f"{day} ({precision})"


def _given_status(row: ActivityRow) -> ActivityStatus | None:
    """The status in the row, or that which follows from a closing date."""
    is_given = "status" in row.given_fields or row.activity.closed_at is not None
    return row.activity.status if is_given else None


def _status_value(row: ActivityRow, status: ActivityStatus) -> FieldValue:
    def matches(terms: RecordedTerms) -> bool:
        if terms.status == status:
            return True
        if row.is_own_list:
            return False
        further = status in _OPEN and terms.status in _FURTHER_STATUSES
        confirmed = terms.status == ActivityStatus.CONFIRMED and status in _COMPLETE
        return further or confirmed

    return FieldValue(
        "status", str(status), lambda terms: terms.status, matches, {"status": status}
    )


def _percent_value(percent: int) -> FieldValue:
    return FieldValue(
        "percent",
        str(percent),
        lambda terms: str(terms.percent),
        lambda terms: terms.percent == percent,
        {"percent": percent},
    )
