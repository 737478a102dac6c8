"""Registration for a meeting in figures, whose sums add up: seats, people, arrivals."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bsm_domain.registration.registration_facts import RegistrationStatus
from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.registration.sql_conditions import HOLDS_SEAT

# Taken part in an earlier meeting.
_TOOK_PART = "status IN ('attended', 'listed')"


@dataclass(frozen=True, slots=True)
class StatusCount:
    status: str
    registrations: int


@dataclass(frozen=True, slots=True)
class SessionAttendance:
    """How many have a place in a session, or wait for one; how many came, and are
    there.
    """

    session_id: Id
    came: int = 0
    present: int = 0
    places_taken: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFigures:
    """`registrations` are the sum of those by status. `seated` hold a seat or came
    according to a list: the sum of those who come for the `first_time`, who are
    `returning`, and who are `not_named` yet. `seats_taken` are seats of the meeting,
    within its `capacity`; delegations' quotas may add up to more.

    `came` are persons who arrived, also those in whose seat somebody else sits since;
    `present` are there. `did_not_come` hold a seat and never arrived: once the meeting
    is concluded, if `attendance_is_recorded` of anybody. The `delegations` that are
    invited have `answered` the invitation or not.
    """

    meeting_id: Id
    capacity: int | None
    quota_sum: int
    seats_taken: int
    registrations: int
    by_status: tuple[StatusCount, ...]
    seated: int
    first_time: int
    returning: int
    not_named: int
    came: int
    present: int
    did_not_come: int | None
    attendance_is_recorded: bool
    delegations: int
    answered: int
    sessions: tuple[SessionAttendance, ...]


def registration_figures(
    context: ReadContext, meeting_id: Id
) -> RegistrationFigures | None:
    """None for a meeting that was not on record."""
    meeting = context.row(
        "SELECT status, capacity, starts_on FROM {meetings} WHERE meeting_id = :id",
        id=meeting_id,
    )
    if meeting is None:
        return None
    statuses, counts = _count_registrations(context, meeting_id)
    arrivals = _arrivals(context, meeting_id)
    at_meeting = arrivals.pop("", None)
    delegations = _delegations(context, meeting_id)
    returning = _count_returning(context, meeting_id, meeting["starts_on"])
    concluded = meeting["status"] == "concluded"
    is_recorded = counts["came"] > 0
    confirmed = statuses[RegistrationStatus.CONFIRMED]
    return RegistrationFigures(
        meeting_id=meeting_id,
        capacity=meeting["capacity"],
        quota_sum=int(delegations["quotas"] or 0),
        seats_taken=counts["seated"] - counts["on_list"],
        registrations=sum(statuses.values()),
        by_status=tuple(
            StatusCount(status, statuses[status])
            for status in RegistrationStatus
            if statuses[status]
        ),
        seated=counts["seated"],
        first_time=counts["seated"] - returning - counts["not_named"],
        returning=returning,
        not_named=counts["not_named"],
        came=counts["came"],
        present=0 if at_meeting is None else at_meeting.present,
        did_not_come=confirmed if concluded and is_recorded else None,
        attendance_is_recorded=is_recorded,
        delegations=delegations["invited"],
        answered=int(delegations["answered"] or 0),
        sessions=_with_places(context, meeting_id, arrivals),
    )


def _count_registrations(
    context: ReadContext, meeting_id: str
) -> tuple[Counter[str], Counter[str]]:
    """By status; and those who sit, of them those on a list and not named; who came:
    on a list of a past meeting, or recorded as arrived.
    """
    # In the order of the index: sorting as many as 10,000, or conditions in SQL, would
    # take half as long again.
    rows = context.rows(
        "SELECT status, count(*) AS registrations, count(came_at) AS arrived, "
        "count(participant_id) AS named FROM {registrations} WHERE meeting_id = :id "
        "GROUP BY delegation, status",
        id=meeting_id,
    )
    statuses, counts = Counter[str](), Counter[str]()
    for row in rows:
        status, registrations = row["status"], row["registrations"]
        statuses[status] += registrations
        is_attended = status == RegistrationStatus.ATTENDED
        counts["came"] += registrations if is_attended else row["arrived"]
        if is_attended:
            counts["on_list"] += registrations - row["arrived"]
        if is_attended or status == RegistrationStatus.CONFIRMED:
            counts["seated"] += registrations
            counts["not_named"] += registrations - row["named"]
    return statuses, counts


def _arrivals(context: ReadContext, meeting_id: str) -> dict[str, SessionAttendance]:
    """By session; that of the meeting has no name."""
    rows = context.rows(
        "SELECT place, count(*) AS came, sum(present) AS present FROM {attendances} "
        "WHERE meeting_id = :id AND came_at IS NOT NULL GROUP BY place",
        id=meeting_id,
    )
    return {
        row["place"]: SessionAttendance(
            session_id=row["place"], came=row["came"], present=int(row["present"])
        )
        for row in rows
    }


def _with_places(
    context: ReadContext, meeting_id: str, arrivals: Mapping[str, SessionAttendance]
) -> tuple[SessionAttendance, ...]:
    """Sessions at which somebody arrived, or has or awaits a place."""
    sessions = dict(arrivals)
    for row in context.rows(
        "SELECT session_id, state, count(*) AS people FROM {places} "
        "WHERE state IN ('taken', 'waiting') AND session_id IN "
        "(SELECT session_id FROM {sessions} WHERE meeting_id = :id) "
        "GROUP BY session_id, state",
        id=meeting_id,
    ):
        id, field = row["session_id"], "waiting"
        if row["state"] == "taken":
            field = "places_taken"
        before = sessions.get(id, SessionAttendance(id))
        sessions[id] = replace(before, **{field: row["people"]})
    return tuple(sessions[id] for id in sorted(sessions))


def _delegations(context: ReadContext, meeting_id: str) -> Row:
    [row] = context.rows(
        """SELECT count(*) AS invited, sum(d.quota) AS quotas,
            sum(CASE WHEN a.answer IS NULL THEN 0 ELSE 1 END) AS answered
        FROM {delegations} d LEFT JOIN {delegation_records} a
            ON a.meeting_id = d.meeting_id AND a.code = d.code
        WHERE d.meeting_id = :id AND d.is_invited = 1""",
        id=meeting_id,
    )
    return row


def _count_returning(context: ReadContext, meeting_id: str, starts_on: str) -> int:
    """How many of those seated took part in an earlier meeting, under any of their
    entries.
    """
    took_part = _people(
        context,
        f"{_TOOK_PART} AND meeting_id IN (SELECT meeting_id FROM {{meetings}} "
        "WHERE starts_on < :starts_on AND meeting_id <> :id AND status <> 'cancelled')",
        starts_on=starts_on,
        id=meeting_id,
    )
    if not took_part:
        return 0
    seated = _people(context, f"{HOLDS_SEAT} AND meeting_id = :id", id=meeting_id)
    merged = {
        row["participant_id"]: row["merged_into"]
        for row in context.rows(
            "SELECT participant_id, merged_into FROM {participants} "
            # Not null, in words by which SQLite reads nothing but that index.
            "WHERE merged_into > '' ORDER BY merged_into"
        )
    }
    if merged:
        took_part = [merged.get(id, id) for id in took_part]
        seated = [merged.get(id, id) for id in seated]
    return sum(map(frozenset(took_part).__contains__, seated))


def _people(context: ReadContext, condition: str, **values: str) -> list[str]:
    """Nobody is registered twice for a meeting."""
    sql = f"FROM {{registrations}} WHERE {condition}"
    return context.ids("participant_id", sql, **values)
