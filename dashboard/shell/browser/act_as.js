export default function ({data, parentElement}) {
  const [state, roles, out] = parentElement.querySelectorAll('form');
  out.hidden = !data.signed_in;
  for (const form of [state, roles])
    form.onsubmit = () => {
      form.elements.next.value = location.pathname + location.search;
    };
  const select = state.querySelector('select');
  select.replaceChildren(...data.states.map(([code, name]) => {
    const option = new Option(name, code);
    option.selected = code === data.delegation;
    return option;
  }));
  roles.querySelectorAll('button').forEach(button => button.remove());
  for (const [code, name] of data.roles) {
    const button = document.createElement('button');
    Object.assign(button, {type: 'submit', name: 'role', value: code});
    button.textContent = name;
    button.setAttribute('aria-pressed', String(code === data.role));
    roles.append(button);
  }
}
