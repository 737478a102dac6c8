"""Accounts that act on Administration, and its forms as tests fill them in."""

from dataclasses import dataclass
from typing import Any

from dashboard_examples import Story
from streamlit.testing.v1 import AppTest
from systems import (
    ADMINISTRATOR,
)

from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration.accounts import add_account
from bsm_service.accounts.administration.mandates import give_mandate


@dataclass
class Staffed(Story):
    """Accounts that can act: for Austria, for the secretariat, as an auditor."""

    focal_point: str = ""
    office: str = ""
    auditor: str = ""


def added(story: Story, name: str, role: Role, delegation: str | None = None) -> str:
    account, _ = add_account(story.system, ADMINISTRATOR, name)
    give_mandate(story.system, ADMINISTRATOR, account.id, role, delegation)
    return account.id


def open_form(app: AppTest, thing: str) -> AppTest:
    return app.button(key=f"ask-{thing}").click().run()


def submit_form(app: AppTest) -> AppTest:
    key = next(button.key for button in app.button if "-send-" in (button.key or ""))
    return app.button(key=key).click().run()


def field(app: AppTest, label: str) -> Any:
    """The one field of that label, whatever its kind."""
    widgets = [*app.text_input, *app.text_area, *app.selectbox, *app.date_input]
    [widget] = [widget for widget in widgets if widget.label.startswith(label)]
    return widget


def choose(app: AppTest, what: str) -> AppTest:
    """Takes another task than the most likely one."""
    return _tasks(app).set_value(what).run()


def action_labels(app: AppTest) -> set[str]:
    """What may be done about the account whose form is open."""
    return {option.content for option in _tasks(app).proto.options}


def _tasks(app: AppTest) -> Any:
    [pills] = [group for group in app.button_group if group.label.endswith("do?")]
    return pills


def parts(app: AppTest) -> list[str]:
    return [option.content for option in app.button_group[0].proto.options]
