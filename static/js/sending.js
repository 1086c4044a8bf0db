/* Sending a text: it stays in the form until the server has it, and goes out again when the connection is back. */

const AGAIN = 5000;

function tell(form, text, warning = false) {
  const state = form.querySelector("[data-state]");
  state.textContent = text;
  state.classList.toggle("is-warning", warning);
}

function holdButtons(form, held) {
  for (const button of form.querySelectorAll("button.button-primary")) button.disabled = held;
}

/* Show what the server returned, with its messages and with what was typed: the page, or the form below a topic. */
function showAnswer(form, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const isWithinTopic = form.closest("[data-composer]");
  const old = isWithinTopic ? form : document.querySelector("main");
  const fresh = page.querySelector(isWithinTopic ? `form[data-draft="${form.dataset.draft}"]` : "main:has(form[data-send])");
  if (!fresh) return false;
  old.replaceWith(fresh);
  htmx.process(fresh);
  document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: fresh } }));
  fresh.querySelector("[role=alert], .conflict h2")?.scrollIntoView({ block: "center" });
  fresh.querySelector("[role=alert]")?.focus();
  return true;
}

async function send(form) {
  tell(form, form.dataset.textSending);
  holdButtons(form, true);
  const waits = [];
  form.dispatchEvent(new CustomEvent("sending", { detail: waits }));
  await Promise.allSettled(waits);
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Sent-By": "editor" } });
  } catch {
    return wait(form);
  }
  if (answer.status === 201) {
    form.dispatchEvent(new CustomEvent("sent"));
    return location.assign(answer.headers.get("Location"));
  }
  form.dispatchEvent(new CustomEvent("not-sent"));
  holdButtons(form, false);
  const isPage = answer.status === 409 || answer.status === 422 || answer.status === 200;
  if (isPage && showAnswer(form, await answer.text())) return undefined;
  return tell(form, answer.status === 429 ? form.dataset.textSlow : form.dataset.textFailed, true);
}

/* No answer came: the same form may have arrived or not, so it carries a word that makes it count once. */
function wait(form) {
  tell(form, form.dataset.textWaiting, true);
  const again = () => {
    clearTimeout(timer);
    removeEventListener("online", again);
    if (form.isConnected) send(form);
  };
  const timer = setTimeout(again, AGAIN);
  addEventListener("online", again);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-send]") || form.dataset.member !== "yes") return;
  if (event.submitter?.name === "preview") return;
  event.preventDefault();
  if (!form.querySelector("button.button-primary")?.disabled) send(form);
});
