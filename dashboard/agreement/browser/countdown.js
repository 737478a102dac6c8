// All in milliseconds. The adoption is recorded ten seconds after the expiry; browsers
// that ask at chance moments after that do not all ask at once.
const RECORDED_AFTER = 11_000;
const SPREAD = 3_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LOOK_EVERY = 500;
const DRAWING = ['running', 'rerunRequested'];
const isDrawing = () => DRAWING.includes(
  document.querySelector('[data-test-script-state]')?.dataset.testScriptState);
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
const two = number => String(number).padStart(2, '0');

function timeLeft(left) {
  const seconds = Math.ceil(left / SECOND);
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24];
  const minutes = Math.floor(seconds / 60) % 60;
  const day = days ? `${days} d ` : '';
  return calm.matches
    ? `${day}${hours} h ${minutes} min`
    : `${day}${two(hours)}:${two(minutes)}:${two(seconds % 60)}`;
}

export default function ({data, setTriggerValue, parentElement}) {
  const s = (parentElement.__countdown ??= {});      // survives reruns
  // Reckoned once: a later redraw may be on the way for longer.
  s.offset ??= data.now - Date.now();
  s.set = setTriggerValue;
  s.text = parentElement.querySelector('.countdown');
  if (s.expires !== data.expires) {
    s.expires = data.expires;
    s.asked = false;
  }
  const ask = () => {
    if (s.closed || s.asked !== s.expires) return;
    // A page that is being drawn would send back what its controls showed before.
    if (isDrawing()) setTimeout(ask, LOOK_EVERY);
    else s.set('expired', s.expires);
  };
  // From the clock each time, never from the last paint: a tab may have slept.
  const paint = () => {
    clearTimeout(s.next);
    const left = s.expires - Date.now() - s.offset;
    s.text.classList.toggle('over', left <= 0);
    const text = left > 0 ? timeLeft(left) : data.expired;
    if (s.text.textContent !== text) s.text.textContent = text;
    if (left > 0) {
      const step = calm.matches && left > MINUTE ? MINUTE : SECOND;
      s.next = setTimeout(paint, left % step || step);
    } else if (s.asked !== s.expires) {
      s.asked = s.expires;
      setTimeout(ask, Math.max(left + RECORDED_AFTER, 0) + Math.random() * SPREAD);
    }
  };
  if (s.paint) document.removeEventListener('visibilitychange', s.paint);
  s.paint = paint;
  document.addEventListener('visibilitychange', paint);
  paint();
  return () => {
    s.closed = true;
    clearTimeout(s.next);
    document.removeEventListener('visibilitychange', s.paint);
    delete parentElement.__countdown;
  };
}
