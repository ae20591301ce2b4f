// Passkeys: a form with data-passkey="create", "get" or "sign-in" and a hidden field “credential”.
// Its button asks the browser for the credential, which is then sent with the form.
import { enhance } from "./enhance.js";

const decode = window.PublicKeyCredential?.parseRequestOptionsFromJSON;

async function options(form) {
  if (form.dataset.passkey === "sign-in") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return (await answer.json()).request_options;
  }
  const { creation_options: create, request_options: get } = JSON.parse(
    document.getElementById("passkey-options").textContent,
  );
  return create ?? get;
}

async function credential(form) {
  const { publicKey } = await options(form);
  if (form.dataset.passkey !== "create") {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  }
  const passwordless = form.elements.passwordless?.checked ?? false;
  publicKey.authenticatorSelection.residentKey = passwordless ? "required" : "discouraged";
  publicKey.authenticatorSelection.requireResidentKey = passwordless;
  if (passwordless) publicKey.authenticatorSelection.userVerification = "required";
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
}

enhance("form[data-passkey]", (form) => {
  const told = form.querySelector("[data-passkey-told]");
  if (!decode) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    told.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify((await credential(form)).toJSON());
      form.submit();
    } catch {
      told.hidden = false;
    }
  });
});
