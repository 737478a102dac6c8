"""What everybody who comes to a meeting is notified of: that it is postponed, cancelled
or moved, and who came to it then.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.meetings.meeting_facts import (
    DetailsChanged,
    MeetingCancelled,
    MeetingPostponed,
)
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id, column, computed
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sql_conditions import sql_in

_NOTIFIABLE = (DetailsChanged.TOPIC, MeetingPostponed.TOPIC, MeetingCancelled.TOPIC)
# Who is registered now, and was when the fact was recorded.
_REGISTERED = """SELECT DISTINCT r.participant_id FROM {registrations} r
    JOIN {facts} f ON f.stream_id = r.registration_id AND f.stream_version = 1
    WHERE r.meeting_id = :meeting_id AND f.position < :position
        AND r.participant_id IS NOT NULL
        AND r.status NOT IN ('refused', 'withdrawn', 'substituted')
    ORDER BY r.participant_id"""
# Those invited now, that were by then.
_INVITED = """SELECT d.code FROM {delegations} d
    WHERE d.meeting_id = :meeting_id AND d.is_invited = 1 AND EXISTS (
        SELECT 1 FROM {delegations:every_version} e
        WHERE e.meeting_id = d.meeting_id AND e.code = d.code AND e.is_invited = 1
            AND e.from_position < :position)
    ORDER BY d.code"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """A change of a meeting that is not concluded. `registered` are the participants
    with a registration that has not ended, and `invited` the delegations; both as far
    as they were so when it was recorded.
    """

    position: int
    entry: int = column("stream_version")
    stored_name: str
    recorded_at: datetime
    meeting_id: Id
    registered: tuple[str, ...] = computed()
    invited: tuple[str, ...] = computed()


def meeting_changes(context: ReadContext, *, beyond: int) -> tuple[MeetingChange, ...]:
    """Those recorded after a position, the first one first: also changes of details
    that concern neither days nor place. A change of a concluded meeting corrects the
    record, and is no news to who was there.
    """
    rows = context.rows(
        "SELECT f.position, f.stream_version, f.stored_name, f.recorded_at, "
        "m.meeting_id FROM {facts} f JOIN {meetings} m ON m.meeting_id = f.stream_id "
        "WHERE f.kind = 'meeting' AND f.position > :beyond "
        f"AND {sql_in('f.stored_name', _NOTIFIABLE)} "
        "AND m.status <> 'concluded' ORDER BY f.position",
        beyond=beyond,
    )
    return tuple(
        context.item(
            MeetingChange,
            row,
            registered=_first_column(context, _REGISTERED, row),
            invited=_first_column(context, _INVITED, row),
        )
        for row in rows
    )


def _first_column(context: ReadContext, sql: str, change: Row) -> tuple[str, ...]:
    rows = context.rows(
        sql, meeting_id=change["meeting_id"], position=change["position"]
    )
    return tuple(row[0] for row in rows)


def people_with_contact(context: ReadContext, people: Collection[str]) -> set[str]:
    """Those of the participants whose contact details were given and are not erased."""
    gone = {PersonalGroup.NAME, PersonalGroup.CONTACT}
    rows = context.rows_among(
        "SELECT participant_id, erased FROM {participants} "
        "WHERE participant_id IN (:ids) AND contact IS NOT NULL",
        sorted(people),
    )
    return {
        row["participant_id"]
        for row in rows
        if gone.isdisjoint(row["erased"].split(","))
    }
