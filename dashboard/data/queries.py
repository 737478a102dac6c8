"""Queries of the screens: the only way to the record.

Every result is cached under the query, the moment, the audience and the vault's epoch,
so it is never stale, never computed twice, and never outlives an erasure. Permission is
checked before any result is returned, cached or not.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from bsm_domain.foundation.free_text import SealedText
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ResultPage
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.follow_up.tables import Activity
from bsm_projections.history import queries as history_queries
from bsm_projections.history.facts_behind_figures import FigureFilter
from bsm_projections.history.tables import Fact
from bsm_projections.leadership import meeting_figures
from bsm_projections.meetings import objective_queries
from bsm_projections.meetings import queries as meetings_queries
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.queries import RegistrationCount, count_registrations
from bsm_service.access.permissions import Principal, is_allowed, require_permission
from bsm_service.application import fact_view
from bsm_service.application.system import audience_of
from dashboard.components.cache import KeyedCache
from dashboard.data.system import running_system

T = TypeVar("T")
WholeFact = fact_view.FactDetails

MAX_ACTIVITIES = 20_000
FACTS_PER_PAGE = 50
# Longer lists of facts are written by `bsm list facts` and the API.
MAX_EXPORTED_FACTS = 5_000

_query_cache = KeyedCache(2_000)
_account_cache = KeyedCache(500)


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which facts are shown. Days are those of recording, in UTC; `beyond` is
    the position after which it was recorded; `behind`, `streams` or `stored_names`
    for what a figure counts.
    """

    meeting_id: str | None = None
    kinds: tuple[str, ...] = ()
    delegation: str | None = None
    entered_late: bool | None = None
    since: date | None = None
    until: date | None = None
    beyond: int | None = None
    behind: FigureFilter | None = None
    streams: tuple[str, ...] | None = None
    stored_names: tuple[str, ...] | None = None

    def as_query_arguments(self) -> dict[str, Any]:
        arguments = {field.name: getattr(self, field.name) for field in fields(self)}
        return arguments | {
            "since": _day_boundary(self.since, time.min),
            "until": _day_boundary(self.until, time.max),
        }


def _day_boundary(day: date | None, time_of_day: time) -> datetime | None:
    return None if day is None else datetime.combine(day, time_of_day, UTC)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A principal who views the record at one moment. Raises NotPermitted."""

    principal: Principal
    moment: Moment

    @property
    def audience(self) -> Audience:
        return audience_of(self.principal)

    def at_moment(self, moment: Moment) -> "Viewer":
        return Viewer(self.principal, moment)

    def meetings(self) -> tuple[Meeting, ...]:
        result = self.fetch("read.meetings", meetings_queries.meetings, limit=1_000)
        return result.items

    def overview_figures(self, meeting_id: str) -> meeting_figures.MeetingFigures:
        return self.fetch("page.overview", meeting_figures.meeting_figures, meeting_id)

    def delegations(self, meeting_id: str) -> tuple[MeetingDelegation, ...]:
        """Those that are invited."""
        on_record = self.delegations_on_record(meeting_id)
        return tuple(delegation for delegation in on_record if delegation.invited)

    def delegations_on_record(self, meeting_id: str) -> tuple[MeetingDelegation, ...]:
        """With those that are recorded from a list of the past meeting."""
        return self.fetch(
            "read.delegations", meetings_queries.meeting_delegations, meeting_id
        )

    def registrations_over_time(
        self, meeting: Meeting
    ) -> tuple[meeting_figures.RegistrationDay, ...]:
        return self.fetch(
            "read.registrations",
            meeting_figures.registrations_over_time,
            meeting.id,
            meeting.time_zone,
        )

    def registration_counts(
        self, meeting_id: str
    ) -> tuple[RegistrationCount, ...] | None:
        """Counts of the meeting's registrations; None if they may not be seen."""
        if not is_allowed(self.principal, "read.registrations"):
            return None
        return self.fetch("read.registrations", count_registrations, meeting_id)

    def objectives(self, meeting_id: str) -> tuple[Objective, ...]:
        result = self.fetch(
            "read.objectives",
            objective_queries.objectives,
            meeting_id,
            limit=MAX_ACTIVITIES,
        )
        return result.items

    def activities(self, meeting_id: str | None) -> tuple[Activity, ...]:
        """Those of one meeting, or of all."""
        result = self.fetch(
            "read.activities",
            follow_up_queries.activities,
            meeting_id=meeting_id,
            limit=MAX_ACTIVITIES,
        )
        return result.items

    def facts(self, fact_filter: FactFilter, before: int | None) -> ResultPage[Fact]:
        """The newest facts first; `before` continues an earlier page."""
        return self.fetch(
            "read.facts",
            history_queries.facts,
            **fact_filter.as_query_arguments(),
            newest_first=True,
            after=None if before is None else (before,),
            limit=FACTS_PER_PAGE,
        )

    def facts_for_export(self, fact_filter: FactFilter) -> tuple[Fact, ...]:
        """All that fit, the newest first; `MAX_EXPORTED_FACTS` at most. For a file, so
        they are not cached.
        """
        require_permission(self.principal, "read.facts")
        arguments = fact_filter.as_query_arguments()
        result: ResultPage[Fact] = self._run_query(
            history_queries.facts,
            **arguments,
            newest_first=True,
            limit=MAX_EXPORTED_FACTS,
        )
        return result.items

    def count_streams(self, fact_filter: FactFilter) -> int:
        """How many streams the matching facts belong to."""
        return self.fetch(
            "read.facts",
            history_queries.count_subjects,
            **fact_filter.as_query_arguments(),
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
        fact = (
            None
            if self.fact(position) is None
            else running_system().system.fact(position)
        )
        fields = () if fact is None else tuple(fact)
        return tuple(name for name, value in fields if isinstance(value, SealedText))

    def facts_by_month(self, fact_filter: FactFilter) -> dict[date, int]:
        """How many facts were recorded in each month, by its first day."""
        result = self.fetch(
            "read.facts",
            history_queries.facts_by_month,
            **fact_filter.as_query_arguments(),
        )
        return dict(result)

    def fact_kinds(self) -> tuple[str, ...]:
        """The kinds of facts that the viewer can meet in the History."""
        return self.fetch("read.facts", history_queries.fact_kinds)

    def delegation_names(self) -> dict[str, str]:
        """Every delegation of every meeting, by code, named as on that day."""
        return {
            delegation.code: delegation.name
            for meeting in self.meetings()
            for delegation in self.delegations_on_record(meeting.id)
        }

    def fetch(
        self, action: str, query: Callable[..., T], *args: Any, **kwargs: Any
    ) -> T:
        """The result of a query, cached for everybody who may see the same."""
        require_permission(self.principal, action)
        epoch = running_system().system.vault.epoch()
        key = (query, self.moment, self.audience, epoch, args, tuple(kwargs.items()))
        return _query_cache.get(key, lambda: self._run_query(query, *args, **kwargs))

    def cached_for_account(self, name: str, compute: Callable[[], T]) -> T:
        """A result for this account only, cached for it and its present role."""
        principal, epoch = self.principal, running_system().system.vault.epoch()
        viewer_key = (principal.account, principal.role, principal.delegation)
        return _account_cache.get(
            (name, self.moment, self.audience, epoch, *viewer_key), compute
        )

    def _run_query(self, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        with running_system().system.read(self.moment, self.audience) as context:
            return query(context, *args, **kwargs)


def clear_caches() -> None:
    """For tests that use several systems in the same process."""
    _query_cache.clear()
    _account_cache.clear()
