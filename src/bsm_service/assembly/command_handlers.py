"""How each command becomes facts: load, permit, let the domain decide. No rules.

Importing this module registers the handlers of every subject.
"""

from bsm_service.follow_up import handlers as activities
from bsm_service.follow_up import lineage_handlers as activity_lineage
from bsm_service.follow_up import work_handlers as activity_work
from bsm_service.imports import handlers as many_activities
from bsm_service.meetings import handlers as meetings
from bsm_service.meetings import objective_handlers as objectives
from bsm_service.people import handlers as participants
from bsm_service.privacy import handlers as redactions
from bsm_service.registration import bulk_handlers as many_registrations
from bsm_service.registration import handlers as registrations

__all__ = [
    "activities",
    "activity_lineage",
    "activity_work",
    "many_activities",
    "many_registrations",
    "meetings",
    "objectives",
    "participants",
    "redactions",
    "registrations",
]
