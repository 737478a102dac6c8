"""Push updates: a new fact redraws what shows facts, and nothing that is typed into."""

from collections.abc import Callable

import streamlit as st

SOCKET = "/api/live"
# Days pass without facts, too: what is overdue is reckoned anew.
REDRAW_EVERY = "15m"

_SOURCE = """
export default function ({data, setTriggerValue, parentElement}) {
  const s = (parentElement.__live ??= {});           // survives reruns
  s.set = setTriggerValue; s.seen = Math.max(s.seen ?? 0, data.position);
  if (s.ws) return;
  const open = () => {
    const u = new URL(data.url, location.href);
    u.protocol = u.protocol.replace('http', 'ws');
    const ws = s.ws = new WebSocket(u);
    ws.onmessage = e => {
      const p = +e.data;
      if (p > s.seen) { s.seen = p; s.set('moved', p); }
    };
    ws.onclose = () => {
      if (!s.closed) setTimeout(open, 1000 + Math.random() * 2000);
    };
  };
  open();
  return () => { s.closed = true; s.ws.close(); delete parentElement.__live; };
}
"""

_COMPONENT = st.components.v2.component(
    "live_position", html="<span></span>", js=_SOURCE
)


def follow(position: int) -> None:
    """Redraws the fragment it is mounted in when facts after `position` are shown.

    The browser holds a socket; idle, it costs next to nothing.
    """
    _COMPONENT(
        key="live",
        data={"position": position, "url": SOCKET},
        on_moved_change=lambda: None,
        height=1,
    )


@st.fragment(run_every=REDRAW_EVERY)
def kept_up(draw: Callable[[], int]) -> None:
    """Draws, and draws again when the record moves. `draw` tells what it showed."""
    follow(draw())
