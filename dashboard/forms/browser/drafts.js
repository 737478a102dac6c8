const PLACE = 'bsm-draft:', WEEK = 7 * 86400000;
// What outlives a redraw: a component is cleaned up and called again at each of them.
const seen = {};
const kept = () => Object.keys(localStorage).filter(key => key.startsWith(PLACE));
const read = key => { try { return JSON.parse(localStorage.getItem(key)); }
                      catch { return null; } };
function find(data, setTriggerValue) {
  if (seen.forgotten !== data.forgotten) {
    seen.forgotten = data.forgotten;
    if (data.forget) localStorage.removeItem(PLACE + data.forget);
  }
  if (seen.looked === data.look) return;
  seen.looked = data.look;
  const mine = [];
  for (const key of kept()) {
    const found = read(key);
    if (!found || !(Date.now() - found.at < WEEK)) localStorage.removeItem(key);
    else if (found.whose === data.whose) mine.push(found);
  }
  mine.sort((one, other) => other.at - one.at);
  if (mine.length) setTriggerValue('found', JSON.stringify(mine[0]));
}
export default function ({data, setTriggerValue}) {
  if (data.mode === 'find') return find(data, setTriggerValue);
  const keep = () => {
    const fields = Object.entries(data.fields).map(([name, key]) =>
      [name, document.querySelector(`.st-key-${key} :is(textarea, input)`)]);
    const there = fields.filter(([, field]) => field);
    if (fields.length && !there.length) return;       // the form is gone
    const texts = Object.fromEntries(
      there.filter(([, field]) => field.value).map(([name, field]) =>
        [name, field.value]));
    const {whose, thing, place, label, percent} = data;
    if (!Object.keys(texts).length && percent === seen.begun) return;
    localStorage.setItem(PLACE + data.key, JSON.stringify(
      {whose, thing, place, label, percent, texts, at: Date.now()}));
  };
  if (seen.form !== data.key + data.label) {
    seen.form = data.key + data.label;
    seen.begun = data.percent;
  } else if (seen.percent !== data.percent) keep();
  seen.percent = data.percent;
  const typed = event => { if (event.target.closest('[role=dialog]')) keep(); };
  document.addEventListener('input', typed);
  return () => document.removeEventListener('input', typed);
}
