// Passkeys, and the one-time secret of a link. Everything else works without this.
"use strict";

const toBytes = text => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), character => character.charCodeAt(0));
const toText = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function post(address, body) {
  const response = await fetch(address, {
    method: "POST", credentials: "same-origin",
    headers: {"Content-Type": "application/json", "Accept": "application/json"},
    body: JSON.stringify(body),
  });
  const content = await response.json();
  if (!response.ok) throw new Error(content.detail);
  return content;
}

function creation(options) {
  options.challenge = toBytes(options.challenge);
  options.user.id = toBytes(options.user.id);
  for (const known of options.excludeCredentials ?? []) known.id = toBytes(known.id);
  return navigator.credentials.create({publicKey: options});
}

function request(options) {
  options.challenge = toBytes(options.challenge);
  for (const allowed of options.allowCredentials ?? []) allowed.id = toBytes(allowed.id);
  return navigator.credentials.get({publicKey: options});
}

function sendable(credential) {
  const response = {};
  for (const name of
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  if (credential.response.getTransports)
    response.transports = credential.response.getTransports();
  return {
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

const REASONS = {
  NotAllowedError: "The passkey was cancelled or not confirmed in time. Please try again.",
  InvalidStateError: "This device already has a passkey for this account.",
  SecurityError: "Passkeys do not work at this address.",
};

for (const button of document.querySelectorAll("button[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  button.hidden = false;
  const status = document.getElementById(button.getAttribute("aria-describedby"));
  button.addEventListener("click", async () => {
    const {passkey: address, next, name} = button.dataset;
    const nameField = name && document.getElementById(name);
    button.disabled = true;
    status.textContent = "";
    try {
      const ceremony = await post(`${address}/options`, {});
      const useCredential = ceremony.options.user ? creation : request;
      const credential = sendable(await useCredential(ceremony.options));
      const answer = await post(address, {
        challenge: ceremony.challenge, credential, next: next ?? "", name: nameField ? nameField.value : "",
      });
      location.assign(answer.next);
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
