"""What a page shows is stored in its address, so that a link can be shared.

Widgets take their value from the address before they are drawn and write it back when
they are changed; following a link therefore sets them too.
"""

from collections.abc import Callable, Container, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from bsm_service.identity.credentials.required_proofs import REAUTHENTICATION_ADDRESS
from dashboard.components import html
from dashboard.shell import live_updates
from dashboard.shell.callback_checks import checked

AS_OF = "as_of"
MEETING = "meeting"
TABLE = "table"
# These follow the reader from page to page; filters belong to one page.
SHARED_PARAMETERS = (MEETING, AS_OF)
# What belongs to one meeting: whoever chooses another one leaves it.
OF_ONE_MEETING = ("decision", "session", "version", "compare")


def parameter(name: str) -> str | None:
    """The value in the address, or None where it is absent or empty; figures that are
    drawn at start-up have no address.
    """
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    value: str | None = st.query_params.get(name)
    return value or None


def chosen_parameter(name: str, options: Container[str], default: str) -> str:
    """The value in the address, if it is one of the options."""
    value = parameter(name)
    return value if value is not None and value in options else default


def similar_parameter(name: str) -> str | None:
    """A name in the address that is probably this one, misspelt. Others are ignored:
    whoever passes an address on may have added something to it.
    """
    other_names = [other_name for other_name in st.query_params if other_name != name]
    matches = get_close_matches(
        name, [other_name.lower() for other_name in other_names], n=1, cutoff=0.75
    )
    return next(
        (other_name for other_name in other_names if other_name.lower() in matches),
        None,
    )


def set_parameter(name: str, value: str | None) -> None:
    """Writes a value to the address; None takes it out."""
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def with_shared_parameters(values: Mapping[str, str | None]) -> dict[str, str]:
    """Query parameters for a link that keeps the meeting and the moment."""
    shared = {name: parameter(name) for name in SHARED_PARAMETERS}
    return {name: value for name, value in (shared | dict(values)).items() if value}


def link(page: str, **values: str | None) -> str:
    """The address of a page that keeps the meeting and the moment."""
    return html.link_address(page, with_shared_parameters(values))


def full_address() -> str:
    """The page's address as it is, to be copied."""
    path = (st.context.url or "/").partition("?")[0]
    query = urlencode(st.query_params.to_dict())
    return f"{path}?{query}" if query else path


def sign_in_address() -> str:
    """The sign-in page, with the way back to this page."""
    return _with_return_address("/account/sign-in")


def confirmation_address() -> str:
    """The page to confirm one's identity, with the way back to this page."""
    return _with_return_address(REAUTHENTICATION_ADDRESS)


def _with_return_address(path: str) -> str:
    return_to = urlsplit(st.context.url or "").path or "/"
    if query := urlencode(st.query_params.to_dict()):
        return_to = f"{return_to}?{query}"
    return f"{path}?{urlencode({'next': return_to})}"


def day_parameter(name: str) -> date | None:
    """A day in the address; None where it is absent or malformed."""
    return parse_day(parameter(name) or "")


def parse_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def bind_widget(
    name: str, value: Any, write: Callable[[Any], str | None], *forget: str
) -> dict[str, Any]:
    """Arguments for a widget that shows `value` and writes changes to the address.

    `forget` are other names that lose their meaning when this one changes.
    """
    key = f"address-{name}"
    st.session_state[key] = value

    def changed() -> None:
        if live_updates.is_requested_by_live_update():
            return  # nobody has changed it; it will show what the address says
        set_parameter(name, write(st.session_state[key]))
        for other in forget:
            set_parameter(other, None)

    return {"key": key, "on_change": checked(changed)}
