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
