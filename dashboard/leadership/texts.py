"""Texts of the page Commitments that the brief does not share."""

NO_ACTIVITIES = (
    "Focal points and the Chair propose activities, and meetings agree on them; what "
    "becomes of them is told here. Choose all meetings, or a later day."
)
