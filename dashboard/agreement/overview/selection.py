"""What the page Agreements shows: of which meeting, and which decisions. All filters
are in the address.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

import streamlit as st

from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.participating_states import (
    is_participating_state,
    name_in_sentence,
    state_name,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.agreement import matrix as agreement_matrix
from bsm_projections.agreement.awaiting import (
    AwaitedPosition,
    awaited_drafts,
    awaited_positions,
)
from bsm_projections.agreement.decision_status import (
    is_expired,
    is_silence,
    is_undecided,
)
from bsm_projections.agreement.queries import decisions, register
from bsm_projections.agreement.tables import Decision
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership.meeting_outcomes import activity_origins
from bsm_service.access.permissions import is_allowed
from dashboard.agreement import selection as agreement_selection
from dashboard.agreement.forms import decision_forms
from dashboard.agreement.overview import register_texts, texts
from dashboard.data.page_context import PageContext, PageSelection
from dashboard.data.queries import Viewer
from dashboard.shell import address
from dashboard.shell.sorting import SORT, Sorting, read_sorting

VIEW, SHOW, SCOPE, YEAR = "view", "show", "scope", "year"
PARAMETERS = (VIEW, SHOW, SCOPE, YEAR, SORT)
PAGE_ADDRESS = "/agreements"
MEETING_VIEW, REGISTER_VIEW = "meeting", "register"
SORT_ORDERS = ("number", "title", "adopted", "how")
MAX_DECISIONS = 10_000
SEARCH_KEY = "decision-words"


@dataclass(frozen=True)
class AgreementSelection(PageSelection):
    """What the address asks for; values that make no sense are ignored. `shown` are the
    positions that the matrix is narrowed to; `scope`, `year` and `words` narrow the
    register.
    """

    view: str
    shown: str
    scope: str
    year: int | None
    words: str
    sorting: Sorting

    @property
    def today(self) -> date:
        return self.page.viewer.moment.at.date()

    @property
    def own_delegation(self) -> str | None:
        return own_delegation_of(self.page.viewer)

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
        if self.sees_negotiation:
            return tuple(row.decision for row in self._whole_matrix.rows)
        return self.page.viewer.fetch(
            "read.decisions",
            decisions,
            meeting_id=self.page.meeting.id,
            limit=MAX_DECISIONS,
        ).items

    @cached_property
    def matrix(self) -> agreement_matrix.Matrix:
        """The decisions of which the viewer may see positions, open drafts first."""
        found = self._whole_matrix
        rows = sorted(found.rows, key=lambda row: not is_undecided(row.decision))
        return replace(found, rows=tuple(rows))

    @cached_property
    def _whole_matrix(self) -> agreement_matrix.Matrix:
        return self.page.viewer.fetch(
            "read.positions", agreement_matrix.matrix, self.page.shown_meeting.id
        )

    @property
    def sees_negotiation(self) -> bool:
        return self.page.viewer.audience.negotiation

    @cached_property
    def own_zone(self) -> str | None:
        """The zone that the viewer has chosen under My account, if any."""
        return decision_forms.own_time_zone(self.page)

    @cached_property
    def now(self) -> datetime:
        """The viewed moment; live to the second, because a silence ends at one."""
        return agreement_selection.moment_of(self.page.viewer)

    @cached_property
    def awaited(self) -> tuple[AwaitedPosition, ...]:
        """What waits for the own delegation, of all meetings."""
        if self.own_delegation is None:
            return ()
        found = self.page.viewer.fetch(
            "read.positions", awaited_positions, self.own_delegation
        )
        return tuple(row for row in found if not is_expired(row.decision, self.now))

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
        found = self._found_by_words
        return tuple(
            row
            for row in self.registered
            if (self.scope == "all" or meeting is None or row.meeting_id == meeting.id)
            and self.year in (None, self.adoption_year(row))
            and (found is None or row.id in found)
        )

    @property
    def _found_by_words(self) -> frozenset[str] | None:
        """The decisions with these words in their title or text; None for all."""
        if not self.words:
            return None
        found = self.page.viewer.fetch(
            "read.decisions", decisions, words=self.words, limit=MAX_DECISIONS
        )
        return frozenset(row.id for row in found.items)

    @cached_property
    def _follow_up(self) -> Mapping[str | None, Sequence[Activity]]:
        """Activities by what they arise from, as far as the viewer may see them."""
        viewer = self.page.viewer
        found: dict[str | None, list[Activity]] = defaultdict(list)
        if not is_allowed(viewer.principal, "read.activities"):
            return found
        origins = viewer.fetch("read.activities", activity_origins, None)
        for row in viewer.activities(None):
            if row.id in origins:
                found[origins[row.id].decision_id].append(row)
        return found

    def follow_up_of(self, decision: Decision) -> tuple[int, int]:
        """How many of the activities that arise from a decision were confirmed as done,
        and how many there are.
        """
        found = self._follow_up.get(decision.id, ())
        return sum(row.status == "confirmed" for row in found), len(found)

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


def own_delegation_of(viewer: Viewer) -> str | None:
    """The delegation for which the viewer speaks, if it is a participating State: only
    its position counts for consensus.
    """
    principal, day = viewer.principal, viewer.moment.at.date()
    code = principal.delegation
    if principal.role is not Role.FOCAL_POINT or code is None:
        return None
    return code if is_participating_state(code, day) else None


def count_awaited(viewer: Viewer) -> int:
    """How many drafts wait for the viewer's delegation."""
    own = own_delegation_of(viewer)
    if own is None:
        return 0
    now = agreement_selection.moment_of(viewer)
    drafts = viewer.fetch("read.positions", awaited_drafts, own)
    return sum(draft.is_awaited_at(now) for draft in drafts)


def read_selection(page: PageContext) -> AgreementSelection:
    year = address.parameter(YEAR) or ""
    return AgreementSelection(
        page=page,
        view=address.chosen_parameter(VIEW, texts.VIEW_NAMES, MEETING_VIEW),
        shown=address.chosen_parameter(SHOW, texts.SHOWN_NAMES, "all"),
        scope="all"
        if page.meeting is None
        else address.chosen_parameter(SCOPE, register_texts.SCOPE_NAMES, "all"),
        year=int(year)
        if year.isascii() and year.isdecimal() and len(year) == 4
        else None,
        words=str(st.session_state.get(SEARCH_KEY) or "").strip(),
        sorting=read_sorting(SORT_ORDERS, "adopted"),
    )


def link_address(**values: str | None) -> str:
    """An address of this page that keeps every other choice."""
    current = {name: address.parameter(name) for name in PARAMETERS}
    return address.link(PAGE_ADDRESS, **{**current, **values})


def decision_address(decision: Decision) -> str:
    """The page of a decision, from its first draft on."""
    return agreement_selection.link_address(decision.id)
