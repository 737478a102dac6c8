"""Texts of forms about activities."""

from bsm_projections.follow_up.activity_details import Evidence

DECLINE_NOTE = (
    "Somebody else is to be found then: the Chair or the secretariat hands it over."
)


HAND_OVER_NOTE = "Another delegation is asked to accept it; what was done so far stays."


CORRECTION_NOTE = (
    "The report stays on record with its correction, which names it and says why."
)


ERASE_FILE_NOTE = (
    "The file is destroyed and cannot be brought back; that it was there, and its "
    "fingerprint, stay on record."
)


SPLIT_NOTE = (
    "Its parts go on in its place, are to be accepted by their owners, and keep its "
    "age and slips."
)


MERGE_AUDIENCE_NOTE = (
    "Where one of them is for focal points only, so is what becomes of them: the "
    "others are then no longer seen by leadership and auditors."
)


MERGE_NOTE = (
    "One activity goes on in their place, is to be accepted by its owner, and keeps "
    "the age of the oldest and the slips of all."
)


PROPOSAL_ORIGINS = {
    "objective_id": "From an objective",
    "session_id": "From a session",
    "decision": "From a decision",
}


def evidence_label(evidence: Evidence) -> str:
    """A piece of evidence in a list: its name, revision and note."""
    text = evidence.name or evidence.url or "evidence"
    if evidence.revision > 1:
        text = f"{text} (revision {evidence.revision})"
    return f"{text} · {evidence.note}" if evidence.note else text


def shared_file_note(evidence: Evidence) -> str:
    """Which other activities lose a file, shown before it is erased."""
    other_activities = ", ".join(
        f"“{activity.title}” ({activity.owner_name})"
        for activity in evidence.shown_too_by
    )
    return (
        f"{evidence_label(evidence)}: the same file is shown by, and erased for, "
        f"{other_activities}."
    )
