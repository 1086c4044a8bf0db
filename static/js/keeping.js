/* Taking a list along: copied line by line, or printed. Without this file its buttons stay hidden. */
async function copy(button) {
  const lines = [...document.querySelectorAll(`${button.dataset.copy} li`)].map((line) => line.textContent.trim());
  await navigator.clipboard.writeText(lines.join("\n"));
  const label = button.querySelector("span");
  button.dataset.words ??= label.textContent;
  label.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = button.dataset.words), 2000);
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => copy(button));
}
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
