"""The viewer of a page, by the session cookie."""

import streamlit as st

from bsm_service.access.permissions import Principal, is_allowed
from bsm_service.accounts.administration.accounts import is_recently_authenticated
from bsm_service.assembly.web_application import VISITOR, principal_from_cookie
from bsm_service.http_api.requests.callers import session_cookie_settings
from dashboard.data.system import running_system


def current_principal(*, in_use: bool = True) -> Principal | None:
    """Who looks at the page; None if nobody is signed in. `in_use` is whether they did
    something, so that their session has not been idle.
    """
    running = running_system()
    cookies = st.context.cookies
    return principal_from_cookie(
        running.system, running.settings, cookies, in_use=in_use
    )


def has_session_cookie() -> bool:
    """Whether the browser still names a session, good or not: signing out takes it."""
    return (
        session_cookie_settings(running_system().settings).read(st.context.cookies)
        is not None
    )


def has_recent_confirmation(principal: Principal, action: str) -> bool:
    """Whether the viewer's last confirmation of identity is recent enough."""
    return is_recently_authenticated(running_system().system, principal, action)


def is_one_click_sign_in() -> bool:
    """Whether visitors choose their role themselves, as in a demonstration."""
    return running_system().is_demonstration


def is_signed_in(principal: Principal) -> bool:
    """Whether the viewer has a session to end; a demonstration's visitor has none."""
    return principal != VISITOR


def has_several_mandates(principal: Principal) -> bool:
    """Whether the viewer could act in another role than the present one."""
    return (
        len(running_system().system.identity.mandates.current_of(principal.account)) > 1
    )


def has_permission(principal: Principal, action: str) -> bool:
    return is_allowed(principal, action)
