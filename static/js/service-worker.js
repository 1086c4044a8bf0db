/* Keeps the last pages that everybody may read, for when there is no connection. A page is fetched a second time without
   cookies, as a guest gets it, and only that is kept: nothing of a member's own ever is. Signing out empties it all. */

const PAGES = "pages-1";
const FILES = "files-1";
const MOST_PAGES = 30;
const MOST_FILES = 80;
const OFFLINE = "/offline";
const READ_AGAIN = /^\/(?:$|topics\/\d|recipes(?:$|\/)|campaigns(?:$|\/)|categories(?:$|\/)|charter$|privacy$|imprint$)/;

self.addEventListener("install", (event) => {
  event.waitUntil(keepAsGuest(new URL(OFFLINE, self.location)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "POST" && url.pathname === "/sign-out") event.waitUntil(empty());
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (url.searchParams.has("v") || url.pathname.startsWith("/brand/fonts/")) event.respondWith(file(request));
});

/* A message: shown as it was sent, in place of an older one about the same. A click leads to what it speaks of. */
self.addEventListener("push", (event) => {
  const { title, body, address, tag, lang } = event.data?.json() ?? {};
  if (!title) return;
  const icon = "/brand/icons/192.png";
  event.waitUntil(self.registration.showNotification(title, { body, tag, lang, icon, renotify: true, data: { address } }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data?.address ?? "/", self.location)));
});

/* The browser is reached at another address from now on: the house is told, with the token of a form as any page sends. */
self.addEventListener("pushsubscriptionchange", (event) => {
  if (event.oldSubscription) event.waitUntil(renew(event.oldSubscription, event.newSubscription));
});

async function renew(former, given) {
  const { userVisibleOnly, applicationServerKey } = former.options;
  const made = given ?? (await self.registration.pushManager.subscribe({ userVisibleOnly, applicationServerKey }));
  const { endpoint, keys } = made.toJSON();
  const page = await (await fetch("/settings/devices")).text();
  const token = /name="csrf_token" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const body = new URLSearchParams({ former: former.endpoint, endpoint, ...keys, csrf_token: token });
  const answer = await fetch("/settings/devices/renewal", { method: "POST", body, redirect: "error" }).catch(() => null);
  if (answer?.status === 404) await made.unsubscribe();
}

async function open(url) {
  if (url.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: "window" });
  const same = pages.find((page) => new URL(page.url).pathname === url.pathname);
  await (same ? same.focus() : self.clients.openWindow(url.href));
}

async function empty() {
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

async function page(event, url) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && READ_AGAIN.test(url.pathname)) event.waitUntil(keepAsGuest(url));
    return answer;
  } catch {
    const pages = await caches.open(PAGES);
    return (await pages.match(url.href)) ?? (await pages.match(new URL(OFFLINE, self.location).href)) ?? Response.error();
  }
}

async function keepAsGuest(url) {
  const answer = await fetch(url.href, { credentials: "omit" }).catch(() => null);
  if (!answer?.ok || answer.redirected || answer.headers.get("Cache-Control")?.includes("no-store")) return;
  const pages = await caches.open(PAGES);
  await pages.delete(url.href);
  await pages.put(url.href, answer);
  await trim(pages, MOST_PAGES);
}

async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && answer.headers.get("Cache-Control")?.includes("public")) {
    await files.put(request, answer.clone());
    await trim(files, MOST_FILES);
  }
  return answer;
}

async function trim(cache, most) {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key)));
}
