// Says at once that the server cannot be reached, and when it can again.
//
// The page runs this before Streamlit's scripts, so that it sees Streamlit's socket open
// and close, and answers for the server while there is none: Streamlit asks whether it
// is well, and after the sixth refusal shows a dialog for developers. Here such a
// question waits until the server has answered it.

const STREAM = '/_stcore/stream', HEALTH = '/_stcore/health';
const PROBES = [HEALTH, '/_stcore/host-config'];
// Milliseconds. A page that is looked at asks whether a silent connection still is one.
const LOOK_EVERY = 30_000, PATIENCE = 10_000, SAY_FOR = 4_000;
const SESSION_ENDED = 4401;                  // as the server closes a socket then
const TEXTS = {
  lost: 'Connection lost. Trying again…',
  offline: 'You are offline. Waiting for the network…',
  back: 'Connected again.',
  ended: 'Your session has ended.',
  broken: 'This page has stopped working.',
  incomplete: 'Part of this page could not be loaded.',
};

// Streamlit would otherwise look for the server below the page's own address first.
window.__streamlit = {BACKEND_BASE_URL: location.origin};

const LASTING = ['broken', 'incomplete'];    // until the page is loaded again

let state = 'new', socket = null, leaving = false, hiding = 0, incomplete = false;

// ---- what people see ----

const bar = document.createElement('div');
bar.id = 'bsm-connection';
bar.setAttribute('role', 'alert');
// Said and shown above an open dialog, too, which hides everything else.
bar.dataset.liveAnnouncer = bar.dataset.reactAriaTopLayer = 'true';
bar.style.cssText = `position: fixed; z-index: 2000000; left: 50%; bottom: 16px;
  transform: translateX(-50%); width: max-content; max-width: calc(100vw - 32px);
  box-sizing: border-box; font: 16px/24px "Source Sans", sans-serif; color: #FFFFFF;
  background: #14202B; border: 1px solid #7B8997; border-radius: 4px; display: none;
  padding: 8px 16px;`;

function show(kind) {
  clearTimeout(hiding);
  bar.replaceChildren(TEXTS[kind] ?? '');
  bar.style.display = TEXTS[kind] ? 'block' : 'none';
  if (kind === 'ended') addAction('Sign in', () => location.reload());
  if (LASTING.includes(kind)) addAction('Reload', () => location.reload());
  if (kind === 'back') hiding = setTimeout(() => show(''), SAY_FOR);
  document.querySelectorAll('.bsm-badge').forEach(
    badge => kind && kind !== 'back' ? mark(badge, kind) : unmark(badge));
}

function addAction(name, act) {
  const button = document.createElement('button');
  button.textContent = name;
  button.style.cssText = `font: inherit; color: inherit; background: none; border: 0;
    text-decoration: underline; cursor: pointer; padding: 0 0 0 12px;`;
  button.addEventListener('click', act);
  bar.append(button);
}

// The badge of the page that is there; one that is drawn anew says by itself how it is.
function mark(badge, kind) {
  badge.bsmBefore ??= {text: badge.innerHTML, name: badge.className};
  badge.removeAttribute('role');             // the bar has said it already
  badge.classList.add('bsm-away');
  badge.replaceChildren(document.createElement('i'), TEXTS[kind]);
}

function unmark(badge) {
  if (!badge.bsmBefore) return;
  badge.innerHTML = badge.bsmBefore.text;
  badge.className = badge.bsmBefore.name;
  badge.setAttribute('role', 'status');
  delete badge.bsmBefore;
}

// ---- how the connection is ----

function become(next) {
  if (leaving || LASTING.includes(state) || state === next) return;
  // Why the session's socket was closed stays on a page that is not drawn anew.
  if (state === 'ended' && !LASTING.includes(next) && !isLive()) return;
  const again = state === 'lost' || state === 'offline';
  if (next === 'connected' && incomplete) {
    if (again) return location.reload();
    next = 'incomplete';
  }
  state = next;
  show(next === 'connected' ? (again ? 'back' : '') : next);
}

const isLive = () => !document.querySelector('.bsm-badge.bsm-frozen');
const lost = () => become(navigator.onLine ? 'lost' : 'offline');

const ask = window.fetch.bind(window);
async function isWell(path) {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await ask(path, {cache: 'no-store', signal});
    return answer.ok ? answer : null;
  } catch { return null; }
}

// A second, or until something tells that the network has changed.
function pause() {
  const over = new AbortController();
  return new Promise(resolve => {
    setTimeout(resolve, 1_000 + Math.random() * 1_000);
    addEventListener('online', resolve, {signal: over.signal});
  }).finally(() => over.abort());
}

const waiting = {};
async function untilWell(path) {
  let answer = await isWell(path);
  while (!answer) {
    lost();
    await pause();
    answer = await isWell(path);
  }
  return answer;
}

window.fetch = async (what, options) => {
  const path = new URL(what.url ?? what, location.href).pathname;
  if (!PROBES.includes(path)) return ask(what, options);
  waiting[path] ??= untilWell(path).finally(() => delete waiting[path]);
  return (await waiting[path]).clone();
};

window.WebSocket = class extends window.WebSocket {
  constructor(...told) {
    super(...told);
    if (new URL(this.url).pathname !== STREAM) return;
    socket = this;
    this.addEventListener('open', () => become('connected'));
    this.addEventListener('close', event =>
      event.code === SESSION_ENDED ? become('ended') : lost());
  }
};

// Nothing closes the socket of a machine that slept, or whose network went away.
async function look() {
  if (document.hidden || state !== 'connected' && state !== 'offline') return;
  if (await isWell(HEALTH)) {
    if (socket?.readyState === WebSocket.OPEN) become('connected');
  } else if (socket?.readyState === WebSocket.OPEN) {
    lost();
    await untilWell(HEALTH);
    socket.close();                          // Streamlit connects anew
  }
}
setInterval(look, LOOK_EVERY);
document.addEventListener('visibilitychange', look);
addEventListener('online', look);
addEventListener('offline', lost);
addEventListener('pagehide', () => { leaving = true; });
addEventListener('pageshow', () => { leaving = false; });

// A script that a part of the page needs did not come. Browsers do not ask for it again.
addEventListener('vite:preloadError', async () => {
  incomplete = true;
  if (state === 'connected' && await isWell(HEALTH)) become('incomplete');
});

// What Streamlit cannot recover from, it also tells in that dialog.
new MutationObserver(changes => {
  for (const added of changes.flatMap(it => [...it.addedNodes])) {
    if (!added.textContent?.trimStart().startsWith('Connection error')) continue;
    added.style.display = 'none';
    added.querySelector('button')?.click();  // closes it
    become('broken');
  }
}).observe(document.body, {childList: true});
document.body.append(bar);
