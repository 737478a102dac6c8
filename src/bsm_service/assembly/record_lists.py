"""The lists and single things of all subjects, which register themselves when they are
imported.
"""

from bsm_service.accounts import lists as accounts_lists
from bsm_service.follow_up import lists as follow_up_lists
from bsm_service.history import lists as history_lists
from bsm_service.meetings import lists as meetings_lists
from bsm_service.people import lists as people_lists
from bsm_service.privacy import lists as privacy_lists
from bsm_service.registration import lists as registration_lists

__all__ = [
    "accounts_lists",
    "follow_up_lists",
    "history_lists",
    "meetings_lists",
    "people_lists",
    "privacy_lists",
    "registration_lists",
]
