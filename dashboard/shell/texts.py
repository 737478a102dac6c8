"""Texts around every page. They stand here to be translated."""

from bsm_domain.foundation.roles import Role

PERMANENT_LINK = "Permanent link to this view:"
ACT_AS = "In this demonstration, act as…"
SIGNED_OUT = "You are signed out."
SIGN_IN = "Sign in and return to this page"
# Also shown to whoever reconnects with a page that remembers no session.
WHY_SIGNED_OUT = (
    "A session ends when you sign out in any tab, when it has not been used for some "
    "time, or when your role or account ends."
)
NO_ACCOUNT = (
    "If an e-mail brought you here and you have no account, the focal point of your "
    "delegation can tell you more, and the secretariat can give you an account."
)
OTHER_WAYS_IN = (
    "Programs use an API token with the HTTP interface under /api/v1. To explore the "
    "software with invented data, run “bsm demo”."
)
_OTHER_PAGES = {
    Role.PARTICIPANT: "Your own data and registrations are on the People page.",
    Role.ADMINISTRATOR: "Administrators manage accounts and settings; they take no "
    "part in the work of meetings. Your page is Administration.",
}


def page_not_allowed(role_name: str) -> str:
    return f"This page is not available to your role ({role_name})."


def other_pages(role: Role) -> str:
    """Where to go from a page that the role may not see."""
    return _OTHER_PAGES.get(
        role, "If you need it, ask an administrator for another role."
    )


def live_view_instead(problem: str) -> str:
    """For an address with a moment that cannot be shown."""
    return f"{problem}. The live view is shown instead."


def page_failed(reference: str) -> str:
    return (
        "This page could not be shown completely. The error has been logged; please "
        f"report it with the reference {reference}."
    )


# In a demonstration, by the right to see the page: what has no source at all.
INVENTED_ON_PAGES = {
    "page.agreements": "All decisions and positions below are invented.",
    "page.commitments": "All activities below are invented.",
    "page.decision": "This decision and all positions below are invented.",
    "page.follow-up": "All activities below are invented.",
    "page.my-delegation": "All people and notes below are invented.",
    "page.people": "All people below are invented.",
    "page.queue": "All people and registrations below are invented.",
    "page.room": "All decisions and positions below are invented.",
}
SOURCES_OF_THAT_DAY = (
    "A past view names only the sources that were on record at that moment; the live "
    "view may name more."
)
