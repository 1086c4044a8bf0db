/* Without a connection: the pages that this device has kept. */
const list = document.querySelector("[data-offline-list]");
const kept = await caches.open("pages-1");
for (const request of (await kept.keys()).reverse()) {
  const path = new URL(request.url).pathname;
  if (path === "/offline") continue;
  const text = await (await kept.match(request)).text();
  const title = new DOMParser().parseFromString(text, "text/html").title;
  const link = document.createElement("a");
  link.href = request.url;
  link.textContent = title || path;
  const line = document.createElement("li");
  line.append(link);
  list.append(line);
}
document.querySelector("[data-offline]").hidden = !list.children.length;
