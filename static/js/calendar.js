/* The editorial calendar: what is planned is dragged to another day, or moved by Alt and an arrow key. Both send the same form. */
const table = document.querySelector("[data-calendar]");
const DAY = 86_400_000;
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function move(entry, day) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = entry.dataset.move;
  for (const [name, value] of [["csrf_token", table.dataset.token], ["day", day], ["month", table.dataset.month]])
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  document.body.append(form);
  form.submit();
}

let dragged = null;
table?.addEventListener("dragstart", (event) => (dragged = event.target.closest("[data-move]")));
table?.addEventListener("dragend", () => (dragged = null));
table?.addEventListener("dragover", (event) => {
  const day = event.target.closest("[data-day]");
  if (!dragged || !day) return;
  event.preventDefault();
  table.querySelector(".is-over")?.classList.remove("is-over");
  day.classList.add("is-over");
});
table?.addEventListener("drop", (event) => {
  const day = event.target.closest("[data-day]");
  if (!dragged || !day) return;
  event.preventDefault();
  if (day !== dragged.closest("[data-day]")) move(dragged, day.dataset.day);
});
table?.addEventListener("keydown", (event) => {
  const entry = event.target.closest("[data-move]");
  const step = STEPS[event.key];
  if (!entry || !step || !event.altKey) return;
  event.preventDefault();
  const here = Date.parse(entry.closest("[data-day]").dataset.day);
  move(entry, new Date(here + step * DAY).toISOString().slice(0, 10));
});
