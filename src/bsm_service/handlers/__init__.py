"""How each command becomes facts: load, permit, let the domain decide. No rules."""

from bsm_service.case import Case, decide
from bsm_service.handlers import (
    activities,
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
    "decide",
    "many_registrations",
    "meetings",
    "objectives",
    "participants",
    "redactions",
    "registrations",
]
