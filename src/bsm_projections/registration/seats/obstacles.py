"""Why somebody on a waiting list could not take a free seat now."""

import json
from collections.abc import Iterator, Sequence

from bsm_domain.meetings.registration_terms import NotesNeeded
from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.registration.sql_conditions import HOLDS_SEAT

NOMINATED_LATE = "nominated late"
QUOTA_FULL = "quota full"
NO_NOTE = "no note"

_FULL_DELEGATIONS = f"""SELECT d.code FROM {{delegations}} d LEFT JOIN
        (SELECT delegation, count(*) AS seats FROM {{registrations}}
        WHERE meeting_id = :meeting_id AND {HOLDS_SEAT} GROUP BY delegation) r
        ON r.delegation = d.code
    WHERE d.meeting_id = :meeting_id AND coalesce(r.seats, 0) >= d.quota"""
_FULL_IN_SESSION = """SELECT p.delegation AS code FROM {places} p
    JOIN {session_places} s ON s.session_id = p.session_id
    WHERE p.session_id = :session_id AND p.state = 'taken'
    GROUP BY p.delegation, s.per_delegation HAVING count(*) >= s.per_delegation"""


def obstacles_of(rows: Sequence[Row], context: ReadContext) -> dict[str, str]:
    """By registration, for rows of one waiting list."""
    ledger = context.row(
        "SELECT meeting_id, session_id FROM {seat_ledgers} WHERE ledger_id = :id",
        id=rows[0]["ledger_id"],
    )
    if ledger is None:
        return {}
    meeting, session = ledger["meeting_id"], ledger["session_id"]
    if session is not None:
        full = context.rows(_FULL_IN_SESSION, session_id=session)
        without_note: set[str] = set()
    else:
        full = context.rows(_FULL_DELEGATIONS, meeting_id=meeting)
        without_note = set(_without_note(context, meeting, rows))
    without_quota = {row["code"] for row in full}
    found = {}
    for row in rows:
        id = row["registration_id"]
        if row["late"]:
            found[id] = NOMINATED_LATE
        elif id in without_note:
            found[id] = NO_NOTE
        elif row["delegation"] in without_quota:
            found[id] = QUOTA_FULL
    return found


def _without_note(
    context: ReadContext, meeting_id: Id, rows: Sequence[Row]
) -> Iterator[str]:
    """Those that no note covers, where the terms need one before a seat."""
    needed = context.count(
        "SELECT count(*) FROM {registration_terms} "
        "WHERE meeting_id = :id AND note = :needed",
        id=meeting_id,
        needed=NotesNeeded.BEFORE_SEAT.value,
    )
    if not needed:
        return
    notes = context.rows(
        "SELECT note_id, delegation, covers_all, covers FROM {delegation_notes} "
        "WHERE meeting_id = :id AND replaced_by IS NULL",
        id=meeting_id,
    )
    of_all = {note["delegation"] for note in notes if note["covers_all"]}
    covered = {id for note in notes for id in json.loads(note["covers"])}
    valid = {note["note_id"] for note in notes}
    own_notes = {
        row["registration_id"]: row["note_id"]
        for row in context.rows_among(
            "SELECT registration_id, note_id FROM {registrations} "
            "WHERE registration_id IN (:ids)",
            [row["registration_id"] for row in rows],
        )
    }
    for row in rows:
        id = row["registration_id"]
        is_covered = row["delegation"] in of_all or id in covered
        if not is_covered and own_notes.get(id) not in valid:
            yield id
