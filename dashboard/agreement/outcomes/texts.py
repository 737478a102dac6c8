"""What the chart of what came of a meeting says."""

from collections.abc import Sequence

from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.formatting import format_count, format_number
from bsm_projections.leadership.meeting_outcomes import MeetingOutcome

MEASURE = (
    "From objectives through decisions to activities; those overdue stand apart from "
    "other open ones. A decision or an objective from which none arises counts as one"
)
EMPTY = (
    "Objectives, decisions and activities of the meeting appear here. The secretariat "
    "sets objectives, and the Chair tables decisions."
)
CAPTION = "Decisions, objectives and the activities that arise from them"
NO_OBJECTIVE = "No objective"
# What arises from nothing that the viewer may see.
OTHER = "Other follow-up"
EARLIER = "Earlier meetings"
ENDS = {
    "confirmed": "Confirmed",
    "open": "Open",
    "overdue": "Overdue",
    "withdrawn": "Withdrawn",
    "none": "No activity",
}
_MAX_LABEL = 12
_STATUSES = {
    DecisionStatus.DRAFT: "draft",
    DecisionStatus.IN_PROCEDURE: "draft, in procedure",
}
_ADOPTED = (DecisionStatus.ADOPTED, DecisionStatus.SUPERSEDED)


def headline(rows: Sequence[MeetingOutcome], meeting_id: str) -> str:
    """3 of 5 decisions adopted; 7 of 16 activities confirmed as done"""
    decisions = [
        row
        for row in rows
        if row.decision_id is not None and row.meeting_id == meeting_id
    ]
    activities = sum(row.activities for row in rows)
    parts = []
    if decisions:
        adopted = sum(row.decision_status in _ADOPTED for row in decisions)
        whole = format_count(len(decisions), "decision")
        parts.append(f"{format_number(adopted)} of {whole} adopted")
    if activities:
        confirmed = sum(row.confirmed for row in rows)
        whole = format_count(activities, "activity", "activities")
        parts.append(f"{format_number(confirmed)} of {whole} confirmed as done")
    if not rows:
        return "No decision or activity yet"
    if not parts:
        objectives = format_count(len(rows), "objective")
        return f"No decision or activity from {objectives} yet"
    return "; ".join(parts)


def decision_label(row: MeetingOutcome) -> str:
    """The symbol without the network's own part, DEC/2/16; of a draft, its title as far
    as there is room on a phone. The table beside the chart has them in full.
    """
    if row.symbol is not None:
        return row.symbol.partition(".")[2] or row.symbol
    label = row.title or ""
    if len(label) > _MAX_LABEL:
        return f"{label[: _MAX_LABEL - 1].rstrip()}\u2026"
    return label


def decision_name(row: MeetingOutcome) -> str:
    """NFP.DEC/2/16: Contact points; of a draft, only the title."""
    return ": ".join(filter(None, (row.symbol, row.title)))


def origin_name(row: MeetingOutcome) -> str:
    """The decision, or that there is none."""
    if row.decision_id is not None:
        return decision_name(row)
    if row.objective_id is not None:
        return "without a decision"
    return "from nothing that is shown here"


def objective_label(row: MeetingOutcome) -> str:
    if row.objective_code is not None:
        return row.objective_code
    return NO_OBJECTIVE if row.decision_id is not None else OTHER


def decision_status(row: MeetingOutcome) -> str:
    status = row.decision_status
    if status is None:
        return ""
    return _STATUSES.get(DecisionStatus(status), status)


def others(count: int) -> str:
    return format_count(count, "other")


def activities_of(end: str, row_name: str, count: int) -> str:
    """What a number counts, read aloud."""
    counted = format_count(count, "activity", "activities")
    ending = f" {ENDS[end].lower()}" if end else ""
    return f"{row_name}: {counted}{ending}"
