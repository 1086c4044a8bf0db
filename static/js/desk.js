/* The desk by keyboard: 1 to 5 answer, j and k go on and back, c claims, u undoes. Loaded only for those who want single
   keys to act. Everything works without it; it presses what stands on the page. */

const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const KEYS = { n: "j" };

/* Under many posts the keys mean the one that has the focus, the pointer, or the address. */
function bar() {
  const bars = [...document.querySelectorAll("[data-bar]")];
  if (bars.length < 2) return bars[0];
  const post = ["article:focus-within", "article:hover", "article:target"]
    .map((which) => document.querySelector(`${which}:has([data-bar])`))
    .find(Boolean);
  return post?.querySelector("[data-bar]");
}

const openPanel = () => document.querySelector("details.answer[open]");

function open(panel) {
  panel.open = true;
  const first = panel.querySelector("input[type=radio]:checked, input[type=radio], [data-sentence]");
  const sentence = panel.querySelector("textarea[data-sentence]");
  const target = sentence ?? first;
  target?.focus();
  if (sentence) sentence.setSelectionRange(sentence.value.length, sentence.value.length);
}

function press(element) {
  const panel = element.closest("details.answer");
  if (!panel) return element.click();
  if (panel.open) panel.open = false;
  else open(panel);
}

/* In an open panel, numbers choose: a reason, an emoji. */
function choose(number) {
  const choices = openPanel()?.querySelectorAll(".answer-choice input") ?? [];
  choices[number - 1]?.click();
  choices[number - 1]?.focus();
  return Boolean(choices[number - 1]);
}

function step(by) {
  const steps = [...document.querySelectorAll("[data-walk] [data-step]")];
  if (!steps.length) return false;
  const here = steps.indexOf(document.activeElement);
  steps[Math.min(steps.length - 1, Math.max(0, here + by))].focus();
  return true;
}

function act(key) {
  if (/^[1-9]$/.test(key) && openPanel()) return choose(Number(key));
  const element = /^[1-5]$/.test(key)
    ? bar()?.querySelector(`[data-answer="${key}"]`)
    : document.querySelector(`[data-key="${KEYS[key] ?? key}"]`);
  if (element) {
    press(element.matches("details") ? element.querySelector("summary") : element);
    return true;
  }
  return (key === "j" && step(1)) || (key === "k" && step(-1));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const panel = openPanel();
  if (event.key === "Escape" && panel) {
    panel.open = false;
    panel.querySelector("summary").focus();
    return;
  }
  if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea[data-sentence]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.target.matches(TYPED) || document.querySelector("dialog[open]")) return;
  if (act(event.key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const start = event.target.closest("a[data-fill]");
  const sentence = start?.closest("form")?.querySelector("[data-sentence]");
  if (!sentence) return;
  event.preventDefault();
  sentence.value = start.dataset.fill;
  sentence.focus();
});

document.documentElement.classList.add("has-keys");
