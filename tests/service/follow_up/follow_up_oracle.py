"""What is true of activities, worked out from the facts of the log alone.

Knows nothing of aggregates: how old an activity is, when it was due, how often that
moved, who confirmed whose work and when, and who waits for whom.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from systems import BERLIN_DETAILS

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.facts import (
    ActivityCarriedOver,
    ActivityConfirmed,
    ActivityHandedOver,
    ActivityMerged,
    ActivityProposed,
    ActivityReopened,
    ActivityReportedComplete,
    ActivityReturned,
    ActivitySplit,
    ActivitySuperseded,
    DependencyAdded,
    DueDateChanged,
    DueDateSettled,
    ProgressReported,
    ReportCorrected,
)
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.values import DueDate, DuePrecision

Known = dict[UUID, list[DomainEvent]]


def line(id: UUID, known: Known) -> Iterable[UUID]:
    """An activity and all that it continues."""
    waiting, visited = [id], set[UUID]()
    while waiting:
        id_waiting = waiting.pop()
        if id_waiting in visited:
            continue
        visited.add(id_waiting)
        yield id_waiting
        first = known[id_waiting][0]
        assert isinstance(first, ActivityProposed)
        waiting += first.lineage.parents if first.lineage else ()


def first(line: Iterable[UUID], known: Known) -> datetime:
    return min(known[id][0].occurred_at for id in line)


def slips(line: Iterable[UUID], known: Known) -> set[tuple[UUID, int]]:
    """The facts that moved a due date, each of which has a reason."""
    dates = set()
    for id in line:
        for fact in known[id]:
            if isinstance(fact, ActivityProposed):
                moved = _is_another_date(fact, known)
            elif isinstance(fact, DueDateChanged | ActivityCarriedOver):
                moved = fact.due is not None
                assert not moved or fact.reason is not None
            else:
                continue
            if moved:
                dates.add((id, fact.originator_version))
    return dates


def _is_another_date(first: ActivityProposed, known: Known) -> bool:
    """Than that of one of those that it continues."""
    if first.lineage is None:
        return False
    return any(
        first.promise.due != due(known[id], at=first.meeting_id)
        for id in first.lineage.parents
    )


def due(facts: Iterable[DomainEvent], at: UUID | None = None) -> DueDate:
    """What was due before the next meeting stays so only with its own; `at` is one with
    which it goes on.
    """
    due, meeting = None, None
    for fact in facts:
        match fact:
            case ActivityProposed(promise=promise, meeting_id=first):
                due, meeting = promise.due, first
            case DueDateChanged(due=new) | DueDateSettled(due=new):
                due = new
            case ActivityCarriedOver(due=new, meeting_id=meeting):
                assert due is not None
                due = new or _by_day(due)
    assert due is not None
    return due if at in (None, meeting) else _by_day(due)


def _by_day(due: DueDate) -> DueDate:
    if due.precision is not DuePrecision.NEXT_MEETING:
        return due
    return due.model_copy(update={"precision": DuePrecision.DAY})


def first_due(line: Iterable[UUID], known: Known) -> date:
    """The earliest day of those that continue nothing."""
    begun = [known[id][0] for id in line]
    return min(
        activity.promise.due.on
        for activity in begun
        if isinstance(activity, ActivityProposed) and activity.lineage is None
    )


def settled_by_the_next_meeting(
    facts: Iterable[DomainEvent], editions: list[UUID], days: dict[UUID, date]
) -> None:
    meeting = editions[0]
    for fact in facts:
        match fact:
            case ActivityProposed(meeting_id=followed):
                meeting = followed
            case ActivityCarriedOver(meeting_id=followed):
                meeting = followed
            case DueDateSettled(meeting_id=following, due=due):
                assert following == editions[editions.index(meeting) + 1]
                assert due.on == days[following] - timedelta(days=1)


def nothing_happens_too_early(facts: Iterable[DomainEvent], promised: datetime) -> None:
    """Promised, then reported, then confirmed, by days in Berlin."""
    zone = ZoneInfo(BERLIN_DETAILS.time_zone)
    days = {0: promised.astimezone(zone).date()}
    judged: dict[int, int] = {}
    complete = 0
    for fact in facts:
        version, day = fact.originator_version, fact.occurred_at.astimezone(zone).date()
        match fact:
            case ProgressReported():
                days[version], judged[version] = day, 0
            case ActivityReportedComplete():
                days[version], judged[version], complete = day, 0, version
            case ActivityConfirmed():
                days[version], judged[version] = day, complete
            case ReportCorrected(corrects=corrects):
                days[corrects] = day
    assert all(days[after] >= days[before] for after, before in judged.items())


def nobody_confirms_their_own(facts: Iterable[DomainEvent]) -> None:
    owner: str | None = None
    reporter: str | None = None
    confirmed: dict[int, str | None] = {}
    for fact in facts:
        match fact:
            case ActivityProposed(promise=promise):
                owner = promise.owner.delegation
            case ActivityHandedOver(owner=handed):
                owner = handed.delegation
            case ActivityReportedComplete(actor=actor):
                reporter = actor.account
            case ActivityConfirmed() | ActivityReturned():
                assert fact.actor.delegation != owner
                assert fact.actor.account != reporter
                confirmed[fact.originator_version] = fact.actor.delegation
            case ReportCorrected(corrects=corrects) if corrects in confirmed:
                assert fact.actor.delegation in (None, confirmed[corrects])


def percent_moves_by_reports_alone(facts: list[DomainEvent]) -> None:
    """And backwards only with a reason."""
    state = FollowUpActivity.replay(None, facts[:1])
    assert state is not None
    for fact in facts[1:]:
        before, state = state.percent, state.evolve(fact)
        if state.percent == before:
            continue
        reports = ProgressReported | ActivityReportedComplete | ReportCorrected
        assert isinstance(fact, reports)
        if state.percent < before:
            assert fact.reason is not None  # type: ignore[union-attr]


def nobody_waits_in_a_circle(known: Known) -> None:
    waits: dict[UUID, set[UUID]] = {id: set() for id in known}
    for id, facts in known.items():
        for fact in facts:
            match fact:
                case DependencyAdded(on=on):
                    waits[id].add(on)
                case ActivitySuperseded(by=by):
                    waits[id].add(by)
                case ActivityReopened():
                    waits[id] = {
                        text.on for text in facts if isinstance(text, DependencyAdded)
                    }
                case ActivitySplit(into=parts):
                    waits[id] |= {*parts}
                case ActivityMerged(into=into):
                    waits[id].add(into)
    # Whoever waits for nobody can begin; then whoever waited for those only.
    remaining = dict(waits)
    while ready := [id for id, on in remaining.items() if not on & remaining.keys()]:
        for id in ready:
            del remaining[id]
    assert remaining == {}
