"""Push updates: a new fact redraws what shows facts, and nothing that is typed into."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

import streamlit as st

from dashboard import session
from dashboard.session import checked

SOCKET = "/api/live"
# Days pass without facts, too: what is overdue is reckoned anew.
REDRAW_EVERY = "15m"
_REDRAW_SECONDS = 15 * 60

_SOURCE = """
export default function ({data, setTriggerValue, parentElement}) {
  const s = (parentElement.__live ??= {});           // survives reruns
  s.set = setTriggerValue; s.seen = Math.max(s.seen ?? 0, data.position);
  s.latest ??= 0;
  // One redraw at a time: asked for before the last is on the screen, they pile up.
  const ask = () => {
    if (s.asked || s.latest <= s.seen) return;
    s.asked = setTimeout(painted, 5000);             // whatever became of it
    s.set('moved', s.latest);
  };
  const painted = () => { clearTimeout(s.asked); s.asked = 0; s.ask(); };
  s.ask = ask;
  if (s.asked) requestAnimationFrame(() => requestAnimationFrame(painted));
  if (s.ws) return;
  const open = () => {
    const u = new URL(data.url, location.href);
    u.protocol = u.protocol.replace('http', 'ws');
    const ws = s.ws = new WebSocket(u);
    ws.onmessage = e => {
      s.latest = Math.max(s.latest, +e.data);
      s.ask();
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

_PAINTED_SOURCE = """
export default function ({setTriggerValue, parentElement}) {
  if (parentElement.__told) return;
  parentElement.__told = true;
  // The place that the address names did not exist when the browser looked for it.
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
  // Two frames: what was drawn before this is on the screen by then.
  requestAnimationFrame(() => requestAnimationFrame(
    () => setTriggerValue('painted', true)));
}
"""

_PAINTED_COMPONENT = st.components.v2.component(
    "first_paint", html="<span></span>", js=_PAINTED_SOURCE
)
_PAINTED = "painted"
_MOVED, _DRAWN = "moved", "drawn"


def is_painted() -> bool:
    """Whether a page of this session has been on a screen, without its charts."""
    return bool(st.session_state.get(_PAINTED))


def ask_for_charts() -> None:
    """Redraws what it is mounted in as soon as the page has been painted."""
    if not is_painted():
        _PAINTED_COMPONENT(
            key="first-paint",
            on_painted_change=checked(_painted, in_use=False),
            height=1,
        )


def _painted() -> None:
    st.session_state[_PAINTED] = True


def _moved() -> None:
    _painted()  # who follows, has a page
    st.session_state[_MOVED] = True


def is_by_itself() -> bool:
    """Whether nobody asked for this redraw: the record has moved, or it was time."""
    moved = st.session_state.pop(_MOVED, False)
    before, now = st.session_state.get(_DRAWN), monotonic()
    st.session_state[_DRAWN] = now
    return moved or (before is not None and now - before >= _REDRAW_SECONDS - 1)


def follow(position: int) -> None:
    """Redraws the fragment it is mounted in when facts after `position` are shown.

    The browser holds a socket; idle, it costs next to nothing.
    """
    _COMPONENT(
        key="live",
        data={"position": position, "url": SOCKET},
        on_moved_change=checked(_moved, in_use=False),
        height=1,
    )


# A crowd that follows one push draws at the same moment. Drawing is all work for the
# processor, so taking turns within it would serve nobody sooner.
_one_at_a_time = Lock()


def kept_up(draw: Callable[[], int]) -> None:
    """Draws, and draws again when the record moves. `draw` tells what it showed."""

    def drawn() -> None:
        with _one_at_a_time:
            follow(draw())
            ask_for_charts()

    session.fragment(drawn, every=REDRAW_EVERY, by_itself=is_by_itself)
