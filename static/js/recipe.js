/* A creation's page: remember what is ticked off, copy the list, share, print, time steps, keep the screen awake. */

const creation = document.querySelector("[data-creation]");
const key = `potluck:ticked:${creation?.dataset.creation}`;

function ticked() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
  } catch {
    return new Set();
  }
}

function showTicked() {
  const known = ticked();
  for (const box of document.querySelectorAll("[data-tick]")) box.checked = known.has(box.dataset.tick);
}

document.addEventListener("change", (event) => {
  const place = event.target.dataset?.tick;
  if (!place) return;
  const known = ticked();
  if (event.target.checked) known.add(place);
  else known.delete(place);
  try {
    sessionStorage.setItem(key, JSON.stringify([...known]));
  } catch {
    /* Ticks then last as long as the page. */
  }
});

function listNow() {
  return [...document.querySelectorAll("#ingredients .ingredient-list span")].map((line) => line.textContent.trim()).join("\n");
}

async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  const label = button.querySelector("span");
  button.dataset.words ??= label.textContent;
  label.textContent = button.dataset.copied;
  clearTimeout(button.again);
  button.again = setTimeout(() => (label.textContent = button.dataset.words), 2000);
}

async function share(button) {
  const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  if (navigator.share) return navigator.share({ title: document.title, url }).catch(() => {});
  return copy(button, url);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-share], [data-print]");
  if (!button) return;
  if ("copy" in button.dataset) copy(button, listNow());
  if ("share" in button.dataset) share(button);
  if ("print" in button.dataset && button.tagName === "BUTTON") print();
});

/* One clock for each step; it runs on while another step is read. */
function time(timer) {
  const left = timer.querySelector("[data-left]");
  const button = timer.querySelector("[data-start]");
  const words = [button.textContent, button.dataset.stop];
  const whole = Number(timer.dataset.timer) * 60;
  const written = left.textContent;
  let until = 0;
  let ticking = 0;
  const stop = (text) => {
    clearInterval(ticking);
    ticking = 0;
    left.textContent = text;
    button.textContent = words[0];
  };
  const tick = () => {
    const rest = Math.max(0, Math.round((until - Date.now()) / 1000));
    left.textContent = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map((part) => String(part).padStart(2, "0")).join(":").replace(/^00:/, "");
    if (rest) return;
    stop(timer.dataset.over);
    timer.classList.add("is-over");
    left.setAttribute("role", "alert");
    navigator.vibrate?.([300, 150, 300, 150, 300]);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (ticking) return stop(written);
    timer.classList.remove("is-over");
    left.setAttribute("role", "timer");
    until = Date.now() + whole * 1000;
    button.textContent = words[1];
    ticking = setInterval(tick, 500);
    return tick();
  });
}

async function stayAwake(line) {
  if (document.visibilityState !== "visible") return;
  try {
    await navigator.wakeLock.request("screen");
    line.textContent = line.dataset.on;
  } catch {
    line.textContent = "";
  }
}

for (const button of document.querySelectorAll("[data-copy], [data-share], button[data-print]")) button.hidden = false;
for (const timer of document.querySelectorAll("[data-timer]")) time(timer);
showTicked();
document.addEventListener("htmx:afterSwap", showTicked);
const line = document.querySelector("[data-awake]");
if (line && "wakeLock" in navigator) {
  stayAwake(line);
  document.addEventListener("visibilitychange", () => stayAwake(line));
}
