"""Who views the page, with the way to act in another role and to sign out."""

import streamlit as st

from bsm_domain.foundation.participating_states import STATES, state_name
from bsm_service.access.permissions import Principal
from dashboard.components import html
from dashboard.data import current_principal, record
from dashboard.shell import account_menu, texts


def show_viewer_menu(principal: Principal) -> None:
    name = account_menu.ROLE_NAMES.get(principal.role, str(principal.role))
    if principal.delegation:
        name = f"{name}, {_delegation_name(principal.delegation)}"
    with (
        st.container(key="frame-who", width="content"),
        st.popover(name, icon=":material/person:"),
    ):
        if current_principal.is_one_click_sign_in():
            _show_role_switch(principal)
        else:
            account_menu.show_account_menu(
                has_several_mandates=current_principal.has_several_mandates(principal)
            )


def _delegation_name(code: str) -> str:
    """The State's name today; the code of an organisation."""
    return state_name(code, record.today()) if code in STATES else code


def _show_role_switch(principal: Principal) -> None:
    st.html(html.paragraphs("measure", texts.ACT_AS))
    today = record.today()
    states = sorted(
        (state_name(code, today), code)
        for code, state in STATES.items()
        if state.kind == "participating State"
    )
    account_menu.show_role_switch(
        principal.role,
        principal.delegation,
        [(code, name) for name, code in states],
        is_signed_in=current_principal.is_signed_in(principal),
    )
