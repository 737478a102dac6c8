export default function ({data, parentElement}) {
  const several = parentElement.querySelector('.several');
  several.hidden = !data.several;
  several.href = '/account/mandate?next='
    + encodeURIComponent(location.pathname + location.search);
}
