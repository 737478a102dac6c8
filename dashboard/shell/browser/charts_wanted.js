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
