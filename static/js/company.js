/* Colleagues at the same item see each other. */
const company = document.querySelector("[data-presence]");
const EVERY = 20_000;

async function sayHere() {
  if (document.hidden) return;
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  const answer = await fetch(company.dataset.presence, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
  if (!answer?.ok) return;
  const said = await answer.text();
  if (said.trim() !== company.innerHTML.trim()) company.innerHTML = said;
}

sayHere();
setInterval(sayHere, EVERY);
