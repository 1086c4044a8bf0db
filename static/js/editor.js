/* The tools of a text field: marks around what is selected, marks before lines, shortcuts, preview. */

const WRAPS = { bold: "**", italic: "*", spoiler: "||" };
const LINES = { quote: () => "> ", list: () => "- ", numbers: (number) => `${number}. ` };
const TABLE = "\n|  |  |\n| --- | --- |\n|  |  |\n";
const KEYS = { b: "bold", i: "italic", k: "link" };

/* Replace a stretch of text the way typing does, so that the browser can undo it. */
function replace(text, start, end, by) {
  text.focus();
  text.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, by)) {
    text.setRangeText(by, start, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function wrap(text, mark) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const chosen = value.slice(start, end);
  const isWrapped = value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark;
  if (isWrapped) {
    replace(text, start - mark.length, end + mark.length, chosen);
    text.setSelectionRange(start - mark.length, end - mark.length);
  } else {
    replace(text, start, end, mark + chosen + mark);
    text.setSelectionRange(start + mark.length, end + mark.length);
  }
}

function markLines(text, mark) {
  const { selectionStart, selectionEnd, value } = text;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionEnd) < 0 ? value.length : value.indexOf("\n", selectionEnd);
  const lines = value.slice(start, end).split("\n");
  const marked = lines.every((line, index) => line.startsWith(mark(index + 1)));
  const changed = lines.map((line, index) => (marked ? line.slice(mark(index + 1).length) : mark(index + 1) + line));
  replace(text, start, end, changed.join("\n"));
  if (selectionStart !== selectionEnd) text.setSelectionRange(start, start + changed.join("\n").length);
}

function link(text) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const chosen = value.slice(start, end);
  const isAddress = /^https?:\/\/\S+$/.test(chosen);
  replace(text, start, end, isAddress ? `[](${chosen})` : `[${chosen}](https://)`);
  const place = isAddress ? start + 1 : start + chosen.length + 3;
  text.setSelectionRange(place, isAddress ? place : place + 8);
}

function act(text, name) {
  if (name in WRAPS) wrap(text, WRAPS[name]);
  else if (name in LINES) markLines(text, LINES[name]);
  else if (name === "link") link(text);
  else if (name === "table") replace(text, text.selectionEnd, text.selectionEnd, TABLE);
}

/* One tab stop for the whole bar; arrow keys walk through it. */
function walk(bar) {
  const tools = [...bar.querySelectorAll(":scope > button, :scope > details > summary")];
  tools.forEach((tool, index) => (tool.tabIndex = index ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const here = tools.indexOf(document.activeElement);
    if (!step || here < 0) return;
    event.preventDefault();
    const next = tools[(here + step + tools.length) % tools.length];
    tools.forEach((tool) => (tool.tabIndex = tool === next ? 0 : -1));
    next.focus();
  });
}

async function togglePreview(editor, button) {
  const text = editor.querySelector("textarea");
  const pane = editor.querySelector("[data-preview-pane]");
  const isShown = !pane.hidden;
  pane.hidden = isShown;
  text.hidden = !isShown;
  editor.classList.toggle("is-previewing", !isShown);
  const label = button.querySelector("span");
  button.dataset.textPreview ??= label.textContent;
  label.textContent = isShown ? button.dataset.textPreview : button.dataset.textWrite;
  if (isShown) return text.focus();
  const form = new FormData();
  form.set("body", text.value);
  form.set("place", editor.dataset.place);
  form.set("csrf_token", editor.closest("form").elements.csrf_token?.value ?? "");
  try {
    const answer = await fetch(button.dataset.preview, { method: "POST", body: form, headers: { "HX-Request": "true" } });
    if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
    pane.innerHTML = await answer.text();
  } catch {
    pane.textContent = editor.dataset.previewFailed;
  }
  pane.focus();
}

function prepare(editor) {
  editor.dataset.ready = "";
  const text = editor.querySelector("textarea");
  const bar = editor.querySelector(".editor-bar");
  const form = editor.closest("form");
  bar.hidden = false;
  walk(bar);
  bar.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-do]");
    if (tool) act(text, tool.dataset.do);
  });
  text.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key in KEYS) {
      event.preventDefault();
      act(text, KEYS[event.key]);
    }
  });
  text.addEventListener("editor:insert", (event) => replace(text, text.selectionStart, text.selectionEnd, event.detail));
  text.addEventListener("editor:append", (event) => {
    const before = text.value.trimEnd();
    replace(text, before.length, text.value.length, (before ? "\n\n" : "") + event.detail);
    text.scrollTop = text.scrollHeight;
  });
  const preview = form.querySelector("[data-preview]");
  preview?.addEventListener("click", (event) => {
    event.preventDefault();
    togglePreview(editor, preview);
  });
}

const enhance = (root) => root.querySelectorAll("[data-editor]:not([data-ready])").forEach(prepare);
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt.parentElement ?? event.detail.elt));
