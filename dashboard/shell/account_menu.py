"""The menu of whoever is signed in; in a demonstration, acting as somebody else.

Plain links and forms to the pages under `/account`, which Streamlit does not serve.
"""

from collections.abc import Sequence

import streamlit as st

from bsm_domain.foundation.roles import Role

SELECTABLE_ROLES: tuple[tuple[Role, str], ...] = (
    (Role.LEADERSHIP, "Leadership"),
    (Role.CHAIR, "Chair"),
    (Role.SECRETARIAT, "Secretariat"),
    (Role.AUDITOR, "Auditor"),
    (Role.PARTICIPANT, "Participant"),
    (Role.ADMINISTRATOR, "Administrator"),
)
ROLE_NAMES = {**dict(SELECTABLE_ROLES), Role.FOCAL_POINT: "Focal point"}

_ACT_AS_HTML = """
<form method="post" action="/account/act-as">
  <input type="hidden" name="next"><input type="hidden" name="role" value="focal-point">
  <label for="state">Focal point of</label>
  <div class="row"><select id="state" name="delegation"></select>
  <button type="submit">Act</button></div>
</form>
<form class="roles" method="post" action="/account/act-as">
  <input type="hidden" name="next">
</form>
<form class="out" method="post" action="/account/sign-out">
  <button type="submit">Sign out</button>
</form>
"""
_CSS = """
[hidden] { display: none; }
form { margin: 0 0 8px; font-family: var(--st-font); font-size: 14px; }
label { display: block; color: var(--st-text-color); margin-bottom: 4px; }
.row { display: flex; gap: 8px; }
select { flex: 1; min-width: 0; }
.roles { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
.menu { display: flex; flex-direction: column; gap: 8px; font-size: 14px;
  font-family: var(--st-font); min-width: 176px; }
.menu a { color: var(--st-link-color); padding: 8px 0; text-decoration: none; }
.menu a:hover { text-decoration: underline; }
.menu form { margin: 0; }
.menu button { width: 100%; }
select, button {
  font: inherit; min-height: 40px; padding: 4px 12px; border-radius: 4px;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color);
}
button { cursor: pointer; }
button:hover, button[aria-pressed="true"] { border-color: var(--st-primary-color);
  color: var(--st-primary-color); }
:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
"""
_ACT_AS_SCRIPT = """
export default function ({data, parentElement}) {
  const [state, roles, out] = parentElement.querySelectorAll('form');
  out.hidden = !data.signed_in;
  for (const form of [state, roles])
    form.onsubmit = () => {
      form.elements.next.value = location.pathname + location.search;
    };
  const select = state.querySelector('select');
  select.replaceChildren(...data.states.map(([code, name]) => {
    const option = new Option(name, code);
    option.selected = code === data.delegation;
    return option;
  }));
  roles.querySelectorAll('button').forEach(button => button.remove());
  for (const [code, name] of data.roles) {
    const button = document.createElement('button');
    Object.assign(button, {type: 'submit', name: 'role', value: code});
    button.textContent = name;
    button.setAttribute('aria-pressed', String(code === data.role));
    roles.append(button);
  }
}
"""

_MENU_HTML = """
<nav class="menu" aria-label="Account">
  <a href="/account">My account</a>
  <a href="/account/mandate" class="several" hidden>Act in another role</a>
  <form method="post" action="/account/sign-out">
    <button type="submit">Sign out</button>
  </form>
</nav>
"""
_MENU_SCRIPT = """
export default function ({data, parentElement}) {
  const several = parentElement.querySelector('.several');
  several.hidden = !data.several;
  several.href = '/account/mandate?next='
    + encodeURIComponent(location.pathname + location.search);
}
"""

_ACT_AS_COMPONENT = st.components.v2.component(
    "act_as", html=_ACT_AS_HTML, css=_CSS, js=_ACT_AS_SCRIPT
)
_MENU_COMPONENT = st.components.v2.component(
    "account_menu", html=_MENU_HTML, css=_CSS, js=_MENU_SCRIPT
)


def show_account_menu(*, has_several_mandates: bool) -> None:
    """My account, acting in another role (for who has `several`), and the way out."""
    _MENU_COMPONENT(key="account-menu", data={"several": has_several_mandates})


def show_role_switch(
    role: Role,
    delegation: str | None,
    states: Sequence[tuple[str, str]],
    *,
    is_signed_in: bool,
) -> None:
    """Lets the visitor of a demonstration sign in as anybody, with one click, and
    out again.
    """
    _ACT_AS_COMPONENT(
        key="act-as",
        data={
            "role": role,
            "delegation": delegation,
            "states": [list(state) for state in states],
            "signed_in": is_signed_in,
            "roles": [[str(code), name] for code, name in SELECTABLE_ROLES],
        },
    )
