"""Accounts and mandates, as people give and end them: for the API and the pages alike.

Each function asks the permission table first, then acts in the caller's name. Names of
accounts are told to those only who may see them; to others accounts stay opaque.
"""

from bsm_service.accounts.administration.accounts import (
    AccountSeen,
    accounts,
    add_account,
    close_account,
    end_sessions,
    link_account,
    remove_second_factors,
    reopen_account,
    reset_account,
)
from bsm_service.accounts.administration.mandates import (
    MandateSeen,
    actors,
    end_mandate,
    give_mandate,
    mandates,
    may_give,
)
from bsm_service.accounts.administration.recent_proof import is_proved

__all__ = [
    "AccountSeen",
    "MandateSeen",
    "accounts",
    "actors",
    "add_account",
    "close_account",
    "end_mandate",
    "end_sessions",
    "give_mandate",
    "is_proved",
    "link_account",
    "mandates",
    "may_give",
    "remove_second_factors",
    "reopen_account",
    "reset_account",
]
