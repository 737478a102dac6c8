"""Which activities the Follow-up shows, and how. All filters are in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bsm_domain.foundation import formatting
from bsm_domain.foundation.formatting import join_alternatives
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.follow_up import due_date_history
from bsm_projections.follow_up.due_date_history import DueDateHistory
from bsm_projections.follow_up.tables import Activity
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_projections.meetings.read_model import Meeting
from dashboard.components import html
from dashboard.components.theme import STATUS_ORDER
from dashboard.data.page_context import PageContext
from dashboard.follow_up import due_date_texts, texts
from dashboard.follow_up.texts import SCOPE_NAMES, SORT_NAMES, VIEW_NAMES
from dashboard.shell import address

VIEW, SCOPE, SORT, ACTIVITY = "view", "scope", "sort", "activity"
STATUS, OWNER, OVERDUE, OPEN = "status", "owner", "overdue", "open"
SLIPS, MOVES, AGE, FIRST, CHANGED = "slips", "moves", "age", "first", "changed"
ON_TIME = "on_time"
FILTER_PARAMETERS = (
    STATUS,
    OWNER,
    OVERDUE,
    OPEN,
    SLIPS,
    MOVES,
    AGE,
    FIRST,
    CHANGED,
    ON_TIME,
)
PARAMETERS = (VIEW, SCOPE, *FILTER_PARAMETERS, SORT)
PAGE_ADDRESS = "/follow-up"
OPENED_ANCHOR = "opened"


# What `completed_on_time` says of them.
ON_TIME_VALUES = {"due": (True, False), "yes": (True,), "no": (False,)}


@dataclass(frozen=True)
class ActivitySelection:
    """The filters in the address; values that make no sense are ignored.

    `min_own_postponements` leaves out the postponements of what an activity continues;
    `age_days_range` are days since the first agreement (from, and up to but not
    including); `changed_after` is the day (UTC) after whose end something changed.
    `on_time` is "due" for what should be completed by its original date, "yes" and "no"
    for what of it was.
    """

    page: PageContext
    view: str
    scope: str
    statuses: tuple[str, ...]
    owner: str | None
    only_overdue: bool
    only_open: bool
    min_postponements: int | None
    min_own_postponements: int | None
    age_days_range: tuple[int, int | None] | None
    first_meeting_id: str | None
    changed_after: date | None
    on_time: str | None
    sort: str
    descending: bool

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
        return tuple(row for row in self.activities_in_scope if self._matches(row))

    def _matches(self, row: Activity) -> bool:
        oldest = self.age_days_range[1] if self.age_days_range else None
        return (
            (not self.statuses or row.status in self.statuses)
            and self.owner in (None, row.owner)
            and (row.overdue or not self.only_overdue)
            and (row.is_open or not self.only_open)
            and row.slips >= (self.min_postponements or 0)
            and row.slips - row.inherited_slips >= (self.min_own_postponements or 0)
            and (self.age_days_range is None or row.age_days >= self.age_days_range[0])
            and (oldest is None or row.age_days < oldest)
            and self.first_meeting_id in (None, row.first_meeting_id)
            and (
                self.changed_after is None or row.changed_at.date() > self.changed_after
            )
            and (
                self.on_time is None
                or row.completed_on_time in ON_TIME_VALUES[self.on_time]
            )
        )

    @cached_property
    def due_date_histories(self) -> Mapping[str, DueDateHistory]:
        # Of all meetings: what is open, or one's own, may be of another than is chosen.
        result = self.page.viewer.fetch(
            "read.activities", due_date_history.due_date_histories
        )
        return {history.activity_id: history for history in result}

    @cached_property
    def meetings_by_id(self) -> Mapping[str, Meeting]:
        return {meeting.id: meeting for meeting in self.page.viewer.meetings()}

    def meeting_name(self, id: str) -> str:
        meeting = self.meetings_by_id.get(id)
        return short_meeting_name(meeting) if meeting else "a meeting"

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
        names = {row.owner: row.owner_name for row in self.activities_in_scope}
        texts_by_filter = {
            STATUS: _statuses_text(self.statuses),
            OWNER: f"owner: {names.get(self.owner or '', self.owner)}"
            if self.owner
            else "",
            OVERDUE: "overdue" if self.only_overdue else "",
            OPEN: "open" if self.only_open else "",
            SLIPS: due_date_texts.min_postponements_text(self.min_postponements),
            MOVES: due_date_texts.min_own_postponements_text(
                self.min_own_postponements
            ),
            AGE: due_date_texts.age_range_text(self.age_days_range),
            FIRST: f"first agreed at {self.meeting_name(self.first_meeting_id)}"
            if self.first_meeting_id
            else "",
            CHANGED: f"changed after {formatting.format_date(self.changed_after)}"
            if self.changed_after
            else "",
            ON_TIME: texts.ON_TIME_TEXTS.get(self.on_time or "", ""),
        }
        return {
            name: filter_text
            for name, filter_text in texts_by_filter.items()
            if filter_text
        }


def read_selection(page: PageContext) -> ActivitySelection:
    statuses = (address.parameter(STATUS) or "").split(",")
    sort = address.parameter(SORT) or ""
    order = sort.removeprefix("-")
    return ActivitySelection(
        page=page,
        view=_known_value(VIEW_NAMES, VIEW, "board"),
        scope="all"
        if page.meeting is None
        else _known_value(SCOPE_NAMES, SCOPE, "meeting"),
        statuses=tuple(status for status in STATUS_ORDER if status in statuses),
        owner=address.parameter(OWNER),
        only_overdue=address.parameter(OVERDUE) == "yes",
        only_open=address.parameter(OPEN) == "yes",
        min_postponements=_parse_number(address.parameter(SLIPS)),
        min_own_postponements=_parse_number(address.parameter(MOVES)),
        age_days_range=_parse_age_range(address.parameter(AGE)),
        first_meeting_id=address.parameter(FIRST),
        changed_after=address.day_parameter(CHANGED),
        on_time=on_time
        if (on_time := address.parameter(ON_TIME)) in ON_TIME_VALUES
        else None,
        sort=order if order in SORT_NAMES else "due",
        descending=sort.startswith("-") and order in SORT_NAMES,
    )


def link_address(**values: str | None) -> str:
    """An address of this page that keeps every other choice."""
    current = {name: address.parameter(name) for name in PARAMETERS}
    link = html.link_address(
        PAGE_ADDRESS, address.with_shared_parameters({**current, **values})
    )
    # A page that opens an activity scrolls to it.
    return f"{link}#{OPENED_ANCHOR}" if values.get(ACTIVITY) else link


def _statuses_text(statuses: Sequence[str]) -> str:
    """ "not X" if all statuses but one are chosen."""
    left_out = [status for status in STATUS_ORDER if status not in statuses]
    if statuses and len(left_out) == 1:
        return f"not {left_out[0]}"
    return join_alternatives(statuses)


def _parse_number(requested: str | None) -> int | None:
    """A number in the address; None where it is absent or malformed."""
    return (
        int(requested)
        if requested and requested.isdecimal() and len(requested) < 7
        else None
    )


def _parse_age_range(requested: str | None) -> tuple[int, int | None] | None:
    """Days, as "365-730"; "365-" has no end."""
    from_text, dash, until_text = (requested or "").partition("-")
    min_days, max_days = _parse_number(from_text), _parse_number(until_text)
    if not dash or min_days is None or (until_text and max_days is None):
        return None
    return min_days, max_days


def _known_value(options: Mapping[str, str], name: str, default: str) -> str:
    requested = address.parameter(name)
    return requested if requested is not None and requested in options else default
