"""What activities arise from, in words."""

from bsm_projections.leadership.meeting_outcomes import ActivityOrigin


def origin_text(origin: ActivityOrigin | None) -> str:
    """arising from NFP.DEC/2/16"""
    if origin is None:
        return "arising from nothing that is shown here"
    if origin.decision_id is not None:
        return f"arising from {origin.symbol or f'the draft “{origin.title}”'}"
    return f"arising from {origin.objective_code} without a decision"
