"""How each command becomes facts: load, permit, let the domain decide. No rules."""

from bsm_service.case import Case, decide
from bsm_service.handlers import (
    activities,
    activity_lineage,
    activity_work,
    many_activities,
    many_registrations,
    meetings,
    objectives,
    participants,
    redactions,
    registrations,
)

__all__ = [
    "Case",
    "activities",
    "activity_lineage",
    "activity_work",
    "decide",
    "many_activities",
    "many_registrations",
    "meetings",
    "objectives",
    "participants",
    "redactions",
    "registrations",
]
