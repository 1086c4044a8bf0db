/* Rankings: buttons and dragging move an option; its place is the field that is sent, and stays where it can be typed. */

const places = (list) => [...list.querySelectorAll("li[data-title]")];
const field = (item) => item.querySelector("select");
const placed = (list) => places(list).filter((item) => field(item).value).sort((one, other) => field(one).value - field(other).value);

function say(list, item) {
  const words = field(item).value ? list.dataset.placed : list.dataset.unplaced;
  const status = list.parentElement.querySelector("[data-ranking-status]");
  status.textContent = words.replace("{title}", item.dataset.title).replace("{place}", field(item).value);
}

/* Write places 1, 2, 3 … to `order`, none to the rest, and show them in that order. */
function settle(list, order) {
  const focused = document.activeElement;
  const rest = places(list).filter((item) => !order.includes(item));
  order.forEach((item, index) => { field(item).value = String(index + 1); });
  rest.forEach((item) => { field(item).value = ""; });
  for (const item of [...order, ...rest]) {
    item.classList.toggle("is-placed", Boolean(field(item).value));
    list.append(item);
  }
  if (list.contains(focused)) focused.focus();
}

const most = (list) => field(places(list)[0]).options.length - 1;

function move(list, item, step) {
  const order = placed(list);
  const here = order.indexOf(item);
  if (here < 0) {
    if (step < 0 && order.length < most(list)) order.push(item);
  } else {
    order.splice(here, 1);
    const there = here + step;
    if (there <= order.length) order.splice(Math.max(there, 0), 0, item);
  }
  settle(list, order);
  say(list, item);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-move]");
  if (!button) return;
  move(button.closest("[data-ranking]"), button.closest("li"), button.dataset.move === "up" ? -1 : 1);
});

/* A place that is chosen by hand pushes the others down. */
document.addEventListener("change", (event) => {
  const list = event.target.closest("[data-ranking]");
  if (!list) return;
  const item = event.target.closest("li");
  const wanted = Number(field(item).value);
  const order = placed(list).filter((other) => other !== item);
  if (wanted) order.splice(Math.min(wanted - 1, order.length), 0, item);
  settle(list, order.slice(0, most(list)));
  field(item).focus();
  say(list, item);
});

let dragged = null;
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-ranking] li") ?? null;
});
document.addEventListener("dragover", (event) => {
  if (dragged && event.target.closest("[data-ranking]") === dragged.parentElement) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const target = event.target.closest("[data-ranking] li");
  const list = dragged?.parentElement;
  if (!target || !list?.contains(target) || target === dragged) return;
  event.preventDefault();
  const order = placed(list).filter((item) => item !== dragged);
  const there = order.indexOf(target);
  order.splice(there < 0 ? order.length : there, 0, dragged);
  settle(list, order.slice(0, most(list)));
  say(list, dragged);
  dragged = null;
});

function prepare(root) {
  for (const list of root.querySelectorAll("[data-ranking]")) {
    for (const item of places(list)) {
      item.querySelector("[data-scripted]").hidden = false;
      item.draggable = true;
    }
    settle(list, placed(list));
  }
}

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target.parentElement ?? document));

/* What was just sent back is where the reader goes on. */
document.addEventListener("htmx:afterSwap", (event) => {
  const poll = document.getElementById(event.detail.target?.id ?? "");
  if (!poll?.classList.contains("poll")) return;
  const told = poll.querySelector("[role=alert], [data-duel]")
    ?? poll.querySelector("[role=status]:not(:empty), .poll-form input, .poll-form select");
  if (told) {
    if (!told.matches("input, select")) told.tabIndex = -1;
    told.focus();
  }
  if (poll.dataset.pollFresh !== undefined) setTimeout(() => refresh(poll), 4_000);
});

/* A vote is counted a moment later: show it then, unless something else happens there. */
function refresh(poll) {
  if (!poll.isConnected || poll.contains(document.activeElement?.closest("form, details"))) return;
  const results = poll.querySelectorAll(".poll-table tbody");
  fetch(`/polls/${poll.id.slice(5)}`, { headers: { "HX-Request": "true" } })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => {
      const fresh = new DOMParser().parseFromString(text, "text/html");
      const now = fresh.querySelectorAll(".poll-table tbody");
      results.forEach((body, index) => { if (now[index]) body.replaceWith(document.importNode(now[index], true)); });
    })
    .catch(() => {});
}
