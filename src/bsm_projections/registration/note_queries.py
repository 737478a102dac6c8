"""Notes of delegations, and whom they cover; heads and alternates to be adopted."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.registration.delegation_records import DelegationNote
from bsm_projections.registration.sql_conditions import IS_IN_DELEGATION

# The notes that cover a registration `r` and were not replaced; whether one does.
COVERING_NOTES = """FROM {delegation_notes} n
    WHERE n.meeting_id = r.meeting_id AND n.delegation = r.delegation
        AND n.replaced_by IS NULL
        AND (n.covers_all = 1 OR n.note_id = r.note_id
            OR n.covers LIKE '%' || r.registration_id || '%')"""
IS_COVERED = f"EXISTS (SELECT 1 {COVERING_NOTES})"
# Files that hold the name of somebody who was erased: whom the note covers, or for whom
# it was given as a substitute, whatever became of the request. A note that covers all
# and came after the erasure does not name them.
_IS_ERASED = "(',' || p.erased || ',') LIKE '%,name,%'"
_FILES_OF_ERASED = f"""SELECT n.note_id, n.meeting_id, n.delegation
    FROM {{delegation_notes}} n JOIN {{registrations}} r
        ON r.meeting_id = n.meeting_id AND r.delegation = n.delegation
    JOIN {{participants}} p ON p.participant_id = r.participant_id
    WHERE n.sha256 IS NOT NULL AND {_IS_ERASED}
        AND (n.covers_all = 1 AND n.from_position < p.from_position
            OR r.note_id = n.note_id
            OR n.covers LIKE '%' || r.registration_id || '%')
    UNION SELECT n.note_id, n.meeting_id, n.delegation
    FROM {{delegation_notes}} n JOIN {{change_requests}} c ON c.note_id = n.note_id
    JOIN {{participants}} p ON p.participant_id = c.substitute
    WHERE n.sha256 IS NOT NULL AND {_IS_ERASED}
    ORDER BY 1"""
_FILES_OF_PAST_MEETINGS = """SELECT n.note_id, n.meeting_id, n.delegation, n.kind,
        n.reference, m.status, m.ends_on, m.status_since
    FROM {delegation_notes} n JOIN {meetings} m ON m.meeting_id = n.meeting_id
    WHERE n.sha256 IS NOT NULL AND m.status IN ('concluded', 'cancelled')
    ORDER BY m.ends_on, n.delegation, n.note_id"""
# Of meetings that are not over, those that are not on record with their delegation.
_COMPOSED = f"""SELECT r.meeting_id, r.delegation, r.registration_id
    FROM {{registrations}} r JOIN {{meetings}} m ON m.meeting_id = r.meeting_id
    LEFT JOIN {{named_registrations}} n
        ON n.registration_id = r.registration_id AND n.is_named = 1
    WHERE r.function IN ('head', 'alternate') AND r.{IS_IN_DELEGATION}
        AND n.registration_id IS NULL AND r.list_name IS NULL
        AND m.status NOT IN ('concluded', 'cancelled')
    ORDER BY r.meeting_id, r.delegation, r.nominated_at, r.registration_id"""


def delegation_notes(
    context: ReadContext,
    meeting_id: Id,
    *,
    delegation: str | None = None,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[DelegationNote]:
    """The notes of the delegations to a meeting, in the order in which they came."""
    where = ["meeting_id = :meeting_id"]
    if delegation is not None:
        where.append("delegation = :delegation")
    return result_page(
        context,
        "delegation_notes",
        DelegationNote,
        where=where,
        order=("recorded_at", "note_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
        delegation=delegation,
    )


def delegation_note(context: ReadContext, id: Id) -> DelegationNote | None:
    sql = "SELECT * FROM {delegation_notes} WHERE note_id = :id"
    return context.find(DelegationNote, sql, id=id)


@dataclass(frozen=True, slots=True)
class FileToDestroy:
    note_id: str
    meeting_id: str
    delegation: str


def files_of_erased_people(context: ReadContext) -> tuple[FileToDestroy, ...]:
    """Files of notes that cover somebody whose data were erased."""
    return context.items(FileToDestroy, _FILES_OF_ERASED)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """The file of a note for a meeting that was concluded, or cancelled, on that
    day.
    """

    note_id: str
    meeting_id: str
    delegation: str
    delegation_name: str = computed()
    kind: str
    reference: str
    status: str
    ends_on: date
    status_since: datetime

    @property
    def ended_on(self) -> date:
        return self.ends_on if self.status == "concluded" else self.status_since.date()


def files_of_past_meetings(context: ReadContext) -> tuple[KeptFile, ...]:
    """By meeting and delegation."""
    return context.items(KeptFile, _FILES_OF_PAST_MEETINGS)


def unrecorded_composition(
    context: ReadContext,
) -> dict[tuple[str, str], tuple[str, ...]]:
    """By meeting and delegation: registrations as head or alternate that were nominated
    before these were recorded, the first nominated first.
    """
    found = defaultdict[tuple[str, str], list[str]](list)
    for row in context.rows(_COMPOSED):
        found[row["meeting_id"], row["delegation"]].append(row["registration_id"])
    return {key: tuple(ids) for key, ids in found.items()}
