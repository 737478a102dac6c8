"""Which activities the Follow-up shows, and how. All filters are in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from bsm_domain.foundation import formatting
from bsm_domain.foundation.formatting import join_alternatives
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.follow_up.due_dates import DueDateHistory, due_date_histories
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership.meeting_outcomes import (
    ActivityOrigin,
    activity_origins,
)
from bsm_projections.meetings.read_model import Meeting
from dashboard.components.theme import STATUS_ORDER
from dashboard.data.page_context import PageContext, PageSelection
from dashboard.follow_up import due_date_texts, texts
from dashboard.follow_up.origin_texts import origin_text
from dashboard.follow_up.texts import SCOPE_NAMES, SORT_NAMES, VIEW_NAMES
from dashboard.shell import address
from dashboard.shell.sorting import SORT, Sorting, read_sorting

VIEW, SCOPE, ACTIVITY = "view", "scope", "activity"
STATUS, OWNER, OVERDUE, OPEN = "status", "owner", "overdue", "open"
SLIPS, MOVES, AGE, FIRST, CHANGED = "slips", "moves", "age", "first", "changed"
ON_TIME, ORIGIN = "on_time", "origin"
# Of an activity that arises from nothing that the viewer may see.
NO_ORIGIN = "none"
PAGE_ADDRESS = "/follow-up"
OPENED_ANCHOR = "opened"


@dataclass(frozen=True)
class ActivitySelection(PageSelection):
    """What the address asks for; values that make no sense are ignored. `filters` are
    the values of those that are set.
    """

    view: str
    scope: str
    filters: Mapping[str, Any]
    sorting: Sorting

    @property
    def has_own_delegation(self) -> bool:
        """Whether the viewer's own delegation owns activities."""
        principal = self.page.viewer.principal
        return principal.role is Role.FOCAL_POINT and principal.delegation is not None

    @property
    def meeting(self) -> Meeting | None:
        """The meeting whose activities are asked for; None for all meetings."""
        return None if self.scope == "all" else self.page.meeting

    @property
    def meeting_id(self) -> str | None:
        return self.meeting.id if self.meeting else None

    @property
    def time_zone(self) -> str:
        return self.page.meeting.time_zone if self.page.meeting else "UTC"

    @cached_property
    def activities_in_scope(self) -> tuple[Activity, ...]:
        """The scope's activities, earliest due date first."""
        if self.scope != "all" and self.page.meeting is None:
            return ()
        return self.page.viewer.activities(self.meeting_id)

    @cached_property
    def all_activities(self) -> tuple[Activity, ...]:
        """The activities of all meetings: due dates hold whichever page is open."""
        return self.page.viewer.activities(None)

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activities that match the filters."""
        return tuple(
            row
            for row in self.activities_in_scope
            if all(
                FILTERS[name].matches(FILTERS[name].subject(self, row), value)
                for name, value in self.filters.items()
            )
        )

    @cached_property
    def origins(self) -> Mapping[str, ActivityOrigin]:
        """What the activities arise from, without those that others replaced."""
        return self.page.viewer.fetch(
            "read.activities", activity_origins, self.meeting_id
        )

    @cached_property
    def due_date_histories(self) -> Mapping[str, DueDateHistory]:
        # Of all meetings: what is open, or one's own, may be of another than is chosen.
        result = self.page.viewer.fetch("read.activities", due_date_histories)
        return {history.activity_id: history for history in result}

    def meeting_start(self, id: str) -> date:
        """The first day of a meeting; unknown meetings come last."""
        meeting = self.meetings_by_id.get(id)
        return meeting.starts_on if meeting else date.max

    def today_at(self, row: Activity) -> date:
        """The viewed day, where the activity's meeting is."""
        meeting = self.meetings_by_id.get(row.meeting_id)
        zone = meeting.time_zone if meeting else self.time_zone
        return self.page.viewer.moment.at.astimezone(time_zone_named(zone)).date()

    @property
    def active_filters(self) -> dict[str, str]:
        """The filters that are set, in words."""
        return {
            name: FILTERS[name].text(self, value)
            for name, value in self.filters.items()
        }


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter in the address. `read` makes its value of what stands there, and
    nothing of what makes no sense; `text` is the value in words. `subject` is what of
    an activity is compared: by default, the activity itself.
    """

    read: Callable[[str], Any]
    matches: Callable[[Any, Any], bool]
    text: Callable[[ActivitySelection, Any], str]
    subject: Callable[[ActivitySelection, Activity], Any] = lambda _, row: row


def _parse_number(requested: str) -> int | None:
    return int(requested) if requested.isdecimal() and len(requested) < 7 else None


def _parse_age_range(requested: str) -> tuple[int, int | None] | None:
    """Days, as "365-730"; "365-" has no end."""
    from_text, dash, until_text = requested.partition("-")
    min_days, max_days = _parse_number(from_text), _parse_number(until_text)
    if not dash or min_days is None or (until_text and max_days is None):
        return None
    return min_days, max_days


def _has_age(row: Activity, days: tuple[int, int | None]) -> bool:
    """Days since the first agreement: from, and up to but not including."""
    min_days, max_days = days
    return row.age_days >= min_days and (max_days is None or row.age_days < max_days)


def _owner_text(selected: ActivitySelection, code: str) -> str:
    names = {row.owner: row.owner_name for row in selected.activities_in_scope}
    return f"owner: {names.get(code, code)}"


def _statuses_text(statuses: Sequence[str]) -> str:
    """ "not X" if all statuses but one are chosen."""
    left_out = [status for status in STATUS_ORDER if status not in statuses]
    return f"not {left_out[0]}" if len(left_out) == 1 else join_alternatives(statuses)


# What `completed_on_time` says of those that should be completed by their original
# date, of what of it was, and of what was not.
_ON_TIME_VALUES = {"due": (True, False), "yes": (True,), "no": (False,)}
FILTERS: Mapping[str, Filter] = {
    STATUS: Filter(
        lambda text: [name for name in STATUS_ORDER if name in text.split(",")],
        lambda row, statuses: row.status in statuses,
        lambda _, statuses: _statuses_text(statuses),
    ),
    OWNER: Filter(str, lambda row, code: row.owner == code, _owner_text),
    OVERDUE: Filter(
        lambda text: text if text in ("yes", "no") else None,
        lambda row, value: row.overdue == (value == "yes"),
        lambda _, value: "overdue" if value == "yes" else "not overdue",
    ),
    OPEN: Filter("yes".__eq__, lambda row, _: row.is_open, lambda *_: "open"),
    SLIPS: Filter(
        _parse_number,
        lambda row, times: row.slips >= times,
        lambda _, times: due_date_texts.min_postponements_text(times),
    ),
    # Without the postponements of what an activity continues.
    MOVES: Filter(
        _parse_number,
        lambda row, times: row.slips - row.inherited_slips >= times,
        lambda _, times: f"{due_date_texts.min_postponements_text(times)} itself",
    ),
    AGE: Filter(
        _parse_age_range, _has_age, lambda _, days: due_date_texts.age_range_text(days)
    ),
    FIRST: Filter(
        str,
        lambda row, id: row.first_meeting_id == id,
        lambda selected, id: f"first agreed at {selected.meeting_name(id)}",
    ),
    # The day (UTC) after whose end something changed.
    CHANGED: Filter(
        address.parse_day,
        lambda row, day: row.changed_at.date() > day,
        lambda _, day: f"changed after {formatting.format_date(day)}",
    ),
    ON_TIME: Filter(
        _ON_TIME_VALUES.get,
        lambda row, values: row.completed_on_time in values,
        lambda _, values: texts.ON_TIME_TEXTS[values],
    ),
    ORIGIN: Filter(
        str,
        lambda origin, id: origin is not None and (origin.id or NO_ORIGIN) == id,
        lambda selected, id: origin_text(
            next((one for one in selected.origins.values() if one.id == id), None)
        ),
        lambda selected, row: selected.origins.get(row.id),
    ),
}
FILTER_PARAMETERS = tuple(FILTERS)
PARAMETERS = (VIEW, SCOPE, *FILTER_PARAMETERS, SORT)


def read_selection(page: PageContext) -> ActivitySelection:
    return ActivitySelection(
        page=page,
        view=address.chosen_parameter(VIEW, VIEW_NAMES, "board"),
        scope="all"
        if page.meeting is None
        else address.chosen_parameter(SCOPE, SCOPE_NAMES, "meeting"),
        filters={
            name: value
            for name in FILTERS
            if (value := FILTERS[name].read(address.parameter(name) or ""))
        },
        sorting=read_sorting(SORT_NAMES, "due"),
    )


def link_address(**values: str | None) -> str:
    """An address of this page that keeps every other choice."""
    current = {name: address.parameter(name) for name in PARAMETERS}
    link = address.link(PAGE_ADDRESS, **{**current, **values})
    # A page that opens an activity scrolls to it.
    return f"{link}#{OPENED_ANCHOR}" if values.get(ACTIVITY) else link
