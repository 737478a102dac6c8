"""Push updates: a new fact redraws what shows facts, but no input fields."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from time import monotonic

import streamlit as st

from dashboard.components.browser_component import browser_component
from dashboard.shell import callback_checks
from dashboard.shell.callback_checks import checked

SOCKET = "/api/live"
# Days pass without facts, too: overdue activities are determined anew.
REDRAW_EVERY = "15m"
_REDRAW_SECONDS = 15 * 60


_FILES = Path(__file__).with_name("browser")
_COMPONENT = browser_component(_FILES / "live_position.js")

# Pixels. On a phone, the charts' script would be more than half of a first visit.
NARROW_WIDTH = 700
CHART_PLACEHOLDER = "chart-place"


_CHARTS_COMPONENT = browser_component(_FILES / "charts_wanted.js")
_CHARTS_KEY = "charts-wanted"
REST = 1_000  # milliseconds
_REST_KEY = "live-rest"
_LIVE_KEY, _MOVED_KEY, _DRAWN_KEY = "live", "moved", "drawn"


def are_charts_requested() -> bool:
    """Whether this session's pages show their charts, or as yet only their places."""
    return bool(st.session_state.get(_CHARTS_KEY))


def request_charts() -> None:
    """Redraws what it is mounted in as soon as its charts are needed: once the page has
    been painted, and on a narrow screen when the place of a chart comes into sight.
    """
    if not are_charts_requested():
        _CHARTS_COMPONENT(
            key="charts-wanted-by-page",
            data={
                "narrow": NARROW_WIDTH,
                "places": f"[class*='st-key-{CHART_PLACEHOLDER}']",
            },
            on_wanted_change=checked(_set_charts_requested, in_use=False),
            height=1,
        )


def _set_charts_requested() -> None:
    st.session_state[_CHARTS_KEY] = True


def mark_as_automatic() -> None:
    """For callbacks without a person's action: the redraw that follows is automatic."""
    st.session_state[_MOVED_KEY] = True


def is_requested_by_live_update() -> bool:
    """Whether a live update asked for this run. It sends what the page's controls show,
    which may be what they showed before the address was changed.
    """
    live = st.session_state.get(_LIVE_KEY)
    return bool(live and live.get("moved"))


def is_automatic_redraw() -> bool:
    """Whether a live update or a timer causes this redraw, and not a person."""
    moved = st.session_state.pop(_MOVED_KEY, False)
    before, now = st.session_state.get(_DRAWN_KEY), monotonic()
    st.session_state[_DRAWN_KEY] = now
    return moved or (before is not None and now - before >= _REDRAW_SECONDS - 1)


def rest_between_redraws() -> None:
    """For what is large: however fast facts come, the page is redrawn once a second."""
    st.session_state[_REST_KEY] = REST


def watch_position(position: int) -> None:
    """Redraws the fragment it is mounted in when facts after `position` are shown.

    The browser holds a socket; idle, it costs next to nothing.
    """
    rest = st.session_state.pop(_REST_KEY, 0)
    _COMPONENT(
        key=_LIVE_KEY,
        data={"position": position, "url": SOCKET, "rest": rest},
        on_moved_change=checked(mark_as_automatic, in_use=False),
        height=1,
    )


# A crowd that follows one push draws at the same moment. Drawing is all work for the
# processor, so drawing for several at once would serve nobody sooner.
_draw_lock = Lock()


def draw_live(draw: Callable[[], int]) -> None:
    """Draws, and redraws with each new fact. `draw` returns the position shown."""

    def draw_once() -> None:
        with _draw_lock:
            watch_position(draw())
            request_charts()

    callback_checks.run_fragment(
        draw_once, every=REDRAW_EVERY, is_automatic=is_automatic_redraw
    )
