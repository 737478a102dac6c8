"""The Overview's figures by a plain fold over the facts, apart from any read model.

It shares with the product the facts and their meaning, and no code: it reads each
fact by its stored name, keeps dictionaries, and counts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bsm_domain.foundation.logged_fact import LoggedFact

SEATED = {"confirmed", "attended"}
CLOSED = {"confirmed", "withdrawn"}

REGISTRATION_BECOMES = {
    "bsm.registration.nominated.v2": "nominated",
    "bsm.registration.confirmed.v1": "confirmed",
    "bsm.registration.waitlisted.v1": "waitlisted",
    "bsm.registration.refused.v1": "refused",
    "bsm.registration.withdrawn.v2": "withdrawn",
    "bsm.registration.promoted.v1": "confirmed",
    "bsm.registration.substituted.v1": "substituted",
    "bsm.registration.attendance_recorded.v2": "attended",
}
ACTIVITY_BECOMES = {
    "bsm.activity.proposed.v1": "proposed",
    "bsm.activity.agreed.v1": "agreed",
    "bsm.activity.accepted.v1": "accepted",
    "bsm.activity.progress_reported.v1": "in progress",
    "bsm.activity.reported_complete.v1": "reported complete",
    "bsm.activity.confirmed.v1": "confirmed",
    "bsm.activity.returned.v1": "in progress",
    "bsm.activity.blocked.v1": "blocked",
    "bsm.activity.withdrawn.v1": "withdrawn",
}
# The demonstration's other facts about activities, none of which ends or begins one.
WORK = {
    "bsm.activity.milestone_set.v1",
    "bsm.activity.milestone_reached.v1",
    "bsm.activity.comment_made.v1",
    "bsm.activity.evidence_attached.v1",
    "bsm.activity.dependency_added.v1",
    "bsm.activity.carried_over.v1",
}


@dataclass
class Known:
    """What the facts so far say of one meeting."""

    kinds: dict[str, str] = field(default_factory=dict)
    registrations: dict[Any, dict[str, str]] = field(default_factory=dict)
    objectives: dict[Any, dict[str, Any]] = field(default_factory=dict)
    activities: dict[Any, dict[str, Any]] = field(default_factory=dict)


def figures_at(
    facts: Sequence[LoggedFact],
    meeting_id: Any,
    at: datetime,
    *,
    for_focal_points: bool,
) -> dict[str, Any]:
    """The figures of a meeting, by the names of the query's fields.

    `facts` are those known; `at` is the moment from which they are looked at.
    """
    known = _known(facts, meeting_id)
    seen = {"all", "focal points"} if for_focal_points else {"all"}
    seats = [
        registration
        for registration in known.registrations.values()
        if registration["status"] in SEATED
    ]
    attending = Counter(known.kinds[code] for code in {seat["of"] for seat in seats})
    objectives = [
        objective
        for objective in known.objectives.values()
        if objective["audience"] in seen or objective["is_aim_listed"]
    ]
    activities = [
        activity
        for activity in known.activities.values()
        if activity["audience"] in seen
    ]
    open_activities = [
        activity for activity in activities if activity["status"] not in CLOSED
    ]
    statuses = Counter(activity["status"] for activity in activities)
    return {
        "delegations": attending.total(),
        "delegations_present": len(
            {seat["of"] for seat in seats if seat["status"] == "attended"}
        ),
        "states": attending["participating State"],
        "partners": attending["Partner for Co-operation"],
        "organisations": attending["organisation"],
        "invited": len(known.kinds),
        "registrations": len(known.registrations),
        "participants": len(seats),
        "objectives": len(objectives),
        "objectives_discussed": sum(
            objective["status"] == "discussed" and objective["audience"] in seen
            for objective in objectives
        ),
        "objectives_for_agreement": sum(
            objective["outcome"] == "agreement" for objective in objectives
        ),
        "objectives_for_focal_points": sum(
            objective["audience"] not in seen for objective in objectives
        ),
        "activities": len(activities) - statuses["superseded"],
        "activities_carried_over": 0,  # Berlin's is the earliest of the demonstration
        "activities_open": len(open_activities),
        "activities_overdue": sum(
            activity["status"] != "reported complete"
            and _last_moment(activity["due"]) <= at
            for activity in open_activities
        ),
        "activities_confirmed": statuses["confirmed"],
        "activities_slipped_twice": sum(
            activity["slips"] > 1 for activity in open_activities
        ),
        "activities_by_status": tuple(sorted(statuses.items())),
    }


def _known(facts: Sequence[LoggedFact], meeting_id: Any) -> Known:
    known = Known()
    for _, fact, _ in facts:
        assert not isinstance(fact, tuple), "every fact of the test can be read"
        match fact.TOPIC.split("."):
            case [_, "meeting", "delegations_invited", _]:
                if fact.originator_id == meeting_id:
                    known.kinds |= {
                        delegation.code: delegation.kind
                        for delegation in fact.delegations
                    }
            case [_, "registration", *_]:
                _registration(known, fact, meeting_id)
            case [_, "objective", *_]:
                _objective(known, fact, meeting_id)
            case [_, "activity", *_]:
                _activity(known, fact, meeting_id)
    return known


def _registration(known: Known, fact: Any, meeting_id: Any) -> None:
    if fact.TOPIC == "bsm.registration.nominated.v2" and fact.meeting_id == meeting_id:
        known.registrations[fact.originator_id] = {"of": fact.delegation}
    if fact.originator_id in known.registrations:
        registration = known.registrations[fact.originator_id]
        registration["status"] = REGISTRATION_BECOMES.get(
            fact.TOPIC, registration.get("status", "")
        )


def _objective(known: Known, fact: Any, meeting_id: Any) -> None:
    if fact.TOPIC == "bsm.objective.set.v1" and fact.meeting_id == meeting_id:
        known.objectives[fact.originator_id] = {
            "audience": fact.audience,
            "is_aim_listed": fact.aim_for_all,
            "outcome": fact.outcome_kind,
            "status": "set",
        }
    objective = known.objectives.get(fact.originator_id)
    if objective is not None and fact.TOPIC == "bsm.objective.discussed.v1":
        objective["status"] = "discussed"


def _activity(known: Known, fact: Any, meeting_id: Any) -> None:
    if fact.TOPIC == "bsm.activity.proposed.v1" and fact.meeting_id == meeting_id:
        known.activities[fact.originator_id] = {
            "audience": fact.audience,
            "due": fact.promise.due,
            "slips": 0,
        }
    activity = known.activities.get(fact.originator_id)
    if activity is None:
        return
    if fact.TOPIC == "bsm.activity.released.v1":
        activity["audience"] = "all"
    elif fact.TOPIC == "bsm.activity.due_date_changed.v1":
        activity["due"] = fact.due
        activity["slips"] += 1
    elif fact.TOPIC == "bsm.activity.unblocked.v1":
        activity["status"] = activity["blocked_from"]
    elif fact.TOPIC not in WORK:
        if fact.TOPIC == "bsm.activity.blocked.v1":
            activity["blocked_from"] = activity["status"]
        activity["status"] = ACTIVITY_BECOMES[fact.TOPIC]


def burn_up_at(
    facts: Sequence[LoggedFact], meeting_id: Any, zone: str, *, for_focal_points: bool
) -> list[tuple[Any, int, int, int]]:
    """Activities agreed, confirmed and given up, cumulated by day of the event."""
    seen = {"all", "focal points"} if for_focal_points else {"all"}
    released = {
        fact.originator_id
        for _, fact, _ in facts
        if fact.TOPIC == "bsm.activity.released.v1"
    }
    theirs: set[Any] = set()
    agreed: set[Any] = set()
    happened: list[tuple[datetime, str]] = []
    for _, fact, _ in facts:
        name, id = fact.TOPIC, fact.originator_id
        if name == "bsm.activity.proposed.v1":
            is_seen = fact.audience in seen or id in released
            if fact.meeting_id == meeting_id and is_seen:
                theirs.add(id)
        elif id in theirs and name == "bsm.activity.agreed.v1":
            agreed.add(id)
            happened.append((fact.occurred_at, "made"))
        elif id in theirs and name == "bsm.activity.confirmed.v1":
            happened.append((fact.occurred_at, "kept"))
        elif id in agreed and name == "bsm.activity.withdrawn.v1":
            happened.append((fact.occurred_at, "given up"))
    so_far: Counter[str] = Counter()
    days: dict[Any, tuple[Any, int, int, int]] = {}
    for at, what in sorted(happened):
        so_far[what] += 1
        day = at.astimezone(ZoneInfo(zone)).date()
        days[day] = (day, so_far["made"], so_far["kept"], so_far["given up"])
    return list(days.values())


def _last_moment(due: Any) -> datetime:
    """Midnight after the day on which it is due, on the clocks of its zone."""
    return datetime.combine(due.on, time(), ZoneInfo(due.time_zone)) + timedelta(days=1)
