/* The frame of every page: menus, the list below the search field, messages, appearance, language, and times told
   as "3 hours ago". Pages work without it. */

const YEAR = 60 * 60 * 24 * 365;

function remember(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${value ? YEAR : 0}; SameSite=Lax${secure}`;
}

/* Menus: one key or a click elsewhere closes them, arrow keys walk through them. */
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu]");
  if (!menu) return;
  const summary = menu.querySelector("summary");
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    summary.focus();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  menu.open = true;
  const items = [...menu.querySelectorAll(".menu-item")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const here = items.indexOf(document.activeElement);
  const next = here < 0 && step < 0 ? items.length - 1 : (here + step + items.length) % items.length;
  items[next]?.focus();
});

/* Search: arrow keys walk through the list below the field, Escape and leaving the field close it. */
const resultsOf = (form) => form.querySelector(".search-results");

function walkResults(form, list, step) {
  const places = [form.querySelector(".search-input"), ...list.querySelectorAll("a")];
  const here = places.indexOf(document.activeElement);
  places[(here + step + places.length) % places.length].focus();
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(".search-box");
  const list = form && resultsOf(form);
  if (!list || list.hidden || !list.childElementCount) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") walkResults(form, list, event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Escape") {
    list.hidden = true;
    form.querySelector(".search-input").focus();
  } else return;
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  for (const form of document.querySelectorAll(".search-box")) {
    const list = resultsOf(form);
    if (list && !form.contains(event.target)) list.hidden = true;
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest(".search-box");
  if (form && resultsOf(form)) resultsOf(form).hidden = false;
});

/* Rows of links that are wider than the screen show the present one. */
for (const here of document.querySelectorAll(".tabs [aria-current], .masthead-nav [aria-current]")) {
  const row = here.closest("ul");
  row.scrollLeft += here.getBoundingClientRect().right - row.getBoundingClientRect().right + 32;
}

/* Messages: closed by hand; good news leaves by itself unless one is looking at it. */
const STAYS = ".flash-bad, .flash-warn";
const SHOWN_FOR = 9000;

function keepOrLeave(flash) {
  if (flash.matches(STAYS)) return;
  const leave = () => (flash.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : flash.remove());
  setTimeout(leave, SHOWN_FOR);
}

document.addEventListener("click", (event) => event.target.closest(".flash-close")?.closest("[data-flash]").remove());

const flashes = document.getElementById("flashes");
if (flashes) {
  flashes.querySelectorAll("[data-flash]").forEach(keepOrLeave);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node.matches?.("[data-flash]")) keepOrLeave(node);
  }).observe(flashes, { childList: true });
}

/* Appearance: kept on the device, where the server reads it for the next page. */
const chosenTheme = () => document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1] ?? "";

function showTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const button of document.querySelectorAll("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
}

document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-theme-choice]");
  if (!choice) return;
  remember("theme", choice.dataset.themeChoice);
  showTheme(choice.dataset.themeChoice);
});
showTheme(chosenTheme());

/* Language: guests keep it on the device; members choose it on the page that the link leads to. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-language]");
  if (!link || document.body.hasAttribute("hx-headers")) return;
  event.preventDefault();
  remember("language", link.dataset.language);
  location.reload();
});

/* Times: a date is printed; what is younger than a week reads better as a distance. */
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const WEEK = 7 * 86400;
const distance = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
const inFull = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "short" });

function tellTime(element) {
  const moment = new Date(element.dateTime);
  element.title = inFull.format(moment);
  const seconds = (moment - Date.now()) / 1000;
  if (Math.abs(seconds) >= WEEK) return;
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 60];
  element.textContent = distance.format(unit === "second" ? 0 : Math.trunc(seconds / length), unit);
}

const tellTimes = (root) => root.querySelectorAll("time[data-ago]").forEach(tellTime);
tellTimes(document);
document.addEventListener("htmx:load", (event) => tellTimes(event.detail.elt));

/* Without a connection the last pages stay readable. */
navigator.serviceWorker?.register("/sw.js");
