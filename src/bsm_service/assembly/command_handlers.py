"""The handlers of all commands, which register themselves when they are imported."""

from bsm_service.follow_up import handlers as follow_up_handlers
from bsm_service.follow_up import lineage_handlers
from bsm_service.imports import handlers as imports_handlers
from bsm_service.meetings import handlers as meetings_handlers
from bsm_service.people import handlers as people_handlers
from bsm_service.privacy import handlers as privacy_handlers
from bsm_service.registration import bulk_handlers
from bsm_service.registration import handlers as registration_handlers

__all__ = [
    "bulk_handlers",
    "follow_up_handlers",
    "imports_handlers",
    "lineage_handlers",
    "meetings_handlers",
    "people_handlers",
    "privacy_handlers",
    "registration_handlers",
]
