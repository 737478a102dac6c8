"""What people do with forms on a page, in tests."""

from dashboard_examples import Story
from streamlit.testing.v1 import AppTest


def ask_buttons(app: AppTest) -> list[str]:
    return [one.label for one in app.button if (one.key or "").startswith("ask-")]


def opens(app: AppTest, thing: object) -> AppTest:
    """Opens the form of a thing (or of something new)."""
    key = next(one.key for one in app.button if str(thing) in (one.key or ""))
    return app.button(key=key).click().run()


def send(app: AppTest) -> AppTest:
    key = next(one.key for one in app.button if "-send-" in (one.key or ""))
    return app.button(key=key).click().run()


def choose(app: AppTest, what: str) -> AppTest:
    """Takes another action than the most likely one."""
    [of] = [one for one in app.button_group if "-what-" in (one.key or "")]
    return of.set_value(what).run()


def closed(app: AppTest) -> bool:
    return not any("-send-" in (one.key or "") for one in app.button)


def position(story: Story) -> int:
    return story.system.store.position()
