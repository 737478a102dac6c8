"""Which activities the Follow-up shows, and how. Every choice stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.follow_up.queries import Activity
from bsm_projections.leadership import burn_up
from bsm_projections.leadership.burn_up import Course
from bsm_projections.meetings.queries import Meeting
from dashboard.components import formatting, html
from dashboard.components.theme import STATUS_ORDER
from dashboard.data.page_context import PageContext
from dashboard.follow_up import texts
from dashboard.follow_up.texts import SCOPES, SORTS, VIEWS
from dashboard.shell import address

VIEW, SCOPE, SORT, ACTIVITY = "view", "scope", "sort", "activity"
STATUS, OWNER, OVERDUE, OPEN = "status", "owner", "overdue", "open"
SLIPS, MOVES, AGE, FIRST, CHANGED = "slips", "moves", "age", "first", "changed"
ON_TIME = "on_time"
NARROWING = (STATUS, OWNER, OVERDUE, OPEN, SLIPS, MOVES, AGE, FIRST, CHANGED, ON_TIME)
NAMES = (VIEW, SCOPE, *NARROWING, SORT)
PAGE = "/follow-up"
OPENED = "opened"


# What `completed_on_time` says of them.
ON_TIMES = {"due": (True, False), "yes": (True,), "no": (False,)}


@dataclass(frozen=True)
class Choice:
    """What the address asks for; what makes no sense in it is left out.

    `slips` is at least how often a date was moved, `moves` the same without what it
    inherited from those that it continues, `age` the days since the first
    promise (from, and up to but not including), `first` the meeting that promised it,
    `changed` the day (UTC) after whose end something changed. `on_time` is "due" for
    what should be completed by its original date, "yes" and "no" for what of it was.
    """

    page: PageContext
    view: str
    scope: str
    statuses: tuple[str, ...]
    owner: str | None
    overdue: bool
    open: bool
    slips: int | None
    moves: int | None
    age: tuple[int, int | None] | None
    first: str | None
    changed: date | None
    on_time: str | None
    sort: str
    descending: bool

    @property
    def has_own(self) -> bool:
        """Whether the viewer's own delegation promises anything."""
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
    def zone(self) -> str:
        return self.page.meeting.time_zone if self.page.meeting else "UTC"

    @cached_property
    def everything(self) -> tuple[Activity, ...]:
        """The scope's activities, the first due first."""
        if self.scope != "all" and self.page.meeting is None:
            return ()
        return self.page.viewer.activities(self.meeting_id)

    @cached_property
    def everywhere(self) -> tuple[Activity, ...]:
        """The activities of all meetings: a promise is due whoever's page is open."""
        return self.page.viewer.activities(None)

    @cached_property
    def rows(self) -> tuple[Activity, ...]:
        """Those that fit the choices."""
        return tuple(row for row in self.everything if self._fits(row))

    def _fits(self, row: Activity) -> bool:
        oldest = self.age[1] if self.age else None
        return (
            (not self.statuses or row.status in self.statuses)
            and self.owner in (None, row.owner)
            and (row.overdue or not self.overdue)
            and (row.is_open or not self.open)
            and row.slips >= (self.slips or 0)
            and row.slips - row.inherited_slips >= (self.moves or 0)
            and (self.age is None or row.age_days >= self.age[0])
            and (oldest is None or row.age_days < oldest)
            and self.first in (None, row.first_meeting_id)
            and (self.changed is None or row.changed_at.date() > self.changed)
            and (
                self.on_time is None or row.completed_on_time in ON_TIMES[self.on_time]
            )
        )

    @cached_property
    def courses(self) -> Mapping[str, Course]:
        # Of all meetings: what is open, or one's own, may be of another than is chosen.
        found = self.page.viewer.fetch("read.activities", burn_up.courses)
        return {one.activity_id: one for one in found}

    @cached_property
    def editions(self) -> Mapping[str, Meeting]:
        return {one.id: one for one in self.page.viewer.meetings()}

    def meeting_name(self, id: str) -> str:
        meeting = self.editions.get(id)
        return formatting.edition(meeting) if meeting else "a meeting"

    def begins(self, id: str) -> date:
        """When a meeting begins; those that nobody knows come last."""
        meeting = self.editions.get(id)
        return meeting.starts_on if meeting else date.max

    def today(self, row: Activity) -> date:
        """The viewed day, where the activity's meeting is."""
        meeting = self.editions.get(row.meeting_id)
        zone = meeting.time_zone if meeting else self.zone
        return self.page.viewer.moment.at.astimezone(time_zone_named(zone)).date()

    @property
    def narrowed(self) -> dict[str, str]:
        """The choices that leave something out, in words."""
        names = {row.owner: row.owner_name for row in self.everything}
        said = {
            STATUS: _of_statuses(self.statuses),
            OWNER: f"of {names.get(self.owner or '', self.owner)}"
            if self.owner
            else "",
            OVERDUE: "overdue" if self.overdue else "",
            OPEN: "open" if self.open else "",
            SLIPS: texts.at_least_moved(self.slips),
            MOVES: texts.at_least_moved_itself(self.moves),
            AGE: texts.of_age(self.age),
            FIRST: f"first promised at {self.meeting_name(self.first)}"
            if self.first
            else "",
            CHANGED: f"changed after {formatting.day(self.changed)}"
            if self.changed
            else "",
            ON_TIME: texts.ON_TIMES.get(self.on_time or "", ""),
        }
        return {name: words for name, words in said.items() if words}


def wanted(page: PageContext) -> Choice:
    statuses = (address.parameter(STATUS) or "").split(",")
    sort = address.parameter(SORT) or ""
    by = sort.removeprefix("-")
    return Choice(
        page=page,
        view=_one_of(VIEWS, VIEW, "board"),
        scope="all" if page.meeting is None else _one_of(SCOPES, SCOPE, "meeting"),
        statuses=tuple(one for one in STATUS_ORDER if one in statuses),
        owner=address.parameter(OWNER),
        overdue=address.parameter(OVERDUE) == "yes",
        open=address.parameter(OPEN) == "yes",
        slips=_whole(address.parameter(SLIPS)),
        moves=_whole(address.parameter(MOVES)),
        age=_ages(address.parameter(AGE)),
        first=address.parameter(FIRST),
        changed=address.day_parameter(CHANGED),
        on_time=on_time
        if (on_time := address.parameter(ON_TIME)) in ON_TIMES
        else None,
        sort=by if by in SORTS else "due",
        descending=sort.startswith("-") and by in SORTS,
    )


def link(**values: str | None) -> str:
    """An address of this page that keeps every other choice."""
    here = {name: address.parameter(name) for name in NAMES}
    there = html.link_address(PAGE, address.with_shared_parameters({**here, **values}))
    # A page that opens an activity shows it, however much stands above.
    return f"{there}#{OPENED}" if values.get(ACTIVITY) else there


def _of_statuses(statuses: Sequence[str]) -> str:
    """All but one are told by the one that is left out."""
    left_out = [one for one in STATUS_ORDER if one not in statuses]
    if statuses and len(left_out) == 1:
        return f"not {left_out[0]}"
    return " or ".join(statuses)


def _whole(asked: str | None) -> int | None:
    """A number in the address; None where it is absent or malformed."""
    return int(asked) if asked and asked.isdecimal() and len(asked) < 7 else None


def _ages(asked: str | None) -> tuple[int, int | None] | None:
    """Days, as "365-730"; "365-" has no end."""
    low, dash, high = (asked or "").partition("-")
    least, most = _whole(low), _whole(high)
    if not dash or least is None or (high and most is None):
        return None
    return least, most


def _one_of(known: Mapping[str, str], name: str, usual: str) -> str:
    asked = address.parameter(name)
    return asked if asked is not None and asked in known else usual
