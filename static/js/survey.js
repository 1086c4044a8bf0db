/* Several questions: one at a time, with a way back and on. Without this they stand below each other. */

const questions = (form) => [...form.querySelectorAll(":scope > .poll-question")];

function show(form, index, { focus = true } = {}) {
  const all = questions(form);
  const bar = form.querySelector("[data-poll-pages]");
  const last = index === all.length - 1;
  all.forEach((question, place) => { question.hidden = place !== index; });
  form.dataset.page = String(index);
  bar.querySelector("[role=status]").textContent = bar.dataset.words.replace("{number}", index + 1).replace("{all}", all.length);
  bar.querySelector("[data-step='-1']").hidden = index === 0;
  bar.querySelector("[data-step='1']").hidden = last;
  form.querySelector(".form-actions").hidden = !last;
  if (focus) {
    all[index].tabIndex = -1;
    all[index].focus();
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-poll-pages] [data-step]");
  if (!button) return;
  const form = button.closest("form");
  show(form, Number(form.dataset.page) + Number(button.dataset.step));
});

/* Enter in a field must not cast the ballot before the last question was seen. */
document.addEventListener("keydown", (event) => {
  const form = event.key === "Enter" && event.target.matches("input") && event.target.closest(".poll-form[data-page]");
  if (form && Number(form.dataset.page) < questions(form).length - 1) {
    event.preventDefault();
    show(form, Number(form.dataset.page) + 1);
  }
});

function prepare(root) {
  for (const bar of root.querySelectorAll("[data-poll-pages][hidden]")) {
    const form = bar.closest("form");
    bar.hidden = false;
    const wrong = questions(form).findIndex((question) => question.matches(".has-errors"));
    show(form, Math.max(wrong, 0), { focus: wrong >= 0 });
  }
}

prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target.parentElement ?? document));
