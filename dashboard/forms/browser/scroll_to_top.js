// For which form it was done: a component is called again at each redraw.
let done;
export default function ({data}) {
  if (done === data.form) return;
  done = data.form;
  document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0);
}
