"""The only door from the screens to the system.

Every answer is kept under the question, the moment, the audience and the vault's
epoch, so it is never stale, never worked out twice, and never outlives an erasure.
Permission is asked before anything is answered, kept or not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

import streamlit as st

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.free_text import SealedText
from bsm_projections.engine.moment import Audience, Moment
from bsm_projections.engine.read_context import ReadContext, ResultPage
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.follow_up.queries import Activity
from bsm_projections.history import queries as history_queries
from bsm_projections.history.facts_behind_figures import Behind
from bsm_projections.leadership import overview
from bsm_projections.meetings import queries as meetings_queries
from bsm_projections.registration import queries as registration_queries
from bsm_service.access.permissions import Principal, is_allowed, require_permission
from bsm_service.accounts import administration
from bsm_service.application import fact_details
from bsm_service.application.demonstration_notice import demonstration_notice
from bsm_service.application.system import audience_of
from bsm_service.assembly.web_application import VISITOR, principal_from_cookie
from bsm_service.http_api.requests.cookies import session_cookie_settings
from dashboard.components import formatting
from dashboard.components.cache import KeyedCache
from dashboard.data.system import running_system

T = TypeVar("T")
Fact = history_queries.Fact
WholeFact = fact_details.FactDetails

# Midnights of all time zones fall on quarters of an hour, so nothing that is
# reckoned by days changes within one.
QUARTER_HOUR = timedelta(minutes=15)
MAX_ACTIVITIES = 20_000
FACTS_PER_PAGE = 50
# Longer lists of facts are written by `bsm list facts` and the API.
MAX_EXPORTED_FACTS = 5_000

_query_cache = KeyedCache(2_000)
_figure_cache = KeyedCache(1_000)
_account_cache = KeyedCache(500)


def current_principal(*, in_use: bool = True) -> Principal | None:
    """Who looks at the page; None if nobody is signed in. `in_use` is whether they did
    something, so that their session has not been idle.
    """
    here = running_system()
    cookies = st.context.cookies
    return principal_from_cookie(here.system, here.settings, cookies, in_use=in_use)


def has_session_cookie() -> bool:
    """Whether the browser still names a session, good or not: signing out takes it."""
    return (
        session_cookie_settings(running_system().settings).of(st.context.cookies)
        is not None
    )


def has_recent_confirmation(principal: Principal, action: str) -> bool:
    """Whether somebody has proved lately enough who they are for what needs it."""
    return administration.is_recently_authenticated(
        running_system().system, principal, action
    )


def is_one_click_sign_in() -> bool:
    """Whether visitors choose their role themselves, as in a demonstration."""
    return running_system().is_demonstration


def is_signed_in(principal: Principal) -> bool:
    """Whether somebody has a session to end; a demonstration's visitor has none."""
    return principal != VISITOR


def has_several_mandates(principal: Principal) -> bool:
    """Whether somebody could act in another role than the one they act in."""
    return (
        len(running_system().system.identity.mandates.current_of(principal.account)) > 1
    )


def has_permission(principal: Principal, action: str) -> bool:
    return is_allowed(principal, action)


def network_name() -> str:
    network = running_system().system.network()
    return network.name if network else "The record is empty"


def record_notice() -> str | None:
    """What is invented, where the record is a demonstration."""
    return demonstration_notice(running_system().system)


def record_title() -> str:
    """What the record is called, as exports say it."""
    return running_system().system.display_name()


def live_moment() -> Moment:
    """The live moment. Its time is the last quarter of an hour."""
    moment = running_system().system.now()
    past = (moment.at - datetime.min.replace(tzinfo=UTC)) % QUARTER_HOUR
    return Moment(moment.position, moment.at - past, live=True)


def exact_moment(moment: Moment) -> Moment:
    """A moment as a file says it, with no rounding of its time."""
    return running_system().system.with_time(moment)


def moment_as_of(as_of: str) -> tuple[Moment, str | None]:
    """The past moment that was asked for; live, with a complaint, if it never was."""
    try:
        return running_system().system.moment(as_of), None
    except DomainError as refusal:
        return live_moment(), str(refusal)


def current_time_as_text() -> str:
    """The present, as an address says it: what is recorded later is not in it."""
    now = running_system().system.store.clock().astimezone(UTC)
    return now.isoformat(timespec="microseconds").replace("+00:00", "Z")


def adjacent_position(position: int, *, forward: bool) -> int:
    """The end of the command before or after a position."""
    return running_system().system.store.neighbouring_command(position, forward=forward)


def recorded_at(position: int) -> datetime | None:
    """When a fact was recorded; None before the first."""
    return running_system().system.store.recorded_at(position) if position else None


def first_day() -> date:
    """The day of the first fact; today for an empty record."""
    system = running_system().system
    if system.store.position() == 0:
        return today()
    return system.store.recorded_at(1).astimezone(UTC).date()


def today() -> date:
    return running_system().system.store.clock().astimezone(UTC).date()


def alert() -> str | None:
    """Says when nothing can be recorded, or screens do not show everything that is on
    record, and why.
    """
    system = running_system().system
    if stopped := system.store.alarm:
        return f"{stopped[0].upper()}{stopped[1:]}."
    parked = system.engine.parked()
    if parked:
        return formatting.unreadable_facts([one.position for one in parked])
    behind = system.store.position() - system.engine.position()
    if behind > 0:
        return formatting.facts_not_shown_yet(behind)
    return None


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which facts are shown. Days are those of recording, in UTC; `beyond` asks for
    what was recorded after a position, `behind` or `streams` for what a figure counts.
    """

    meeting_id: str | None = None
    kinds: tuple[str, ...] = ()
    delegation: str | None = None
    entered_late: bool | None = None
    since: date | None = None
    until: date | None = None
    beyond: int | None = None
    behind: Behind | None = None
    streams: tuple[str, ...] | None = None

    def as_query_arguments(self) -> dict[str, Any]:
        return {
            "meeting_id": self.meeting_id,
            "kinds": self.kinds,
            "delegation": self.delegation,
            "entered_late": self.entered_late,
            "since": _day_boundary(self.since, time.min),
            "until": _day_boundary(self.until, time.max),
            "beyond": self.beyond,
            "behind": self.behind,
            "streams": self.streams,
        }


def _day_boundary(day: date | None, at: time) -> datetime | None:
    return None if day is None else datetime.combine(day, at, UTC)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody looks at the record, from one moment. Raises NotPermitted."""

    principal: Principal
    moment: Moment

    @property
    def audience(self) -> Audience:
        return audience_of(self.principal)

    def at_moment(self, moment: Moment) -> "Viewer":
        return Viewer(self.principal, moment)

    def meetings(self) -> tuple[meetings_queries.Meeting, ...]:
        found = self.fetch("read.meetings", meetings_queries.meetings, limit=1_000)
        return found.items

    def overview_figures(self, meeting_id: str) -> overview.Figures:
        return self.fetch("page.overview", overview.figures, meeting_id)

    def delegations(self, meeting_id: str) -> tuple[meetings_queries.Delegation, ...]:
        return self.fetch("read.delegations", meetings_queries.delegations, meeting_id)

    def registrations_over_time(
        self, meeting: meetings_queries.Meeting
    ) -> tuple[overview.RegistrationsOn, ...]:
        return self.fetch(
            "read.registrations",
            overview.registrations_over_time,
            meeting.id,
            meeting.time_zone,
        )

    def objectives(self, meeting_id: str) -> tuple[registration_queries.Objective, ...]:
        found = self.fetch(
            "read.objectives",
            registration_queries.objectives,
            meeting_id,
            limit=MAX_ACTIVITIES,
        )
        return found.items

    def activities(self, meeting_id: str | None) -> tuple[Activity, ...]:
        """Those of one meeting, or of all."""
        found = self.fetch(
            "read.activities",
            follow_up_queries.activities,
            meeting_id=meeting_id,
            limit=MAX_ACTIVITIES,
        )
        return found.items

    def facts(self, wanted: FactFilter, before: int | None) -> ResultPage[Fact]:
        """The newest facts first; `before` continues an earlier page."""
        return self.fetch(
            "read.facts",
            history_queries.facts,
            **wanted.as_query_arguments(),
            newest_first=True,
            after=None if before is None else (before,),
            limit=FACTS_PER_PAGE,
        )

    def facts_for_export(self, wanted: FactFilter) -> tuple[Fact, ...]:
        """All that fit, the newest first; MOST_FACTS_OF_A_FILE at most. For a file, so
        they are not kept.
        """
        require_permission(self.principal, "read.facts")
        asked = wanted.as_query_arguments()
        found: ResultPage[Fact] = self._run_query(
            history_queries.facts,
            **asked,
            newest_first=True,
            limit=MAX_EXPORTED_FACTS,
        )
        return found.items

    def count_streams(self, wanted: FactFilter) -> int:
        """How many things the facts that fit are of."""
        return self.fetch(
            "read.facts", history_queries.things, **wanted.as_query_arguments()
        )

    def fact(self, position: int) -> Fact | None:
        return self.fetch("read.facts", history_queries.fact, position)

    def fact_in_full(self, position: int) -> WholeFact | None:
        """None for a fact that the viewer may not see, or that is not on record at
        this moment.
        """
        if self.fact(position) is None:
            return None
        system = running_system().system
        with system.read(self.moment, self.audience) as context:
            return system.fact_details(context, position)

    def sealed_field_names(self, position: int) -> tuple[str, ...]:
        """The names of a fact's fields that hold a text which somebody typed."""
        whole = (
            None
            if self.fact(position) is None
            else running_system().system.fact(position)
        )
        fields = () if whole is None else tuple(whole)
        return tuple(name for name, it in fields if isinstance(it, SealedText))

    def facts_by_month(self, wanted: FactFilter) -> dict[date, int]:
        """How many facts were recorded in each month, by its first day."""
        found = self.fetch(
            "read.facts", history_queries.facts_by_month, **wanted.as_query_arguments()
        )
        return dict(found)

    def fact_kinds(self) -> tuple[str, ...]:
        """The kinds of facts that the viewer can meet in the History."""
        return self.fetch("read.facts", history_queries.kinds)

    def delegation_names(self) -> dict[str, str]:
        """Every delegation of every meeting, by code, named as on that day."""
        return {
            delegation.code: delegation.name
            for meeting in self.meetings()
            for delegation in self.delegations(meeting.id)
        }

    def chart_for_audience(self, name: str, make: Callable[[], T], *about: Any) -> T:
        """A figure that is drawn once for everybody who may see the same.

        `about` is what it depends on beside moment and audience: meeting, theme,
        language.
        """
        epoch = running_system().system.vault.epoch()
        return _figure_cache.get(
            (name, self.moment, self.audience, epoch, *about), make
        )

    def fetch(
        self, action: str, query: Callable[..., T], *about: Any, **named: Any
    ) -> T:
        """The answer to a query, kept for everybody who may see the same."""
        require_permission(self.principal, action)
        epoch = running_system().system.vault.epoch()
        key = (query, self.moment, self.audience, epoch, about, tuple(named.items()))
        return _query_cache.get(key, lambda: self._run_query(query, *about, **named))

    def cached_for_account(self, name: str, make: Callable[[], T]) -> T:
        """What only this account is told, kept for it alone in the role it acts in."""
        principal, epoch = self.principal, running_system().system.vault.epoch()
        acting = (principal.account, principal.role, principal.delegation)
        return _account_cache.get(
            (name, self.moment, self.audience, epoch, *acting), make
        )

    def _run_query(self, query: Callable[..., T], *about: Any, **named: Any) -> T:
        with running_system().system.read(self.moment, self.audience) as context:
            return _call_query(query, context, *about, **named)


def _call_query(
    query: Callable[..., T], context: ReadContext, *about: Any, **named: Any
) -> T:
    return query(context, *about, **named)


def clear_caches() -> None:
    """For tests that put one system after another in the same process."""
    _query_cache.clear()
    _figure_cache.clear()
    _account_cache.clear()
