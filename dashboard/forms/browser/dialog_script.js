const LOOK_EVERY = 500;  // milliseconds
const DRAWING = ['running', 'rerunRequested'];
const isDrawing = () => DRAWING.includes(
  document.querySelector('[data-test-script-state]')?.dataset.testScriptState);
// What outlives a redraw: a component is cleaned up and called again at each of them.
const seen = {};
export default function ({data, setTriggerValue}) {
  if (seen.form !== data.form)
    Object.assign(seen, {form: data.form, typed: false, refused: 0, told: data.seen});
  // What the form depends on has changed on the page, which is redrawn apart. Redrawing
  // all would take the cursor out of its fields.
  const watch = setInterval(() => {
    const now = document.querySelector('[data-form-seen]')?.dataset.formSeen;
    if (!now || now === data.seen || now === seen.told || isDrawing()) return;
    seen.told = now;
    setTriggerValue('changed', now);
  }, LOOK_EVERY);
  if (seen.refused !== data.refused) {
    seen.refused = data.refused;
    // What is said at the fields has moved the button, and what is said there, down.
    requestAnimationFrame(() => requestAnimationFrame(() =>
      document.querySelector('[role=dialog] [role=alert]')
        ?.scrollIntoView({block: 'center'})));
  }
  const place = `.st-key-${data.button}`;
  const isOfForm = event => event.target.closest?.('[role=dialog], [role=listbox]');
  const typed = event => { if (isOfForm(event)) seen.typed = true; };
  const chosen = event => { if (event.target.closest?.('[role=option]')) typed(event); };
  // Escape closes a list or calendar first, which is a dialog itself.
  const isSomethingElseOpen = () =>
    document.querySelectorAll('[role=dialog]').length > 1
    || document.querySelector('[role=dialog] [aria-expanded=true]');
  const escape = event => {
    if (event.key !== 'Escape' || event.isComposing || isSomethingElseOpen()) return;
    document.querySelector(`${place} button`)?.click();
  };
  const ask = event => {
    if (!seen.typed || !event.target.closest?.(place)) return;
    if (confirm(data.question)) { seen.typed = false; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const heard = {keydown: escape, click: ask, pointerup: chosen, input: typed,
                 beforeinput: typed, change: typed};
  const each = act => Object.entries(heard).forEach(([name, hear]) => act(name, hear));
  each((name, hear) => window.addEventListener(name, hear, true));
  return () => {
    clearInterval(watch);
    each((name, hear) => window.removeEventListener(name, hear, true));
  };
}
