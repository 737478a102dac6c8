const LOOK_EVERY = 50;  // milliseconds, at a page that is being drawn
const DRAWING = ['running', 'rerunRequested'];
const isDrawing = () => DRAWING.includes(
  document.querySelector('[data-test-script-state]')?.dataset.testScriptState);
export default function ({data, setTriggerValue, parentElement}) {
  const s = (parentElement.__live ??= {});           // survives reruns
  s.set = setTriggerValue; s.seen = Math.max(s.seen ?? 0, data.position);
  s.latest ??= 0; s.rest = data.rest;
  // One redraw at a time: asked for before the last is on the screen, they pile up.
  const ask = () => {
    if (s.asked || s.waiting || s.closed || s.latest <= s.seen) return;
    const rest = s.rest - (Date.now() - (s.askedAt ?? 0));
    if (rest > 0) {
      s.waiting = setTimeout(() => { s.waiting = 0; s.ask(); }, rest);
      return;
    }
    if (isDrawing()) return wait();
    s.askedAt = Date.now();
    s.asked = setTimeout(painted, 5000);             // whatever became of it
    s.set('moved', s.latest);
  };
  // A page that is being drawn would send back what its controls showed before, as if
  // somebody had chosen it. It is drawn once it has been so twice: one run may follow
  // another at once.
  const wait = (idle = 0) => {
    s.waiting = setTimeout(() => {
      s.waiting = 0;
      if (s.closed || s.latest <= s.seen) return;
      if (isDrawing()) wait();
      else if (idle) s.ask();
      else wait(1);
    }, LOOK_EVERY);
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
  return () => { s.closed = true; clearTimeout(s.waiting); s.ws.close(); delete parentElement.__live; };
}
