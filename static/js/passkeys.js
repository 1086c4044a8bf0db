/* Passkeys: asks the browser for one, and hands its answer to the server. Shown only where the browser knows how. */

const usable = window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential.prototype.toJSON;

async function post(address, token, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
  // Whoever waited too long is led to showing themselves again: the answer is that page, not what was asked for.
  if (answer.redirected) {
    location.assign(answer.url);
    return new Promise(() => {});
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error || "");
  return said;
}

async function ask(box) {
  const { passkey, options, answer, token, next } = box.dataset;
  const given = await post(options, token, {});
  const credential =
    passkey === "make"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(given) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given) });
  const name = box.querySelector("input")?.value || "";
  const said = await post(answer, token, { credential: credential.toJSON(), name, next });
  location.assign(said.next);
}

for (const box of usable ? document.querySelectorAll("[data-passkey]") : []) {
  const button = box.querySelector("button");
  const problem = box.querySelector("[role=alert]");
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    problem.hidden = true;
    try {
      await ask(box);
    } catch (error) {
      problem.textContent = error.name === "InvalidStateError" ? box.dataset.known : (error.name === "Error" && error.message) || box.dataset.failed;
      problem.hidden = false;
      button.disabled = false;
    }
  });
}
