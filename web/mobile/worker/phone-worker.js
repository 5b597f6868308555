// @ts-nocheck: it runs in a worker, whose types and the page's exclude each other.
// Lets the phone's pages open without contact. What is kept is the page itself: never an answer of
// the API. `BUILD` is put in by the build: its version, and the files that the pages consist of.
const { version, files } = BUILD;
const PREFIX = "usher-phone-";
const KEPT = `${PREFIX}${version}`;
const PAGE = "/index.html";
/** A connection that hangs is as good as none. */
const PAGE_MS_MAX = 4_000;

self.addEventListener("install", (event) => {
  event.waitUntil(keepBuild().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(newestPage(request));
  else if (pathname.startsWith("/assets/")) event.respondWith(keptFile(request));
  else if (files.includes(pathname)) event.respondWith(newestFile(request));
});

/** All of it or nothing: a page is never opened with another build's files. */
async function keepBuild() {
  const cache = await caches.open(KEPT);
  await cache.addAll(files.map((file) => new Request(file, { cache: "reload" })));
  const page = await (await cache.match(PAGE)).text();
  const parts = [...page.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  if (parts.every((part) => files.includes(part))) return;
  await caches.delete(KEPT);
  throw new Error("The server has another build already; its own worker is on its way.");
}

/** The build before this one stays: a page that is open may still want a part of it. */
async function forgetOlder() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== KEPT);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
}

/** The server's own page wherever it can be had, so that nobody works with yesterday's. */
async function newestPage(request) {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PAGE_MS_MAX) });
    if (response.status < 500) return response;
  } catch {
    // No contact: that is what the kept page is for.
  }
  const cache = await caches.open(KEPT);
  return (await cache.match(PAGE)) ?? Response.error();
}

/** Its name holds a hash of its content: once kept, it is right for ever. */
async function keptFile(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function newestFile(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) ?? Response.error();
  }
}
