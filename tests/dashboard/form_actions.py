"""What people do with forms on a page, in tests."""

from typing import Any

from dashboard_examples import Story
from streamlit.testing.v1 import AppTest

from bsm_service.application.command import Command


def form_button_labels(app: AppTest) -> list[str]:
    return [
        button.label for button in app.button if (button.key or "").startswith("ask-")
    ]


def offers(app: AppTest, command: type[Command]) -> bool:
    """Whether one of the buttons on a page opens the form of a command."""
    return any(
        command.TITLE.lower() in f"{button.label}, {button.help or ''}".lower()
        for button in app.button
        if (button.key or "").startswith("ask-")
    )


def open_form(app: AppTest, thing: object) -> AppTest:
    """Opens the form of a thing (or of something new)."""
    key = next(button.key for button in app.button if str(thing) in (button.key or ""))
    return app.button(key=key).click().run()


def send(app: AppTest) -> AppTest:
    key = next(button.key for button in app.button if "-send-" in (button.key or ""))
    return app.button(key=key).click().run()


def choose(app: AppTest, what: str) -> AppTest:
    """Takes another action than the most likely one."""
    [group] = [group for group in app.button_group if "-what-" in (group.key or "")]
    return group.set_value(what).run()


def fill(app: AppTest, **values: Any) -> AppTest:
    """Fills in the fields of those names."""
    boxes = (
        *app.text_area,
        *app.text_input,
        *app.selectbox,
        *app.multiselect,
        *app.datetime_input,
    )
    for name, value in values.items():
        [box] = [box for box in boxes if f"-{name}-" in (box.key or "")]
        box.set_value(value)
    return app


def confirm_preview(app: AppTest) -> AppTest:
    """Sends what a preview shows."""
    [key] = [
        button.key for button in app.button if "send-checked" in (button.key or "")
    ]
    return app.button(key=key).click().run()


def is_form_closed(app: AppTest) -> bool:
    return not any("-send-" in (button.key or "") for button in app.button)


def position(story: Story) -> int:
    return story.system.store.position()
