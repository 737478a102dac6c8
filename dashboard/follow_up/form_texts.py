"""Texts of forms about activities."""

from bsm_projections.follow_up.tables import Evidence

DECLINE_NOTE = "The Chair or the secretariat will then assign another owner."


HAND_OVER_NOTE = (
    "Another delegation is asked to accept it. Progress made so far is kept."
)


CORRECTION_NOTE = "The report stays on record, together with its correction."


ERASE_FILE_NOTE = (
    "The file is erased permanently and cannot be restored. The record still shows "
    "that there was a file, and its fingerprint."
)


SPLIT_NOTE = (
    "The parts replace this activity. Each must be accepted by its owner, and keeps "
    "the activity's age and postponements."
)


MERGE_AUDIENCE_NOTE = (
    "If one of them is for focal points only, the new activity is too: leadership and "
    "auditors will no longer see it."
)


MERGE_NOTE = (
    "One activity replaces them. It must be accepted by its owner, and keeps the age "
    "of the oldest and the postponements of all."
)


PROPOSAL_QUESTION = "What does the activity arise from?"
PROPOSAL_ORIGINS = {
    "objective_id": "From an objective",
    "decision_id": "From a decision",
    "session_id": "From a session",
    "decision": "From another decision",
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
        f"{evidence_label(evidence)}: the same file is attached to {other_activities}, "
        "and erased there too."
    )
