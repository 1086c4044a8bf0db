/* A small choice of emoji. They are put into the text as the characters they are. */

const EMOJI =
  "😀 😄 😂 🙂 😉 😊 😍 🥰 😋 🤩 😎 🤔 😅 😮 😢 😭 😡 🥳 🤗 🙈 👍 👎 👏 🙌 🙏 💪 👋 👌 ✌️ 👀 ❤️ 🧡 💛 💚 💙 💔 🔥 ✨ 🎉 🎂 " +
  "☕ 🍵 🥛 🍫 🍪 🍰 🧁 🥧 🍩 🍦 🍞 🥐 🧇 🥞 🍳 🧀 🥗 🍕 🍝 🍲 🍓 🍒 🍋 🍊 🍎 🍐 🍌 🥥 🥜 🌰 🌱 🌿 🍯 🧈 🧂 🍽️ 🔪 ⏲️ 📷 💡";

function fill(menu) {
  const list = menu.querySelector(".emoji-list");
  if (list.childElementCount) return;
  list.append(...EMOJI.split(" ").map((emoji) => Object.assign(document.createElement("button"), { type: "button", textContent: emoji })));
}

document.addEventListener("toggle", (event) => event.target.matches?.("[data-emoji]") && event.target.open && fill(event.target), true);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-emoji] .emoji-list button");
  if (!button) return;
  const menu = button.closest("[data-emoji]");
  menu.open = false;
  document.getElementById(menu.dataset.emoji).dispatchEvent(new CustomEvent("editor:insert", { detail: button.textContent }));
});

document.addEventListener("keydown", (event) => {
  const button = event.target.closest?.(".emoji-list button");
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
  if (!button || !step) return;
  event.preventDefault();
  const all = [...button.parentElement.children];
  all[all.indexOf(button) + step]?.focus();
}, true);
