"""Push updates: a new fact redraws what shows facts, and nothing that is typed into."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

import streamlit as st

from dashboard.shell import callback_checks
from dashboard.shell.callback_checks import checked

SOCKET = "/api/live"
# Days pass without facts, too: what is overdue is reckoned anew.
REDRAW_EVERY = "15m"
_REDRAW_SECONDS = 15 * 60

_SCRIPT = """
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
    "live_position", html="<span></span>", js=_SCRIPT
)

# Pixels. On a phone, the charts' script would be more than half of a first visit.
NARROW_WIDTH = 700
CHART_PLACEHOLDER = "chart-place"

_CHARTS_SCRIPT = """
const PATIENCE = 250;  // milliseconds in which a page that is still drawn may move
export default function ({data, setTriggerValue, parentElement}) {
  const want = () => setTriggerValue('wanted', true);
  if (!parentElement.__seen) {
    parentElement.__seen = true;
    // The place that the address names did not exist when the browser looked for it.
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
    // Two frames: what was drawn before this is on the screen by then.
    if (innerWidth > data.narrow)
      requestAnimationFrame(() => requestAnimationFrame(want));
  }
  if (innerWidth > data.narrow) return;
  const inSight = place => {
    const {top, bottom} = place.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  let timer = 0;
  const sight = new IntersectionObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => places().some(inSight) && want(), PATIENCE);
  });
  const places = () => [...document.querySelectorAll(data.places)];
  const observe = () => places().forEach(place => sight.observe(place));
  const drawn = new MutationObserver(observe);
  drawn.observe(document.body, {childList: true, subtree: true});
  observe();
  // Paper does not wait for them; they are there when it is printed again.
  addEventListener('beforeprint', want);
  return () => {
    clearTimeout(timer);
    sight.disconnect();
    drawn.disconnect();
    removeEventListener('beforeprint', want);
  };
}
"""

_CHARTS_COMPONENT = st.components.v2.component(
    "charts_wanted", html="<span></span>", js=_CHARTS_SCRIPT
)
_CHARTS_KEY = "charts-wanted"
_MOVED_KEY, _DRAWN_KEY = "moved", "drawn"


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


def _mark_moved() -> None:
    st.session_state[_MOVED_KEY] = True


def is_automatic_redraw() -> bool:
    """Whether a live update or a timer causes this redraw, and not a person."""
    moved = st.session_state.pop(_MOVED_KEY, False)
    before, now = st.session_state.get(_DRAWN_KEY), monotonic()
    st.session_state[_DRAWN_KEY] = now
    return moved or (before is not None and now - before >= _REDRAW_SECONDS - 1)


def watch_position(position: int) -> None:
    """Redraws the fragment it is mounted in when facts after `position` are shown.

    The browser holds a socket; idle, it costs next to nothing.
    """
    _COMPONENT(
        key="live",
        data={"position": position, "url": SOCKET},
        on_moved_change=checked(_mark_moved, in_use=False),
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
