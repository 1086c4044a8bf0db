/* What a page learns while it is open: the bell, and whether others have written in the topic. Nothing moves by itself. */
const EVERY = 30_000;
const LONGEST = 10 * 60_000;

/* Asks now and then, more rarely while there is no answer, and not at all while nobody looks. `ask` gives the answer. */
function keepAsking(ask) {
  let wait = EVERY;
  const again = () => setTimeout(async () => {
    const answer = document.hidden || await ask().catch(() => null);
    wait = answer === true || answer?.status < 400 ? EVERY : Math.min(wait * 2, LONGEST);
    again();
  }, wait);
  again();
}

/* The bell is mostly told that nothing has changed. */
const shown = document.querySelector("[data-unread]");
let tag = shown && `"${shown.dataset.unread}-${document.documentElement.lang}"`;

async function askForUnread() {
  const answer = await fetch("/notifications/unread", { headers: { "If-None-Match": tag }, cache: "no-store" });
  if (answer.status === 200) showUnread(await answer.text());
  tag = answer.headers.get("ETag") ?? tag;
  return answer;
}

/* The bell stays where it is, so that whoever stands on it by keyboard goes on standing there. */
function showUnread(html) {
  const bell = document.querySelector("[data-unread]");
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-unread]");
  if (!bell || !fresh || fresh.dataset.unread === bell.dataset.unread) return;
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

/* Whoever comes back to the page sees at once what has come meanwhile. */
if (shown) {
  document.addEventListener("visibilitychange", () => { if (!document.hidden) askForUnread().catch(() => {}); });
  keepAsking(askForUnread);
}

const topic = document.querySelector("[data-topic]");
const place = document.querySelector("[data-new-replies]");

async function askForReplies() {
  const answer = await fetch(`/topics/${topic.dataset.topic}/new-replies?after=${topic.dataset.last}`, { headers: { "HX-Request": "true" } });
  if (answer.status === 200) place.innerHTML = await answer.text();
  return answer;
}

if (topic && place) keepAsking(askForReplies);
