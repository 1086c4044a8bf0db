/* The bell of an open page: asks now and then whether something new waits, and is mostly told that nothing has changed. */
const EVERY = 30_000;
const LONGEST = 10 * 60_000;

const shown = document.querySelector("[data-unread]");
let tag = shown && `"${shown.dataset.unread}-${document.documentElement.lang}"`;
let wait = EVERY;

async function look() {
  const bell = document.querySelector("[data-unread]");
  if (!bell || document.hidden) return;
  const answer = await fetch("/notifications/unread", { headers: { "If-None-Match": tag }, cache: "no-store" });
  if (answer.status === 200) show(bell, await answer.text());
  tag = answer.headers.get("ETag") ?? tag;
  wait = answer.status < 400 ? EVERY : Math.min(wait * 2, LONGEST);
}

/* The bell stays where it is, so that whoever stands on it by keyboard goes on standing there. */
function show(bell, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-unread]");
  if (!fresh || fresh.dataset.unread === bell.dataset.unread) return;
  const isMore = Number(fresh.dataset.unread) > Number(bell.dataset.unread);
  bell.dataset.unread = fresh.dataset.unread;
  bell.replaceChildren(...fresh.childNodes);
  if (isMore) say(bell.textContent.trim());
}

function say(words) {
  let place = document.getElementById("unread-said");
  if (!place) {
    place = Object.assign(document.createElement("p"), { id: "unread-said", className: "visually-hidden" });
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  place.textContent = words;
}

function lookLater() {
  setTimeout(() => {
    look().catch(() => { wait = Math.min(wait * 2, LONGEST); }).finally(lookLater);
  }, wait);
}

/* Whoever comes back to the page sees at once what has come meanwhile. */
if (shown) {
  document.addEventListener("visibilitychange", () => look().catch(() => {}));
  lookLater();
}
