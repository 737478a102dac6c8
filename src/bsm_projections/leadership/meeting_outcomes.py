"""What came of a meeting: from its objectives through decisions to activities."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bsm_domain.agreement.values import DecisionStatus
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.queries import activities_where, activity
from bsm_projections.follow_up.sql_conditions import activities_of
from bsm_projections.follow_up.tables import Activity

# Nothing arises from a draft that came to nothing.
_ENDED = (DecisionStatus.WITHDRAWN, DecisionStatus.NOT_AGREED)
# What is decided, whatever became of it since: activities arise from it first.
_WAS_ADOPTED = (
    DecisionStatus.ADOPTED,
    DecisionStatus.SUPERSEDED,
    DecisionStatus.ANNULLED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityOrigin:
    """What an activity arises from, as far as the viewer may see it: a decision, with
    the objective that it came from, if any; or an objective without a decision. `id` is
    the decision's or else the objective's. `meeting_id` is their meeting.
    """

    id: Id | None = None
    meeting_id: Id | None = None
    objective_id: Id | None = None
    objective_code: str | None = None
    decision_id: Id | None = None
    symbol: str | None = None
    title: str | None = None
    decision_status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingOutcome:
    """The activities that arise from one origin: a decision, an objective without one,
    or neither. An objective or decision of the meeting from which none arises has a row
    too. `open` includes those `overdue`.
    """

    meeting_id: Id | None
    objective_id: Id | None
    objective_code: str | None
    decision_id: Id | None
    symbol: str | None
    title: str | None
    decision_status: str | None
    activities: int
    open: int
    overdue: int
    confirmed: int
    withdrawn: int

    @property
    def origin_id(self) -> str | None:
        return self.decision_id or self.objective_id


def meeting_outcomes(
    context: ReadContext, meeting_id: Id
) -> tuple[MeetingOutcome, ...]:
    """In the order of the objectives, then of the decisions; what has no objective, and
    what the meeting follows of earlier ones, comes last. What was split, merged or
    superseded counts as what continues it.
    """
    found = _activities(context, meeting_id)
    origins = _Origins(context, found)
    activities: dict[ActivityOrigin, list[Activity]] = {
        origin: [] for origin in origins.of_meeting(meeting_id)
    }
    for row in _counted(found):
        activities.setdefault(origins.of_activity(row), []).append(row)
    return tuple(
        _outcome(origin, activities[origin])
        for origin in origins.in_order(activities, meeting_id)
    )


def activity_origins(
    context: ReadContext, meeting_id: Id | None
) -> dict[str, ActivityOrigin]:
    """The origins of the activities of one meeting, or of all, by activity."""
    found = _activities(context, meeting_id)
    origins = _Origins(context, found)
    return {row.id: origins.of_activity(row) for row in _counted(found)}


def _activities(context: ReadContext, meeting_id: str | None) -> tuple[Activity, ...]:
    return activities_where(
        context, activities_of(meeting_id, "id"), "activity_id", id=meeting_id
    )


def _counted(rows: Iterable[Activity]) -> Iterator[Activity]:
    return (row for row in rows if row.status != "superseded")


def _outcome(origin: ActivityOrigin, rows: Sequence[Activity]) -> MeetingOutcome:
    return MeetingOutcome(
        meeting_id=origin.meeting_id,
        objective_id=origin.objective_id,
        objective_code=origin.objective_code,
        decision_id=origin.decision_id,
        symbol=origin.symbol,
        title=origin.title,
        decision_status=origin.decision_status,
        activities=len(rows),
        open=sum(row.is_open for row in rows),
        overdue=sum(row.overdue for row in rows),
        confirmed=sum(row.status == "confirmed" for row in rows),
        withdrawn=sum(row.status == "withdrawn" for row in rows),
    )


class _Origins:
    """The objectives and decisions that the viewer may see, as origins. `activities`
    are those that are known already: most continue one another.
    """

    def __init__(self, context: ReadContext, activities: Iterable[Activity]) -> None:
        self._context = context
        self._activities = {row.id: row for row in activities}
        self._objectives: dict[str, ActivityOrigin] = {}
        self._decisions: dict[str, ActivityOrigin] = {}
        self._decision_of_activity: dict[str, ActivityOrigin] = {}
        self._of_parents: dict[str, ActivityOrigin] = {}
        self._read_objectives()
        self._read_decisions()

    def _read_objectives(self) -> None:
        # Without those of which only the aim may be known: nothing is told of what
        # became of them.
        rows = self._context.rows(
            "SELECT objective_id, meeting_id, code FROM {objectives} "
            "WHERE status IS NOT NULL ORDER BY code_order, objective_id"
        )
        for row in rows:
            id = row["objective_id"]
            self._objectives[id] = ActivityOrigin(
                id=id,
                meeting_id=row["meeting_id"],
                objective_id=id,
                objective_code=row["code"],
            )

    def _read_decisions(self) -> None:
        rows = self._context.items(
            _DecisionRow,
            "SELECT decision_id, meeting_id, objective_id, title, status, symbol, "
            "activities FROM {decisions} ORDER BY tabled_at, decision_id",
        )
        for row in rows:
            objective = self._objectives.get(row.objective_id or "", _NO_ORIGIN)
            self._decisions[row.decision_id] = replace(
                objective,
                id=row.decision_id,
                meeting_id=row.meeting_id,
                decision_id=row.decision_id,
                symbol=row.symbol,
                title=row.title,
                decision_status=row.status,
            )
        # What several texts link comes from the first of them that was adopted.
        for row in sorted(rows, key=lambda row: row.status not in _WAS_ADOPTED):
            for activity_id in () if row.status in _ENDED else row.activities:
                self._decision_of_activity.setdefault(
                    activity_id, self._decisions[row.decision_id]
                )

    def of_meeting(self, meeting_id: str) -> list[ActivityOrigin]:
        """Its decisions, and its objectives without one."""
        decisions = [
            origin
            for origin in self._decisions.values()
            if origin.meeting_id == meeting_id
        ]
        decided = {origin.objective_id for origin in decisions}
        return decisions + [
            origin
            for origin in self._objectives.values()
            if origin.meeting_id == meeting_id and origin.id not in decided
        ]

    def of_activity(self, row: Activity) -> ActivityOrigin:
        """An activity that continues others arises from what they arose from."""
        if (linked := self._decision_of_activity.get(row.id)) is not None:
            return linked
        own = self._own_origin(row)
        if own.decision_id is not None:
            return own
        for parent in row.parents:
            inherited = self._of_parent(parent)
            if inherited.decision_id is not None:
                return inherited
        return own

    def _of_parent(self, id: str) -> ActivityOrigin:
        if id not in self._of_parents:
            row = self._activities.get(id) or activity(self._context, id)
            # Activities name, of what they continue, only what the viewer may see.
            assert row is not None
            self._of_parents[id] = self.of_activity(row)
        return self._of_parents[id]

    def _own_origin(self, row: Activity) -> ActivityOrigin:
        if row.decision_id is not None:
            return self._decisions[row.decision_id]
        return self._objectives.get(row.objective_id or "", _NO_ORIGIN)

    def in_order(
        self, origins: Iterable[ActivityOrigin], meeting_id: str
    ) -> list[ActivityOrigin]:
        objectives = {id: place for place, id in enumerate(self._objectives)}
        decisions = {id: place for place, id in enumerate(self._decisions)}

        def place(origin: ActivityOrigin) -> tuple[bool, int, int]:
            return (
                origin.meeting_id not in (meeting_id, None),
                _place(objectives, origin.objective_id),
                _place(decisions, origin.decision_id),
            )

        return sorted(origins, key=place)


def _place(order: Mapping[str, int], id: str | None) -> int:
    """Last where there is none."""
    return len(order) if id is None else order[id]


_NO_ORIGIN = ActivityOrigin()


@dataclass(frozen=True, slots=True)
class _DecisionRow:
    decision_id: str
    meeting_id: str
    objective_id: str | None
    title: str
    status: str
    symbol: str | None
    activities: tuple[str, ...]
