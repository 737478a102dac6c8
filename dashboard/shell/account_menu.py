"""The account menu; in a demonstration, the switch to another role.

Plain links and forms to the pages under `/account`, which Streamlit does not serve.
"""

from collections.abc import Sequence
from pathlib import Path

from bsm_domain.foundation.roles import Role
from dashboard.components.browser_component import browser_component

SELECTABLE_ROLES: tuple[tuple[Role, str], ...] = (
    (Role.LEADERSHIP, "Leadership"),
    (Role.CHAIR, "Chair"),
    (Role.SECRETARIAT, "Secretariat"),
    (Role.AUDITOR, "Auditor"),
    (Role.PARTICIPANT, "Participant"),
    (Role.ADMINISTRATOR, "Administrator"),
)
ROLE_NAMES = {**dict(SELECTABLE_ROLES), Role.FOCAL_POINT: "Focal point"}


_FILES = Path(__file__).with_name("browser")
_ACT_AS_COMPONENT = browser_component(_FILES / "act_as.js", "account_menu.css")
_MENU_COMPONENT = browser_component(_FILES / "account_menu.js", "account_menu.css")


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
