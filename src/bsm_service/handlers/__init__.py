"""How each command becomes facts: load, permit, let the domain decide. No rules."""

from bsm_service.case import Case, decide
from bsm_service.handlers import activities, meetings, objectives, registrations

__all__ = ["Case", "activities", "decide", "meetings", "objectives", "registrations"]
