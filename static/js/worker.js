// When there is no signal, a page of ours that says so, in the place of the page that can't be reached. Nothing else is kept here: no
// record, no answer of the server but that page and what it is made of. `self.KEEPS` is said by the script that imports this.

const { page, files, version } = self.KEEPS;
const NAME = `kith-${version}`;

async function fill() {
  const cache = await caches.open(NAME);
  // Asked for as by nobody: the page is the same for everyone.
  for (const address of [page, ...files]) {
    const answer = await fetch(address, { credentials: "omit", cache: "reload" });
    if (!answer.ok || answer.redirected) throw new Error(address);
    await cache.put(address, answer);
  }
}

async function tidy() {
  for (const name of await caches.keys()) if (name.startsWith("kith-") && name !== NAME) await caches.delete(name);
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function pageOr(event) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return (await caches.match(page, { cacheName: NAME })) || Response.error();
  }
}

async function fileOr(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request.url, { cacheName: NAME })) || Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  // Not what stands in a frame: signing in over a page has to say that it is one.
  if (request.mode === "navigate" && request.destination === "document") event.respondWith(pageOr(event));
  else if (files.includes(new URL(request.url).pathname)) event.respondWith(fileOr(request));
});
