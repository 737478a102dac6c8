"""Giving and ending accounts and mandates: for the API and the pages alike.

Each function checks the permission table first, then acts for the caller. Names of
accounts are shown only to those who may see them; to others accounts are opaque.
"""

from bsm_service.accounts.administration.accounts import (
    AccountDetails,
    add_account,
    close_account,
    end_sessions,
    link_participant,
    list_accounts,
    remove_second_factors,
    reopen_account,
    reset_account,
)
from bsm_service.accounts.administration.mandates import (
    VisibleMandate,
    end_mandate,
    give_mandate,
    list_mandates,
    may_give_mandate,
    who_could_act,
)
from bsm_service.accounts.administration.new_accounts import (
    AddedAccount,
    NewAccount,
    add_accounts,
    check_accounts,
    create_accounts,
)
from bsm_service.accounts.administration.recent_proof import is_recently_authenticated

__all__ = [
    "AccountDetails",
    "AddedAccount",
    "NewAccount",
    "VisibleMandate",
    "add_account",
    "add_accounts",
    "check_accounts",
    "close_account",
    "create_accounts",
    "end_mandate",
    "end_sessions",
    "give_mandate",
    "is_recently_authenticated",
    "link_participant",
    "list_accounts",
    "list_mandates",
    "may_give_mandate",
    "remove_second_factors",
    "reopen_account",
    "reset_account",
    "who_could_act",
]
