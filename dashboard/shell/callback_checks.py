"""Rights are checked when something happens, not only when a page is drawn.

A page stays open after its viewer has signed out, after their session or mandate has
ended, or after their account was closed. So whatever an open page does goes through
here and checks anew who is acting: `checked` for callbacks, `open_dialog` and
`run_fragment` for what is redrawn by itself, `checked_file` for what is downloaded. A
test finds every use of Streamlit's own and holds it to this. Commands are checked once
more where they are recorded.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import streamlit as st

from bsm_service.access.permissions import Principal
from dashboard.components import warning_texts
from dashboard.data import current_principal
from dashboard.data.system import running_system

_PRINCIPAL_KEY, _REFUSED_KEY = "acting", "acting-refused"


def begin_run(principal: Principal | None) -> str | None:
    """Sets for whom this run draws the page. What to tell them where the session or the
    rights of whoever it was drawn for before have ended since.
    """
    before: Principal | None = st.session_state.get(_PRINCIPAL_KEY)
    if (
        principal is not None
    ):  # or each further run would forget that the session has ended
        st.session_state[_PRINCIPAL_KEY] = principal
    refused = bool(st.session_state.pop(_REFUSED_KEY, False))
    if before is None and principal is None and current_principal.has_session_cookie():
        return warning_texts.session_ended(session=True, refused=False)
    if before is None or not before.mandate or principal == before:
        return None
    has_ended = principal is None or principal.session != before.session
    return warning_texts.session_ended(session=has_ended, refused=refused)


def checked(
    callback: Callable[..., object], *, in_use: bool = True
) -> Callable[..., None]:
    """The callback of a widget, which does nothing for a viewer who is no longer
    permitted to act: the run that follows it tells them. `in_use` is whether a person
    did something, so that their session has not been idle.
    """
    principal: Principal | None = st.session_state.get(_PRINCIPAL_KEY)

    @wraps(callback)
    def checked_callback(*args: Any, **kwargs: Any) -> None:
        if _is_same_viewer(principal, in_use=in_use):
            callback(*args, **kwargs)
        elif in_use:
            st.session_state[_REFUSED_KEY] = True

    return checked_callback


def open_dialog(title: str, draw: Callable[[], None]) -> None:
    """Opens a dialog, which is redrawn by itself when something in it changes. What is
    drawn closes it: Streamlit would also do so at a click beside it.
    """
    principal: Principal | None = st.session_state.get(_PRINCIPAL_KEY)

    def draw_checked() -> None:
        if not _is_same_viewer(principal):
            st.rerun()  # the whole page, which says why
        draw()

    st.dialog(title, width="medium", dismissible=False)(draw_checked)()


def run_fragment(
    draw: Callable[[], None], *, every: str | None, is_automatic: Callable[[], bool]
) -> None:
    """Draws a part of the page that is redrawn alone, and at intervals such as "15m".
    `is_automatic` says whether a run is without a person's action.
    """
    principal: Principal | None = st.session_state.get(_PRINCIPAL_KEY)

    def draw_checked() -> None:
        if not _is_same_viewer(principal, in_use=not is_automatic()):
            st.rerun()
        draw()

    st.fragment(run_every=every)(draw_checked)()


def checked_file(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What a download button makes when it is clicked, for whom it was drawn. Raises
    NotSignedIn.
    """
    principal: Principal | None = st.session_state.get(_PRINCIPAL_KEY)

    def checked_make() -> bytes:
        # In a thread that knows no page and no cookie.
        if principal is not None:
            running_system().system.identity.rights.require_current(principal)
        return make()

    return checked_make


def _is_same_viewer(principal: Principal | None, *, in_use: bool = True) -> bool:
    """Whether the page's viewer is still the one for whom it was drawn."""
    return current_principal.current_principal(in_use=in_use) == principal
