"""Texts of the page Commitments that are not in the brief."""

NO_ACTIVITIES = (
    "Focal points and the Chair propose activities and meetings agree on them; their "
    "progress is shown here. Choose all meetings or a later day."
)
