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
// What outlives a redraw: a component is cleaned up and called again at each of them.
const countdowns = {};

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
  // How far the browser's clock is off is reckoned once: a later redraw may have been
  // on its way for longer.
  const s = (countdowns[data.key] ??= {offset: data.now - Date.now()});
  if (s.expires !== data.expires)
    Object.assign(s, {expires: data.expires, askAt: null, asked: false});
  const text = parentElement.querySelector('.countdown');
  let next = 0;
  const askOnce = now => {
    if (s.asked) return;
    s.askAt ??= Math.max(s.expires + RECORDED_AFTER, now) + Math.random() * SPREAD;
    // A page that is being drawn would send back what its controls showed before.
    if (now < s.askAt || isDrawing()) {
      next = setTimeout(paint, Math.max(s.askAt - now, LOOK_EVERY));
      return;
    }
    s.asked = true;
    setTriggerValue('expired', s.expires);
  };
  // From the clock each time, never from the last paint: a tab may have slept.
  const paint = () => {
    clearTimeout(next);
    const now = Date.now() + s.offset;
    const left = s.expires - now;
    text.classList.toggle('over', left <= 0);
    const told = left > 0 ? timeLeft(left) : data.expired;
    if (text.textContent !== told) text.textContent = told;
    if (left <= 0) return askOnce(now);
    // With reduced motion, when the minute that it tells changes.
    const isCalm = calm.matches && left > MINUTE;
    next = setTimeout(paint, isCalm ? left % MINUTE + SECOND : left % SECOND || SECOND);
  };
  document.addEventListener('visibilitychange', paint);
  paint();
  return () => {
    clearTimeout(next);
    document.removeEventListener('visibilitychange', paint);
  };
}
