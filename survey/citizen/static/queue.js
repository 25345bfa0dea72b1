// Ballots that wait on this device, and how they are sent: one after another, forgotten only when acknowledged.
// Pages and the worker load the same file, and a worker on old tablets takes no modules: nothing is exported,
// everything hangs on `self.hailong`.
self.hailong = (() => {
  "use strict";
  const PATIENCE = 30000;
  const HOUR = 3600000;
  const STORED = ["recorded", "recorded_before"];
  const REFUSED = [409, 410, 413, 422];
  const REFUSED_BY_US = [400, 403, 404, 405, 415];
  const channel = self.BroadcastChannel ? new BroadcastChannel("hailong-outbox") : null;
  const api = { all, channel, drain, keep, put, ready, retry, setting, standing };
  let opened = null;
  let last = Promise.resolve();

  // Without a version: what an earlier program left, or a later one before it was taken back, is opened as it is.
  function open() {
    if (!opened) {
      opened = new Promise((resolve, reject) => {
        const request = indexedDB.open("hailong");
        request.onupgradeneeded = () => {
          request.result.createObjectStore("outbox", { keyPath: "id" });
          request.result.createObjectStore("settings");
        };
        request.onsuccess = () => resolve(watched(request.result));
        request.onerror = () => reject(request.error);
      });
      opened.catch(() => { opened = null; });
    }
    return opened;
  }

  // A program that wants to change the stores must not wait for a page that was left open.
  function watched(db) {
    db.onclose = () => { opened = null; };
    db.onversionchange = () => { opened = null; db.close(); };
    return db;
  }

  async function run(name, mode, work) {
    let db = await open();
    let transaction;
    try {
      transaction = db.transaction(name, mode, { durability: "strict" });
    } catch {
      opened = null;
      db = await open();
      transaction = db.transaction(name, mode, { durability: "strict" });
    }
    return new Promise((resolve, reject) => {
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error || new Error("not kept"));
    });
  }

  function changed() {
    if (channel) channel.postMessage("changed");
    if (api.changed) api.changed();
  }

  async function ready() {
    try {
      await open();
      return true;
    } catch {
      return false;
    }
  }

  // The first version wins here too, so a double tap changes nothing. Hours, not seconds: see the data dictionary.
  async function put({ id, url, body }) {
    await run("outbox", "readwrite", (store) => {
      const request = store.get(id);
      request.onsuccess = () => {
        if (!request.result) store.put({ id, url, body, hour: Math.floor(Date.now() / HOUR), tries: 0, parked: null });
      };
      return request;
    });
    changed();
  }

  function all() {
    return run("outbox", "readonly", (store) => store.getAll());
  }

  async function standing() {
    const waiting = (await all()).filter((ballot) => !ballot.parked);
    const parked = (await all()).length - waiting.length;
    const since = Math.min(...waiting.map((ballot) => ballot.hour));
    const oldest = waiting.length ? Math.max(0, Math.floor(Date.now() / HOUR) - since) : null;
    return { waiting: waiting.length, parked: Math.max(0, parked), oldest };
  }

  async function change(id, values) {
    await run("outbox", "readwrite", (store) => {
      const request = store.get(id);
      request.onsuccess = () => {
        if (request.result) store.put(Object.assign(request.result, values));
      };
      return request;
    });
    changed();
  }

  async function forget(id) {
    await run("outbox", "readwrite", (store) => store.delete(id));
    changed();
  }

  // What was refused is tried again only when somebody asks for it.
  async function retry() {
    for (const ballot of await all()) if (ballot.parked) await change(ballot.id, { parked: null, tries: 0 });
  }

  function setting(name) {
    return run("settings", "readonly", (store) => store.get(name));
  }

  function keep(name, value) {
    return run("settings", "readwrite", (store) => store.put(value, name));
  }

  async function send(ballot) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const reply = await fetch(ballot.url, {
        method: "PUT",
        headers: { "Content-Type": "application/json" },
        body: ballot.body,
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        signal: stop.signal,
      });
      const said = await reply.json().catch(() => null);
      const code = said && typeof said.code === "string" ? said.code : "";
      return { status: reply.status, code, wait: Number(reply.headers.get("Retry-After")) || 0 };
    } catch {
      return { status: 0, code: "", wait: 0 };
    } finally {
      clearTimeout(timer);
    }
  }

  // A Wi-Fi that wants a log-in says 200 to everything, and a proxy 404 while the server is exchanged: only
  // our own words count. "later" goes to the back, so that one ballot cannot block the others.
  function fateOf({ status, code }) {
    if (status >= 200 && status < 300) return STORED.includes(code) ? "sent" : "stop";
    if (REFUSED.includes(status) || (REFUSED_BY_US.includes(status) && code)) return "parked";
    if (status === 0 || status === 429 || (status === 503 && code !== "not_open")) return "stop";
    return "later";
  }

  async function settle(ballot, answer) {
    const fate = fateOf(answer);
    if (fate === "sent") await forget(ballot.id);
    if (fate === "parked") await change(ballot.id, { parked: { status: answer.status, code: answer.code } });
    if (fate === "later" || answer.status === 503) await change(ballot.id, { tries: ballot.tries + 1 });
    return fate;
  }

  async function sendAll() {
    const tried = new Set();
    let again = false;
    let wait = 0;
    for (;;) {
      const fresh = (await all()).filter((ballot) => !ballot.parked && !tried.has(ballot.id));
      if (!fresh.length) return { again, wait };
      for (const ballot of fresh.sort((a, b) => a.tries - b.tries)) {
        tried.add(ballot.id);
        const answer = await send(ballot);
        const fate = await settle(ballot, answer);
        wait = Math.max(wait, answer.wait);
        if (fate === "stop") return { again: true, wait };
        if (fate === "later") again = true;
      }
    }
  }

  // One sender at a time, in whatever tab or worker; where there are no locks, at least in this one.
  function drain() {
    if (navigator.locks) return navigator.locks.request("hailong-outbox", sendAll);
    last = last.then(sendAll, sendAll);
    return last;
  }

  return api;
})();
