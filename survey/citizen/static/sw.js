// The worker: pages of a kiosk or an interviewer open without a network, and ballots go out when there is one.
// The server puts before this: VERSION, FILES (every file of that version, by its hash) and QUEUE.
importScripts(QUEUE);

const SCOPE = new URL(registration.scope).pathname;
const CACHE = `hailong ${SCOPE} ${VERSION}`;
// A citizen's own phone keeps no page: every visit there is made for one person.
const KEEPS = SCOPE !== "/s/";
const HOME = SCOPE.replace(/\/$/, "");
const PAGE = new RegExp(`^${HOME}/[\\w-]{1,64}$`);
const STAFF = "/k/staff";
const PATIENCE = 4000;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(KEEPS ? keepVersion() : Promise.resolve());
});
addEventListener("activate", (event) => event.waitUntil(takeOver()));
// A browser under strain has been seen to let it wait all the same: a page that finds it waiting asks again.
addEventListener("message", (event) => {
  if (event.data === "take over") skipWaiting();
});
addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sendAll());
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (!KEEPS || request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(file(request));
  else if (request.mode !== "navigate") return;
  else if (PAGE.test(url.pathname)) event.respondWith(page(event, url.pathname));
  else if (url.pathname === HOME) event.respondWith(home(request));
});

// All of a version or nothing of it: pages and files that do not belong together are never kept together.
async function keepVersion() {
  const pages = await knownPages();
  const cache = await caches.open(CACHE);
  for (const name of FILES) await cache.put(name, await fresh(name));
  for (const name of pages) {
    const reply = await fetch(name, { cache: "no-store", credentials: "same-origin" });
    if (reply.status >= 500 || !(await keepPage(name, reply))) throw new Error("this version is not served yet");
  }
}

async function fresh(name) {
  const reply = await fetch(name);
  // Under a version of its own a file is served for good; else another version is being served now.
  if (!reply.ok || !/immutable/.test(reply.headers.get("Cache-Control"))) throw new Error(`no such version: ${name}`);
  return reply;
}

async function knownPages() {
  const found = new Set(SCOPE === "/k" ? [STAFF] : []);
  for (const name of await ownCaches()) {
    for (const request of await (await caches.open(name)).keys()) {
      const { pathname } = new URL(request.url);
      if (PAGE.test(pathname)) found.add(pathname);
    }
  }
  // The page that is open is the one to be opened again; its first visit was not seen by any worker.
  for (const { url } of await clients.matchAll({ includeUncontrolled: true, type: "window" })) {
    const { pathname } = new URL(url);
    if (PAGE.test(pathname)) found.add(pathname);
  }
  return found;
}

async function ownCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(`hailong ${SCOPE} `));
}

// False where the page wants files of another version.
async function keepPage(name, reply) {
  const cache = await caches.open(CACHE);
  if (reply.status === 410) await cache.delete(name);
  if (!reply.ok || reply.redirected) return true;
  const files = (await reply.clone().text()).match(/\/assets\/[\w.-]+\?v=\w+/g) || [];
  if (!files.every((each) => FILES.includes(each))) return false;
  await cache.put(name, reply);
  return true;
}

async function takeOver() {
  for (const name of await ownCaches()) if (name !== CACHE) await caches.delete(name);
  await clients.claim();
}

async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) || fetch(request);
}

// From the network if it answers soon. A server that is down is no reason to show a citizen its error, and a
// page of a new version comes when all its files are here: until then the one before, which is whole.
async function page(event, name) {
  const kept = await (await caches.open(CACHE)).match(name, { ignoreVary: true });
  const asked = answer(event.request, name);
  // Also where the reply is that there is no form any more: what waits is still to be sent.
  event.waitUntil(asked.then(() => self.hailong.drain()).catch(() => {}));
  if (!kept) return (await asked).reply;
  const chosen = asked.then(({ reply, fits }) => (reply.status >= 500 || !fits ? kept : reply), () => kept);
  return Promise.race([chosen, new Promise((resolve) => setTimeout(resolve, PATIENCE, kept))]);
}

async function answer(request, name) {
  const reply = await fetch(request);
  const fits = await keepPage(name, reply.clone());
  if (!fits) registration.update().catch(() => {});
  return { reply, fits };
}

// The address that a tablet starts with leads to the page of its door, also without a network.
async function home(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const names = [...(await knownPages())].filter((name) => name !== STAFF);
    if (!names.length) throw error;
    return Response.redirect(names[names.length - 1]);
  }
}

async function sendAll() {
  const { again } = await self.hailong.drain();
  if (again) throw new Error("not all is sent; the browser asks again");
  if (!KEEPS) await registration.unregister();
}
