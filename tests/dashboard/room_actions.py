"""What the Chair does in the cockpit of the room, in tests."""

from streamlit.testing.v1 import AppTest


def mark(app: AppTest, *codes: str) -> AppTest:
    """Marks participating States as present, and nobody else of them."""
    [group] = [one for one in app.button_group if "Participating" in (one.key or "")]
    return group.set_value([*codes]).run()


def choose_speakers(app: AppTest, *codes: str) -> AppTest:
    """Chooses the delegations that are heard."""
    [group] = [one for one in app.button_group if "room-heard" in (one.key or "")]
    return group.set_value([*codes]).run()


def tap(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def is_offered(app: AppTest, key: str) -> bool:
    return any(button.key == key for button in app.button)
