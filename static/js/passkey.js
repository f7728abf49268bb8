// Asks the device for a passkey, or to make one, and sends what it says with the form around the button.
//
// <form data-passkey="get|create" data-passkey-source="address of the options" or data-passkey-options="id of a JSON script"
//       data-passkey-stopped="…" data-passkey-unknown="…"> with input[name=credential], [data-passkey-button], [data-passkey-problem]

const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (bytes) =>
  bytes && btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => (list || []).map((one) => ({ ...one, id: fromText(one.id) }));

async function optionsOf(form) {
  const { passkeySource: source, passkeyOptions: id } = form.dataset;
  if (!source) return JSON.parse(document.getElementById(id).textContent);
  const answer = await fetch(source, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  return answer.json();
}

async function get({ request_options: { publicKey } }) {
  const asked = { ...publicKey, challenge: fromText(publicKey.challenge), allowCredentials: named(publicKey.allowCredentials) };
  return navigator.credentials.get({ publicKey: asked });
}

// Always a passkey: kept by the device, so that no address need be typed, and only for whoever unlocks it.
async function create({ creation_options: { publicKey } }) {
  const asked = {
    ...publicKey,
    challenge: fromText(publicKey.challenge),
    user: { ...publicKey.user, id: fromText(publicKey.user.id) },
    excludeCredentials: named(publicKey.excludeCredentials),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
  };
  return navigator.credentials.create({ publicKey: asked });
}

function asJson(credential) {
  const { id, rawId, type, authenticatorAttachment, response } = credential;
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = toText(response.attestationObject);
    said.transports = response.getTransports?.() || [];
  } else {
    said.authenticatorData = toText(response.authenticatorData);
    said.signature = toText(response.signature);
    if (response.userHandle) said.userHandle = toText(response.userHandle);
  }
  const clientExtensionResults = credential.getClientExtensionResults();
  return JSON.stringify({ id, rawId: toText(rawId), type, authenticatorAttachment, response: said, clientExtensionResults });
}

function bind(form) {
  const button = form.querySelector("[data-passkey-button]");
  const problem = form.querySelector("[data-passkey-problem]");
  button.addEventListener("click", async () => {
    problem.textContent = "";
    if (!window.PublicKeyCredential) {
      problem.textContent = form.dataset.passkeyUnknown;
      return;
    }
    button.disabled = true;
    try {
      const options = await optionsOf(form);
      const credential = await (form.dataset.passkey === "create" ? create(options) : get(options));
      form.elements.credential.value = asJson(credential);
      form.submit();
    } catch (error) {
      // Opened by the number of the machine, say; else said no, or waited too long: which of them the browser keeps to itself.
      const isElsewhere = error instanceof DOMException && error.name === "SecurityError";
      problem.textContent = isElsewhere ? form.dataset.passkeyAddress : form.dataset.passkeyStopped;
      button.disabled = false;
    }
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) bind(form);
