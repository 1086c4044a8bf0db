/* Two options: the arrow keys press what can be clicked. A key that is held down answers once. */

const KEYS = { ArrowLeft: "left", ArrowRight: "right" };

document.addEventListener("keydown", (event) => {
  const side = KEYS[event.key];
  if (!side || event.repeat || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], summary, .table-frame")) return;
  const duels = document.querySelectorAll("[data-duel]");
  const duel = event.target.closest("[data-duel]") ?? (duels.length === 1 ? duels[0] : null);
  const rival = duel?.querySelector(`[data-side=${side}]:not(:disabled)`);
  if (!rival || duel.closest("dialog:not([open])")) return;
  event.preventDefault();
  rival.click();
});

function prepare(root) {
  for (const hint of root.querySelectorAll("[data-duel] [data-scripted]")) hint.hidden = false;
}

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target.parentElement ?? document));
