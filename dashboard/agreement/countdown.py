"""The time that is left of a silence, on the browser's own clock.

The browser is told when the silence expires and what the server's time is. It paints
each second by itself, so a page that slept is right when it wakes, and no page is
redrawn for it. At the expiry it says so; once the adoption should be on record, it asks
for one redraw of what it is mounted in.
"""

from datetime import datetime
from pathlib import Path

import streamlit as st

from dashboard.agreement import countdown_texts
from dashboard.components import html
from dashboard.components.browser_component import browser_component
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.shell import live_updates
from dashboard.shell.callback_checks import checked

_COMPONENT = browser_component(
    Path(__file__).with_name("browser") / "countdown.js", "countdown.css"
)
# Pixels: one line, which a longer text may exceed.
_HEIGHT = 40


def show_countdown(page: PageContext, key: str, expires_at: datetime) -> None:
    """The time left until `expires_at`; a sentence on a frozen page. `key` is one for
    each countdown on the page. Belongs into what live updates redraw.
    """
    if page.is_frozen:
        left = expires_at - page.viewer.moment.at
        st.html(html.paragraphs("measure", countdown_texts.time_left(left)))
        return
    _COMPONENT(
        key=f"countdown-{key}",
        data={
            "key": key,
            "expires": _milliseconds(expires_at),
            "now": _milliseconds(record.current_time()),
            "expired": countdown_texts.BEING_CLOSED,
        },
        on_expired_change=checked(live_updates.mark_as_automatic, in_use=False),
        height=_HEIGHT,
    )


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)
