/* The place for an answer below a topic: opened when it is wanted, and told which post is answered or quoted. */

const place = document.querySelector("[data-composer]");
const body = place?.querySelector("[data-composer-body]");

async function open(query = "") {
  let form = body.querySelector("form[data-send]");
  if (!form) {
    await htmx.ajax("GET", place.dataset.composer + query, { target: body, swap: "innerHTML" });
    form = body.querySelector("form[data-send]");
    await Promise.allSettled(form.dataset.modules.split(" ").map((address) => import(address)));
  }
  place.scrollIntoView({ block: "nearest" });
  form.querySelector("textarea").focus();
  return form;
}

function answer(form, link) {
  const post = link.closest(".post");
  const name = post?.querySelector(".byline .name")?.textContent.trim();
  form.elements.reply_to.value = link.dataset.reply ?? link.dataset.quote;
  form.querySelector("[data-answered-label]").textContent = name ? form.dataset.textAnswer.replace("{name}", name) : "";
  form.querySelector("[data-answered]").hidden = false;
  form.elements.reply_to.dispatchEvent(new Event("input", { bubbles: true }));
}

/* The words selected in the post, or all of it; the server says whose they are. */
async function quoteOf(link) {
  const selection = getSelection();
  const within = link.closest(".post")?.querySelector(".post-body");
  const chosen = within && selection.rangeCount && within.contains(selection.getRangeAt(0).commonAncestorContainer) ? selection.toString().trim() : "";
  const whole = await (await fetch(`/posts/${link.dataset.quote}/quote`)).text();
  if (!chosen) return whole;
  const lines = chosen.split("\n").map((line) => `> ${line}`.trimEnd());
  return [whole.split("\n", 1)[0], ">", ...lines, "", ""].join("\n");
}

if (place) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-reply], [data-quote], [data-composer-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const quote = link.dataset.quote ? await quoteOf(link) : "";
    const form = await open();
    if (link.dataset.reply || link.dataset.quote) answer(form, link);
    if (quote) form.elements.body.dispatchEvent(new CustomEvent("editor:append", { detail: quote }));
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-answered-clear]")) return;
    event.preventDefault();
    const form = event.target.closest("form");
    form.elements.reply_to.value = "";
    form.querySelector("[data-answered]").hidden = true;
  });
}
