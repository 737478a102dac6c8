"""What the page Agreements shows: of which meeting, and which decisions. All filters
are in the address.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.participating_states import (
    is_participating_state,
    name_in_sentence,
    state_name,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.agreement import matrix as agreement_matrix
from bsm_projections.agreement.awaiting import AwaitedPosition, awaited_positions
from bsm_projections.agreement.decision_status import (
    is_silence,
)
from bsm_projections.agreement.queries import decisions, register
from bsm_projections.agreement.tables import Decision
from bsm_projections.follow_up.tables import Activity
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_projections.meetings.read_model import Meeting
from bsm_service.access.permissions import is_allowed
from dashboard.agreement.overview import register_texts, texts
from dashboard.data.page_context import PageContext
from dashboard.shell import address

VIEW, SHOW, SCOPE, YEAR, SORT = "view", "show", "scope", "year", "sort"
PARAMETERS = (VIEW, SHOW, SCOPE, YEAR, SORT)
PAGE_ADDRESS, DECISION_ADDRESS = "/agreements", "/decision"
MEETING_VIEW, REGISTER_VIEW = "meeting", "register"
SORT_ORDERS = ("number", "title", "adopted", "how")
MAX_DECISIONS = 10_000


@dataclass(frozen=True)
class AgreementSelection:
    """What the address asks for; values that make no sense are ignored. `shown` are the
    positions that the matrix is narrowed to; `scope` and `year` narrow the register.
    """

    page: PageContext
    view: str
    shown: str
    scope: str
    year: int | None
    sort: str
    descending: bool

    @property
    def today(self) -> date:
        return self.page.viewer.moment.at.date()

    @property
    def own_delegation(self) -> str | None:
        """The viewer's own, if it is a participating State: its position counts."""
        principal = self.page.viewer.principal
        code = principal.delegation
        if principal.role is not Role.FOCAL_POINT or code is None:
            return None
        return code if is_participating_state(code, self.today) else None

    @property
    def own_name(self) -> str:
        """Its name as it stands within a sentence."""
        assert self.own_delegation is not None
        return name_in_sentence(state_name(self.own_delegation, self.today))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Those of the meeting, in the order in which they were tabled."""
        if self.page.meeting is None:
            return ()
        return self.page.viewer.fetch(
            "read.decisions",
            decisions,
            meeting_id=self.page.meeting.id,
            limit=MAX_DECISIONS,
        ).items

    @cached_property
    def matrix(self) -> agreement_matrix.Matrix:
        """The decisions of which the viewer may see positions."""
        return self.page.viewer.fetch(
            "read.positions", agreement_matrix.matrix, self.page.shown_meeting.id
        )

    @cached_property
    def awaited(self) -> tuple[AwaitedPosition, ...]:
        """What waits for the own delegation, of all meetings."""
        if self.own_delegation is None:
            return ()
        return self.page.viewer.fetch(
            "read.positions", awaited_positions, self.own_delegation
        )

    @cached_property
    def silences_elsewhere(self) -> Mapping[str, int]:
        """How many silences are running on drafts of other meetings, by meeting."""
        rows = self.page.viewer.fetch(
            "read.decisions",
            decisions,
            status=DecisionStatus.IN_PROCEDURE,
            limit=MAX_DECISIONS,
        ).items
        shown = self.page.meeting.id if self.page.meeting else None
        return Counter(
            row.meeting_id
            for row in rows
            if is_silence(row) and row.meeting_id != shown
        )

    @cached_property
    def registered(self) -> tuple[Decision, ...]:
        """The decisions of all meetings that have a number, in the order of their
        adoption.
        """
        return self.page.viewer.fetch(
            "read.decisions", register, limit=MAX_DECISIONS
        ).items

    @cached_property
    def in_register(self) -> tuple[Decision, ...]:
        """Those that match the filters of the register."""
        meeting = self.page.meeting
        return tuple(
            row
            for row in self.registered
            if (self.scope == "all" or meeting is None or row.meeting_id == meeting.id)
            and self.year in (None, self.adoption_year(row))
        )

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """Those that the viewer may see, of all meetings."""
        viewer = self.page.viewer
        if not is_allowed(viewer.principal, "read.activities"):
            return ()
        return viewer.activities(None)

    def follow_up_of(self, decision: Decision) -> tuple[int, int]:
        """How many of the activities that came of a decision were confirmed as done,
        and how many there are.
        """
        found = [
            row
            for row in self.activities
            if row.id in decision.activities
            or (row.origin_kind == "decision" and row.origin == decision.symbol)
        ]
        return sum(row.status == "confirmed" for row in found), len(found)

    @cached_property
    def meetings_by_id(self) -> Mapping[str, Meeting]:
        return {meeting.id: meeting for meeting in self.page.viewer.meetings()}

    def meeting_name(self, id: str) -> str:
        meeting = self.meetings_by_id.get(id)
        return short_meeting_name(meeting) if meeting else "a meeting"

    def time_zone_of(self, decision: Decision) -> str:
        """The zone of its silence; else that of its meeting."""
        meeting = self.meetings_by_id.get(decision.meeting_id)
        return decision.time_zone or (meeting.time_zone if meeting else "UTC")

    def adoption_year(self, decision: Decision) -> int:
        """Of a decision in the register, on the clocks of its meeting."""
        assert decision.adopted_at is not None
        zone = time_zone_named(self.time_zone_of(decision))
        return decision.adopted_at.astimezone(zone).year

    @property
    def adoption_years(self) -> list[int]:
        """In which years decisions were adopted, the latest first."""
        return sorted({*map(self.adoption_year, self.registered)}, reverse=True)


def read_selection(page: PageContext) -> AgreementSelection:
    sort = address.parameter(SORT) or ""
    order = sort.removeprefix("-")
    year = address.parameter(YEAR) or ""
    return AgreementSelection(
        page=page,
        view=_known(texts.VIEW_NAMES, VIEW, MEETING_VIEW),
        shown=_known(texts.SHOWN_NAMES, SHOW, "all"),
        scope="all"
        if page.meeting is None
        else _known(register_texts.SCOPE_NAMES, SCOPE, "all"),
        year=int(year)
        if year.isascii() and year.isdecimal() and len(year) == 4
        else None,
        sort=order if order in SORT_ORDERS else "adopted",
        descending=sort.startswith("-") and order in SORT_ORDERS,
    )


def _known(options: Mapping[str, str], name: str, default: str) -> str:
    requested = address.parameter(name)
    return requested if requested is not None and requested in options else default


def link_address(**values: str | None) -> str:
    """An address of this page that keeps every other choice."""
    current = {name: address.parameter(name) for name in PARAMETERS}
    return address.link(PAGE_ADDRESS, **{**current, **values})


def decision_address(decision: Decision) -> str:
    """The page of a decision, from its first draft on."""
    return address.link(DECISION_ADDRESS, decision=decision.id)
