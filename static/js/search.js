/* The list below a search field: arrow keys walk through it, Escape and leaving the field close it. */

const listOf = (form) => form.querySelector(".search-results");

function walk(form, list, step) {
  const places = [form.querySelector(".search-input"), ...list.querySelectorAll("a")];
  const here = places.indexOf(document.activeElement);
  places[(here + step + places.length) % places.length].focus();
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(".search-box");
  const list = form && listOf(form);
  if (!list || list.hidden || !list.childElementCount) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(form, list, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Escape") {
    list.hidden = true;
    form.querySelector(".search-input").focus();
  } else return;
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  for (const form of document.querySelectorAll(".search-box")) {
    const list = listOf(form);
    if (list && !form.contains(event.target)) list.hidden = true;
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest(".search-box");
  if (form && listOf(form)) listOf(form).hidden = false;
});
