/* After an @ and the first letters of a name: the members it may mean. */

const TYPED = /(?:^|[\s(])@([\p{L}\p{N}_.-]{1,40})$/u;
const PAUSE = 180;

class Mentions {
  constructor(text) {
    this.text = text;
    this.list = document.getElementById(`${text.id}-people`);
    this.timer = 0;
    this.asked = 0;
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-controls", this.list.id);
    text.addEventListener("input", () => this.look());
    text.addEventListener("keydown", (event) => this.steer(event));
    text.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("li");
      event.preventDefault();
      if (option) this.take(option);
    });
  }

  get typed() {
    return this.text.selectionStart === this.text.selectionEnd && TYPED.exec(this.text.value.slice(0, this.text.selectionEnd))?.[1];
  }

  look() {
    clearTimeout(this.timer);
    if (this.typed) this.timer = setTimeout(() => this.ask(this.typed), PAUSE);
    else this.close();
  }

  async ask(typed) {
    if (!typed) return;
    const turn = ++this.asked;
    try {
      const answer = await fetch(`${this.text.dataset.mentions}?q=${encodeURIComponent(typed)}`, { redirect: "error" });
      const people = answer.ok ? await answer.json() : [];
      if (turn === this.asked && this.typed === typed) this.show(people);
    } catch {
      this.close();
    }
  }

  show(people) {
    this.list.replaceChildren(...people.map((person, index) => {
      const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${index}` });
      option.setAttribute("role", "option");
      option.dataset.handle = person.handle;
      const name = Object.assign(document.createElement("strong"), { textContent: person.name });
      const handle = Object.assign(document.createElement("span"), { textContent: `@${person.handle}` });
      option.append(name, handle);
      return option;
    }));
    this.list.hidden = !people.length;
    this.choose(people.length ? 0 : -1);
  }

  choose(index) {
    const options = [...this.list.children];
    this.chosen = options[index];
    options.forEach((option) => option.setAttribute("aria-selected", String(option === this.chosen)));
    if (this.chosen) this.text.setAttribute("aria-activedescendant", this.chosen.id);
    else this.text.removeAttribute("aria-activedescendant");
  }

  steer(event) {
    if (this.list.hidden) return;
    const options = [...this.list.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose((options.indexOf(this.chosen) + step + options.length) % options.length);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.chosen);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  take(option) {
    const end = this.text.selectionEnd;
    this.text.setSelectionRange(end - this.typed.length, end);
    this.text.dispatchEvent(new CustomEvent("editor:insert", { detail: `${option.dataset.handle} ` }));
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.choose(-1);
  }
}

function enhance(root) {
  for (const text of root.querySelectorAll("textarea[data-mentions]:not([aria-autocomplete])")) new Mentions(text);
}
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt.parentElement ?? event.detail.elt));
