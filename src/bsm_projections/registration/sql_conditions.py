"""Conditions on registrations, in SQL."""

# A registration that counts as a participant: a confirmed seat, or attendance.
HOLDS_SEAT = "status IN ('confirmed', 'attended')"
# A registration of somebody whom the delegation sends.
IS_IN_DELEGATION = "status NOT IN ('requested', 'refused', 'withdrawn', 'substituted')"
