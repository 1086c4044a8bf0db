/* Pictures in a text: chosen, pasted or dropped, made smaller here, sent again after a lost connection, described.
   The textarea carries data-images; the tools in the same editor come from templates/uploads/_picker.html. */

const LONGEST_SIDE = 2560;
const LIGHT_ENOUGH = 1_500_000;
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];
const MOVES = "image/gif";

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/* Decodes upright, as the camera meant it. What this browser cannot decode is left to the server to judge. */
export async function smaller(file) {
  if (file.type === MOVES || !window.createImageBitmap) return file;
  const whole = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!whole) return file;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(whole.width, whole.height));
  if (scale === 1 && file.size <= LIGHT_ENOUGH) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(whole.width * scale));
  canvas.height = Math.max(1, Math.round(whole.height * scale));
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(whole, 0, 0, canvas.width, canvas.height);
  whole.close();
  const kind = file.type === "image/jpeg" ? "image/jpeg" : "image/webp";
  const made = await new Promise((done) => canvas.toBlob(done, kind, 0.9));
  return made && made.size < file.size ? made : file;
}

export class Refused extends Error {}

function send(address, token, body, file, onProgress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.timeout = 120_000;
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", token);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = request.ontimeout = () => fail(new Error("connection"));
    request.onload = () => {
      if (request.status < 300 && request.response) return done(request.response);
      const passing = request.status === 0 || request.status === 429 || request.status >= 502;
      fail(passing ? new Error("connection") : new Refused(request.response?.error ?? ""));
    };
    const form = new FormData();
    for (const [name, value] of Object.entries(body)) form.append(name, value);
    if (file) form.append("file", file.content, file.name);
    request.send(form);
  });
}

const online = () => (navigator.onLine ? Promise.resolve() : new Promise((done) => addEventListener("online", done, { once: true })));

export async function sendAgainAndAgain(address, token, file, onProgress, onWaiting) {
  for (const milliseconds of [...PAUSES, null]) {
    try {
      return await send(address, token, {}, file, onProgress);
    } catch (error) {
      if (error instanceof Refused || milliseconds === null) throw error;
      onWaiting();
      await Promise.all([pause(milliseconds), online()]);
    }
  }
}

export function token() {
  return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] ?? "";
}

class Pictures {
  constructor(tools, text) {
    this.tools = tools;
    this.text = text;
    this.list = tools.querySelector(".picture-list");
    this.status = tools.querySelector("[data-picture-status]");
    this.underWay = new Set();
    tools.querySelector("[data-plain]").hidden = true;
    tools.querySelector("[data-scripted]").hidden = false;
    this.listen();
  }

  listen() {
    const input = this.tools.querySelector("[data-picture-input]");
    this.tools.querySelector("[data-picture-button]").addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.addAll(input.files);
      input.value = "";
    });
    this.text.addEventListener("paste", (event) => this.take(event, event.clipboardData));
    this.text.addEventListener("drop", (event) => this.take(event, event.dataTransfer));
    const hover = (event) => this.text.classList.toggle("is-drop-target", event.type === "dragover");
    for (const kind of ["dragover", "dragleave", "drop"]) this.text.addEventListener(kind, hover);
    this.text.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
    this.text.form?.addEventListener("sending", (event) => this.hold(event));
  }

  take(event, source) {
    const files = [...(source?.files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (!files.length) return;
    event.preventDefault();
    this.addAll(files);
  }

  /* A text is not sent while pictures are under way; it goes by itself when they have come. */
  hold(event) {
    const coming = [...this.underWay];
    if (!coming.length) return;
    event.detail.push(Promise.allSettled(coming));
    this.say(this.tools.dataset.soon);
  }

  say(words) {
    this.status.textContent = words;
  }

  addAll(files) {
    for (const file of files) {
      const coming = this.add(file);
      this.underWay.add(coming);
      coming.finally(() => this.underWay.delete(coming));
    }
  }

  async add(file) {
    const name = file.name || "image";
    const item = this.tools.querySelector("template").content.firstElementChild.cloneNode(true);
    const told = (words) => {
      item.querySelector(".picture-state").textContent = words.replaceAll("{name}", name);
      this.say(words.replaceAll("{name}", name));
    };
    const { coming, waiting, added, failed, add } = this.tools.dataset;
    const mark = `![${name.replace(/[\[\]\\]/g, "")} … ${crypto.randomUUID().slice(0, 8)}]()`;
    const progress = item.querySelector("progress");
    progress.setAttribute("aria-label", name);
    this.list.append(item);
    this.list.hidden = false;
    this.insert(mark);
    told(coming);
    item.querySelector("[data-picture-remove]").addEventListener("click", () => this.remove(item, mark));
    try {
      const content = await smaller(file);
      const sent = { content, name };
      const picture = await sendAgainAndAgain(add, token(), sent, (part) => (progress.value = part), () => told(waiting));
      this.replace(mark, picture.markdown);
      this.describe(item, picture);
      told(added);
    } catch (error) {
      this.replace(mark, "");
      item.classList.add("has-failed");
      told(`${failed} ${error instanceof Refused ? error.message : ""}`.trim());
    }
    progress.hidden = true;
  }

  describe(item, picture) {
    const thumb = item.querySelector(".picture-thumb");
    thumb.src = picture.url;
    thumb.hidden = false;
    item.dataset.key = picture.key;
    const words = item.querySelector(".picture-alt input");
    words.value = picture.alt;
    words.closest("label").hidden = false;
    words.addEventListener("change", async () => {
      const said = await send(`${picture.url}/alt`, token(), { alt: words.value }, null, () => {}).catch(() => null);
      if (said) this.replace(this.shown(picture.key), said.markdown);
    });
    words.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }

  shown(key) {
    return this.text.value.match(new RegExp(`!\\[(?:[^\\]\\\\]|\\\\.)*\\]\\(/uploads/${key}\\)`))?.[0];
  }

  remove(item, mark) {
    this.replace((item.dataset.key && this.shown(item.dataset.key)) || mark, "");
    item.remove();
    this.list.hidden = !this.list.children.length;
    this.text.focus();
  }

  insert(words) {
    const { selectionStart, selectionEnd, value } = this.text;
    const before = selectionStart && value[selectionStart - 1] !== "\n" ? "\n\n" : "";
    this.text.setRangeText(`${before}${words}\n`, selectionStart, selectionEnd, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  replace(before, after) {
    const at = before ? this.text.value.indexOf(before) : -1;
    if (at < 0) return;
    const { selectionStart, selectionEnd } = this.text;
    this.text.setRangeText(after, at, at + before.length, "preserve");
    if (document.activeElement !== this.text) this.text.setSelectionRange(selectionStart, selectionEnd);
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function begin(root) {
  for (const tools of root.querySelectorAll("[data-picture-tools]:not([data-ready])")) {
    const text = tools.closest("[data-editor]")?.querySelector("textarea[data-images]");
    if (!text) continue;
    tools.dataset.ready = "";
    new Pictures(tools, text);
  }
}

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.detail.elt.parentElement ?? document));
