// Passkeys, and the one-time secret of a link. Everything else works without this.
"use strict";

const bytes = text => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), one => one.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function asked(address, body) {
  const answer = await fetch(address, {
    method: "POST", credentials: "same-origin",
    headers: {"Content-Type": "application/json", "Accept": "application/json"},
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail);
  return told;
}

function creation(options) {
  options.challenge = bytes(options.challenge);
  options.user.id = bytes(options.user.id);
  for (const one of options.excludeCredentials ?? []) one.id = bytes(one.id);
  return navigator.credentials.create({publicKey: options});
}

function request(options) {
  options.challenge = bytes(options.challenge);
  for (const one of options.allowCredentials ?? []) one.id = bytes(one.id);
  return navigator.credentials.get({publicKey: options});
}

function sendable(credential) {
  const response = {};
  for (const name of
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = text(credential.response[name]);
  if (credential.response.getTransports)
    response.transports = credential.response.getTransports();
  return {
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

const REASONS = {
  NotAllowedError: "Nothing was done: the passkey was not confirmed in time.",
  InvalidStateError: "This device has a passkey for this account already.",
  SecurityError: "Passkeys do not work at this address.",
};

for (const button of document.querySelectorAll("button[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  button.hidden = false;
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  button.addEventListener("click", async () => {
    const {passkey: address, next, name} = button.dataset;
    const named = name && document.getElementById(name);
    button.disabled = true;
    status.textContent = "";
    try {
      const given = await asked(`${address}/options`, {});
      const ask = given.options.user ? creation : request;
      const credential = sendable(await ask(given.options));
      const told = await asked(address, {
        challenge: given.challenge, credential, next: next ?? "", name: named ? named.value : "",
      });
      location.assign(told.next);
    } catch (error) {
      status.textContent = REASONS[error.name] ?? error.message;
      button.disabled = false;
    }
  });
}

// What stands behind # is never sent; it goes into the form, and out of the address.
const secret = document.querySelector("input[data-from-link]");
if (secret && location.hash.length > 1) {
  secret.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}
