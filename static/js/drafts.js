/* What is being written survives: on the server for members, on this device until it is there, and for guests. */

const AFTER_TYPING = 1500;
const AGAIN = 8000;
const FIELDS = ["kind", "category", "title", "tags", "body", "reply_to", "revision"];
const fieldsOf = (form) => [...FIELDS, ...(form.dataset.draftFields?.split(" ") ?? [])];
const WORDS = ["body", "title", "ingredients", "parts"];
const keyOf = (place) => `potluck:draft:${place}`;

function read(form) {
  const data = new FormData(form);
  return Object.fromEntries(fieldsOf(form).filter((name) => data.has(name)).map((name) => [name, data.get(name)]));
}

function write(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements[name];
    if (!field) continue;
    field.value = value;
    (field instanceof RadioNodeList ? field[0] : field).dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function keepHere(place, fields) {
  try {
    localStorage.setItem(keyOf(place), JSON.stringify({ fields }));
  } catch {
    /* A full or forbidden store: the server still has it. */
  }
}

function keptHere(place) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(place)))?.fields;
  } catch {
    return null;
  }
}

function forgetHere(place) {
  try {
    localStorage.removeItem(keyOf(place));
  } catch {
    /* There was nothing to forget. */
  }
}

class Draft {
  constructor(form) {
    this.form = form;
    this.place = form.dataset.draft;
    this.isMember = form.dataset.member === "yes";
    this.state = form.querySelector("[data-state]");
    this.say = form.dataset;
    this.timer = 0;
    this.saving = null;
    this.stopped = false;
    this.restore();
    form.addEventListener("input", (event) => event.target.name && this.changed());
    form.addEventListener("sending", (event) => event.detail.push(this.stop()));
    form.addEventListener("not-sent", () => (this.stopped = false));
    form.addEventListener("sent", () => forgetHere(this.place));
    addEventListener("online", () => this.dirty && this.later(0));
    addEventListener("pagehide", () => this.dirty && !this.stopped && keepHere(this.place, read(form)));
  }

  tell(text, { warning = false, acts = [] } = {}) {
    this.state.textContent = text;
    this.state.classList.toggle("is-warning", warning);
    for (const [label, run] of acts) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: label });
      button.addEventListener("click", run);
      this.state.append(" ", button);
    }
  }

  /* Text that never reached the server comes back; what the server had instead is one click away. */
  restore() {
    const kept = keptHere(this.place);
    const present = read(this.form);
    if (!kept || !WORDS.some((name) => name !== "parts" && kept[name])) return;
    if (this.say.typed === "yes" || WORDS.every((name) => (kept[name] ?? "") === (present[name] ?? ""))) return;
    const isQuoting = new URLSearchParams(location.search).has("quote") && present.body;
    write(this.form, isQuoting ? { ...kept, body: `${kept.body ?? ""}\n\n${present.body}`.trimStart() } : { ...kept, revision: present.revision ?? kept.revision });
    this.tell(this.say.textRestored, { acts: [[this.say.textUndo, () => { write(this.form, present); this.tell(""); this.changed(); }]] });
    if (this.isMember) this.later(AFTER_TYPING);
  }

  changed() {
    this.dirty = true;
    keepHere(this.place, read(this.form));
    if (this.isMember) this.later(AFTER_TYPING);
    else this.tell(this.say.textLocal);
  }

  later(pause) {
    this.dirty = true;
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), pause);
  }

  async stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.saving;
  }

  async save() {
    if (this.saving) return this.later(AFTER_TYPING);
    this.dirty = false;
    this.saving = this.send();
    await this.saving;
    this.saving = null;
  }

  async send() {
    const fields = read(this.form);
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    data.set("draft_version", this.form.elements.draft_version.value);
    data.set("csrf_token", this.form.elements.csrf_token?.value ?? "");
    try {
      const answer = await fetch(`/drafts/${this.place}`, { method: "POST", body: data, redirect: "error" });
      if (answer.status === 409) return this.differ(await answer.json());
      if (answer.status === 422) return this.tell((await answer.json()).error, { warning: true });
      if (!answer.ok) throw new Error(answer.status);
      this.form.elements.draft_version.value = (await answer.json()).version;
      if (!this.dirty) forgetHere(this.place);
      this.tell(this.say.textSaved);
    } catch {
      this.tell(this.say.textKept, { warning: true });
      this.later(AGAIN);
    }
  }

  /* Two windows wrote at one place: the person decides, and neither text is lost before that. */
  differ({ fields, version }) {
    const take = (mine) => () => {
      this.form.elements.draft_version.value = version;
      if (!mine) write(this.form, fields);
      this.tell("");
      this.later(0);
    };
    const acts = [[this.say.textMine, take(true)], [this.say.textTheirs, take(false)]];
    this.tell(this.say.textElsewhere, { warning: true, acts });
  }
}

function enhance(root) {
  for (const form of root.querySelectorAll("form[data-draft]:not([data-drafted])")) {
    form.dataset.drafted = "";
    new Draft(form);
  }
}

document.addEventListener("submit", (event) => event.target.dataset.discard && forgetHere(event.target.dataset.discard));
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt.parentElement ?? event.detail.elt));
