/* Passkeys: what the browser and the server say to each other is JSON with bytes in base64url. */
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;
  document.querySelectorAll("[data-no-passkey]").forEach((note) => { note.hidden = true; });

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  /* What was made or shown, as the server reads it. */
  const told = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };

  const create = async (options, alone) => {
    const wanted = { ...options.publicKey };
    wanted.challenge = bytes(wanted.challenge);
    wanted.user = { ...wanted.user, id: bytes(wanted.user.id) };
    wanted.excludeCredentials = known(wanted.excludeCredentials);
    if (alone) {
      wanted.authenticatorSelection = {
        ...wanted.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      };
    }
    return told(await navigator.credentials.create({ publicKey: wanted }));
  };

  const get = async (options) => {
    const wanted = { ...options.publicKey };
    wanted.challenge = bytes(wanted.challenge);
    wanted.allowCredentials = known(wanted.allowCredentials);
    return told(await navigator.credentials.get({ publicKey: wanted }));
  };

  const optionsOf = async (form) => {
    if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-passkey-error]");
      failed.hidden = true;
      try {
        const options = await optionsOf(form);
        const alone = form.querySelector("input[name=passwordless]")?.checked;
        const credential = form.dataset.passkey === "create" ? await create(options, alone) : await get(options);
        form.querySelector("input[name=credential]").value = JSON.stringify(credential);
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  });
})();
