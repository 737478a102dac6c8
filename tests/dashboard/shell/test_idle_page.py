"""A page that keeps itself up to date does not keep its session alive."""

import pytest

from dashboard.shell import live_updates


def test_only_what_somebody_asks_for_is_use(monkeypatch: pytest.MonkeyPatch):
    state: dict[str, object] = {}
    now = 0.0
    monkeypatch.setattr(live_updates.st, "session_state", state)
    monkeypatch.setattr(live_updates, "monotonic", lambda: now)

    assert not live_updates.is_automatic_redraw()
    now += 60
    assert not live_updates.is_automatic_redraw()  # a click
    now += 60
    live_updates.mark_as_automatic()
    assert live_updates.is_automatic_redraw()
    assert not live_updates.is_automatic_redraw()  # and another click
    now += 15 * 60
    assert live_updates.is_automatic_redraw()
