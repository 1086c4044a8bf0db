/* While somebody reads a topic: a word when others have written meanwhile. Nothing moves by itself. */
const EVERY = 30_000;
const LONGEST = 10 * 60_000;

const topic = document.querySelector("[data-topic]");
const place = document.querySelector("[data-new-replies]");

let wait = EVERY;

async function look() {
  if (document.hidden) return;
  const answer = await fetch(`/topics/${topic.dataset.topic}/new-replies?after=${topic.dataset.last}`, { headers: { "HX-Request": "true" } });
  if (answer.status === 200) place.innerHTML = await answer.text();
  wait = answer.ok ? EVERY : Math.min(wait * 2, LONGEST);
}

function lookLater() {
  setTimeout(() => {
    look().catch(() => { wait = Math.min(wait * 2, LONGEST); }).finally(lookLater);
  }, wait);
}

if (topic && place) lookLater();
