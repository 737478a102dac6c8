"""Texts about new accounts: what each role may do, and how lists are pasted."""

from collections import Counter
from collections.abc import Sequence

from bsm_domain.foundation.formatting import format_count
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration.new_accounts import NewAccount
from dashboard.shell.account_menu import ROLE_NAMES

ADD_ACCOUNT = "Add an account"
NEW_ACCOUNT = "New account"
ADD_OTHERS = (
    "Next, add accounts for the secretariat, which announces meetings, and for the "
    "focal points."
)
ADD_LIST = "Add several accounts"
NEW_ACCOUNTS = "New accounts"
INVITATION_NOTE = (
    "The person gets a link to set a password. The link is valid for a week."
)
NAME_HELP = "For example an e-mail address"
LIST_EXPLANATION = (
    "Paste one line per account. Either all accounts are added or none. You can check "
    "how the list was read before anything is stored."
)
ACCOUNT_LINES = "Accounts, one per line"
LINES_EXPLANATION = (
    "Each line has a name or e-mail address, a role and a State, separated by tabs, "
    "semicolons or commas, as you copy them from a spreadsheet. For example: "
    "anna@example.org; focal point; Austria"
)
NEW_LINKS = "New links"
MAKE_LINKS = "Make links for several accounts"
NEW_LINKS_EXPLANATION = (
    "Each account you choose gets a new link to set a password, for example because "
    "earlier links were lost or have expired. It replaces them, and is valid for one "
    "day."
)
ACCOUNTS = "Accounts"
ACCOUNTS_HELP = "Accounts that have no password yet are chosen already"
ACCOUNTS_CAPTION = "Accounts in the list"
INVITATION_FILE = "invitations.csv"
INVITATION_COLUMNS = ("Name", "Role", "State", "Link to set a password")

_WHAT_ROLES_MAY_DO = {
    Role.SECRETARIAT: "Prepares meetings, registers delegates, and may act for every "
    "delegation.",
    Role.CHAIR: "Opens and concludes meetings, sets objectives, and agrees activities.",
    Role.FOCAL_POINT: "Speaks for one State: nominates its delegates and reports on "
    "its activities.",
    Role.PARTICIPANT: "Sees meetings, and their own data and registrations.",
    Role.AUDITOR: "Reads the record and who has read personal data, and changes "
    "nothing.",
    Role.LEADERSHIP: "Reads figures, activities and briefs; sees no personal data.",
    Role.ADMINISTRATOR: "Manages accounts and roles, and takes no part in meetings.",
}
ROLE_EXPLANATIONS = tuple(
    (ROLE_NAMES[role], sentence) for role, sentence in _WHAT_ROLES_MAY_DO.items()
)


def account_added(name: str) -> str:
    return f"The account {name} was added. Its owner sets a password at this link:"


def accounts_added(number: int) -> str:
    return (
        f"{format_count(number, 'account was', 'accounts were')} added. Each owner "
        "sets a password at their own link; the links are valid for a week."
    )


def links_made(number: int) -> str:
    return (
        f"{format_count(number, 'link was', 'links were')} made, valid for one day. "
        "Each owner sets a password at their own link."
    )


def add_accounts(number: int) -> str:
    return f"Add {format_count(number, 'account')}"


def accounts_finding(accounts: Sequence[NewAccount]) -> str:
    """59 accounts: 57 as focal point, 2 as secretariat"""
    counts = Counter(account.role for account in accounts if account.role)
    roles = ", ".join(
        f"{number} as {ROLE_NAMES[role].lower()}" for role, number in counts.items()
    )
    return f"{format_count(len(accounts), 'account')}: {roles}"
