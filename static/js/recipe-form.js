/* The form for a recipe: steps that can be added, moved and removed in place, photos that are sent at once, and
   everything that comes more than once gathered in the field `parts`, so that drafts keep it. Load before drafts.js. */

class CreationForm {
  constructor(form) {
    this.form = form;
    this.list = form.querySelector("[data-steps]");
    this.parts = form.querySelector("[data-parts]");
    this.listen();
    for (const row of this.rows) this.adorn(row);
    for (const field of form.querySelectorAll("[data-photo-field]")) this.photo(field);
    this.manyPhotos();
    this.gather();
  }

  get rows() {
    return [...this.list.children];
  }

  listen() {
    const { form } = this;
    for (const kind of ["input", "change"]) {
      form.addEventListener(kind, (event) => (event.target === this.parts ? this.spread() : this.gather()), true);
    }
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-arrange]");
      if (!button) return;
      event.preventDefault();
      this.arrange(button.dataset.arrange, button.closest("[data-step]"));
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input:not([type=checkbox])")) event.preventDefault();
    });
    this.list.addEventListener("pointerdown", (event) => event.target.closest("[data-grip]") && this.drag(event));
  }

  /* At either end the button that led there is gone: the focus goes to the one that leads back. */
  arrange(act, row) {
    if (act === "add") {
      this.add().querySelector("textarea").focus();
    } else if (act === "remove") {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      if (!next) row.querySelectorAll("textarea, input:not([type=file])").forEach((field) => (field.value = ""));
      else row.remove();
      (next ?? row).querySelector("textarea").focus();
    } else {
      const other = act === "up" ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      other[act === "up" ? "before" : "after"](row);
      const isAtEnd = act === "up" ? !row.previousElementSibling : !row.nextElementSibling;
      const stays = isAtEnd ? (act === "up" ? "down" : "up") : act;
      row.querySelector(`[data-arrange=${stays}]`).focus();
    }
    this.changed(row?.isConnected ? row : null);
  }

  add() {
    const row = this.form.querySelector("[data-step-template]").content.firstElementChild.cloneNode(true);
    this.list.append(row);
    this.adorn(row);
    this.photo(row.querySelector("[data-photo-field]"));
    this.changed();
    return row;
  }

  adorn(row) {
    row.querySelector("[data-grip]").hidden = false;
  }

  /* By finger or mouse on the grip: the row follows over the others. */
  drag(event) {
    event.preventDefault();
    const row = event.target.closest("[data-step]");
    row.classList.add("is-dragged");
    this.list.setPointerCapture(event.pointerId);
    const move = (at) => {
      const over = this.rows.find((other) => other !== row && at.clientY > other.getBoundingClientRect().top && at.clientY < other.getBoundingClientRect().bottom);
      if (!over) return;
      const box = over.getBoundingClientRect();
      const isBelow = over.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING;
      if (isBelow ? at.clientY > box.top + box.height / 2 : at.clientY < box.top + box.height / 2) over[isBelow ? "after" : "before"](row);
    };
    const end = () => {
      row.classList.remove("is-dragged");
      this.list.removeEventListener("pointermove", move);
      this.changed(row);
    };
    this.list.addEventListener("pointermove", move);
    this.list.addEventListener("pointerup", end, { once: true });
    this.list.addEventListener("pointercancel", end, { once: true });
  }

  changed(moved) {
    this.rows.forEach((row, place) => (row.querySelector("[data-number]").textContent = place + 1));
    if (moved) {
      const status = this.form.querySelector("[data-arranged]");
      status.textContent = status.dataset.text.replace("{number}", this.rows.indexOf(moved) + 1);
    }
    this.gather();
    this.parts.dispatchEvent(new CustomEvent("gathered"));
    this.form.elements.title.dispatchEvent(new Event("input", { bubbles: true }));
  }

  gather() {
    const value = (row, name) => row.querySelector(`[name=${name}]`).value;
    const ticked = (name) => [...this.form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);
    const steps = this.rows.map((row) => ({ text: value(row, "step_text"), minutes: value(row, "step_minutes"), picture: value(row, "step_picture"), uses: value(row, "step_uses"), part: value(row, "step_part") }));
    const photos = this.form.elements.photos.value.split(/\s+/).filter(Boolean);
    const isEmpty = !photos.length && !ticked("diets").length && !ticked("allergens").length && !ticked("declared").length && steps.every((step) => !step.text && !step.picture && !step.minutes && !step.part);
    this.parts.value = isEmpty ? "" : JSON.stringify({ steps, photos, diets: ticked("diets"), allergens: ticked("allergens"), declared: ticked("declared").length > 0 });
  }

  /* A draft has come back: show what it holds. */
  spread() {
    let kept;
    try {
      kept = JSON.parse(this.parts.value);
    } catch {
      return;
    }
    const { parts } = this;
    const whole = parts.value;
    while (this.rows.length < (kept.steps ?? []).length) this.list.append(this.fresh());
    (kept.steps ?? []).forEach((step, place) => {
      for (const [name, value] of Object.entries(step)) {
        const field = this.rows[place].querySelector(`[name=step_${name}]`);
        if (field) field.value = value;
      }
      this.showPhoto(this.rows[place].querySelector("[data-photo-field]"));
    });
    for (const name of ["diets", "allergens"]) for (const box of this.form.querySelectorAll(`[name=${name}]`)) box.checked = (kept[name] ?? []).includes(box.value);
    if (this.form.elements.declared) this.form.elements.declared.checked = Boolean(kept.declared);
    this.form.elements.photos.value = (kept.photos ?? []).join("\n");
    this.rows.forEach((row, place) => (row.querySelector("[data-number]").textContent = place + 1));
    for (const field of this.form.querySelectorAll("[data-photo-field]")) this.showPhoto(field);
    this.showStrip();
    parts.value = whole;
  }

  fresh() {
    const row = this.form.querySelector("[data-step-template]").content.firstElementChild.cloneNode(true);
    this.adorn(row);
    this.photo(row.querySelector("[data-photo-field]"));
    return row;
  }

  photo(field) {
    const tools = field.querySelector("[data-photo-tools]");
    const address = field.querySelector("[data-photo]");
    tools.hidden = false;
    field.querySelector("[data-photo-plain]").hidden = true;
    tools.querySelector("[data-photo-input]").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      event.target.value = "";
      if (!file) return;
      const picture = await this.send(file, tools.querySelector("[data-photo-state]"));
      if (!picture) return;
      address.value = picture.url;
      this.showPhoto(field);
      address.dispatchEvent(new Event("input", { bubbles: true }));
    });
    tools.querySelector("[data-photo-remove]").addEventListener("click", () => {
      address.value = "";
      this.showPhoto(field);
      address.dispatchEvent(new Event("input", { bubbles: true }));
    });
    this.showPhoto(field);
  }

  showPhoto(field) {
    const key = field.querySelector("[data-photo]").value.match(/\/uploads\/([^/?)\s]+)/)?.[1];
    const thumb = field.querySelector(".photo-thumb");
    thumb.hidden = !key;
    if (key) thumb.src = `/uploads/${key}/full.webp`;
    field.querySelector("[data-photo-remove]").hidden = !key;
  }

  /* The photo goes out again after a lost connection; the form waits for it. */
  async send(file, state) {
    const say = this.form.dataset;
    const { smaller, sendAgainAndAgain, token, Refused } = await import(say.imagesModule);
    state.textContent = say.textComing;
    const coming = smaller(file).then((content) => sendAgainAndAgain(say.add, token(), { content, name: file.name }, () => {}, () => {}));
    const hold = (event) => event.detail.push(coming.catch(() => {}));
    this.form.addEventListener("sending", hold);
    try {
      const picture = await coming;
      state.textContent = "";
      return picture;
    } catch (error) {
      state.textContent = `${say.textRefused} ${error instanceof Refused ? error.message : ""}`.trim();
      return null;
    } finally {
      this.form.removeEventListener("sending", hold);
    }
  }

  manyPhotos() {
    const text = this.form.querySelector("[data-photos]");
    const tools = this.form.querySelector("[data-step-template]").content.querySelector("[data-photo-tools]").cloneNode(true);
    tools.hidden = false;
    tools.querySelector("[data-photo-remove]").remove();
    tools.querySelector(".photo-thumb").remove();
    const input = tools.querySelector("[data-photo-input]");
    input.multiple = true;
    input.addEventListener("change", async () => {
      const files = [...input.files];
      input.value = "";
      for (const file of files) {
        const picture = await this.send(file, tools.querySelector("[data-photo-state]"));
        if (picture) text.value = `${text.value}\n${picture.url}`.trim();
        this.showStrip();
        text.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    text.hidden = true;
    text.after(tools);
    this.showStrip();
  }

  showStrip() {
    const strip = this.form.querySelector("[data-photo-strip]");
    strip.replaceChildren(
      ...[...this.form.elements.photos.value.matchAll(/\/uploads\/([^/?)\s]+)/g)].map(([address, key]) => {
        const image = Object.assign(document.createElement("img"), { src: `/uploads/${key}/full.webp`, alt: "", width: 96, height: 96 });
        image.dataset.address = address;
        return image;
      }),
    );
  }
}

function begin(root) {
  for (const form of root.querySelectorAll("form[data-creation-form]:not([data-begun])")) {
    form.dataset.begun = "";
    new CreationForm(form);
  }
}

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.detail.elt.parentElement ?? document));
