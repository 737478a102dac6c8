"""What is said around every page. It stands here to be translated."""

from bsm_domain.foundation.roles import Role

PERMANENT_LINK = "This page like this, for ever:"
ACT_AS = "In this demonstration, act as…"
SIGNED_OUT = "You are signed out."
SIGN_IN = "Sign in and return to this page"
# Also for whose page was connected anew, and knows nothing of before.
WHY_SIGNED_OUT = (
    "A session ends when you sign out in any tab, after a time without use, or when "
    "your role or account ends."
)
OTHER_WAYS_IN = (
    "Programs use a token with the HTTP interface under /api/v1. To explore with "
    "invented data, start “bsm demo”."
)
_OTHER_PAGES = {
    Role.PARTICIPANT: "Your own data and registrations are on the page People.",
    Role.ADMINISTRATOR: "Administrators care for accounts and settings, and have no "
    "part in the meetings' business; their page is Administration.",
}


def page_not_allowed(role_name: str) -> str:
    return f"As {role_name.lower()} you do not see this page."


def other_pages(role: Role) -> str:
    """What somebody does who may not see a page."""
    return _OTHER_PAGES.get(role, "Ask the secretariat for another role.")


def live_view_instead(problem: str) -> str:
    """Of an address with a moment that cannot be shown."""
    return f"{problem}. This is the live view."


def page_failed(reference: str) -> str:
    return (
        "This page could not be shown completely. The fault has been logged; please "
        f"report it with the reference {reference}."
    )
