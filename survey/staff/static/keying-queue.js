// Forms keyed on this computer until the server has acknowledged them, and the one that is being keyed.
const NAME = "hailong-keying";
const PATIENCE = 30000;
const STORED = ["recorded", "recorded_before", "replaced"];
let opened = null;

function open() {
  if (!opened) {
    opened = new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("forms", { keyPath: "id" });
        request.result.createObjectStore("drafts");
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

async function run(names, mode, work, durability = "strict") {
  const db = await open();
  const transaction = db.transaction(names, mode, { durability });
  return new Promise((resolve, reject) => {
    const request = work(transaction);
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error || new Error("not kept"));
  });
}

export async function ready() {
  try {
    await open();
    return true;
  } catch {
    return false;
  }
}

export function all() {
  return run(["forms"], "readonly", (transaction) => transaction.objectStore("forms").getAll());
}

// The form and the end of its draft in one transaction; saved twice, the first version wins.
export function save(form, draft) {
  return run(["forms", "drafts"], "readwrite", (transaction) => {
    const forms = transaction.objectStore("forms");
    const request = forms.get(form.id);
    request.onsuccess = () => { if (!request.result) forms.put({ ...form, parked: null }); };
    transaction.objectStore("drafts").delete(draft);
    return request;
  });
}

export function forget(id) {
  return run(["forms"], "readwrite", (transaction) => transaction.objectStore("forms").delete(id));
}

export function change(id, values) {
  return run(["forms"], "readwrite", (transaction) => {
    const forms = transaction.objectStore("forms");
    const request = forms.get(id);
    request.onsuccess = () => { if (request.result) forms.put({ ...request.result, ...values }); };
    return request;
  });
}

export function draft(key) {
  return run(["drafts"], "readonly", (transaction) => transaction.objectStore("drafts").get(key));
}

export function keepDraft(key, value) {
  const put = (transaction) => transaction.objectStore("drafts").put(value, key);
  return run(["drafts"], "readwrite", put, "relaxed");
}

async function send(form, mark) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const reply = await fetch(form.url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ ...form.fields, form_mark: mark }),
      cache: "no-store",
      redirect: "manual",
      signal: stop.signal,
    });
    const said = (await reply.json().catch(() => null)) || {};
    return { ...said, status: reply.status, isElsewhere: reply.type === "opaqueredirect" };
  } catch {
    return { status: 0 };
  } finally {
    clearTimeout(timer);
  }
}

// Only our own words count: a Wi-Fi that wants a log-in says 200 to everything.
function fateOf({ status, code, isElsewhere }) {
  if (status === 200) return STORED.includes(code) ? "sent" : "stop";
  if ((status === 409 || status === 422) && code) return "parked";
  if (isElsewhere || status === 401 || status === 403) return "signedOut";
  return status === 503 && code === "not_open" ? "notOpen" : "stop";
}

async function sendAll(account, mark, told) {
  const waiting = (await all()).filter((form) => form.account === account && !form.parked);
  for (const form of waiting.sort((a, b) => a.order - b.order)) {
    const answer = await send(form, mark);
    const fate = fateOf(answer);
    if (fate === "sent") {
      await forget(form.id);
      told(form, answer);
    } else if (fate === "parked") {
      await change(form.id, { parked: { code: answer.code, said: answer.said || "", pairs: answer.pairs || [] } });
    } else return fate;
  }
  return "sent";
}

// One sender at a time, in whatever tab; "sent", "stop" or "notOpen" (try again later) or "signedOut".
export function drain(account, mark, told) {
  const work = () => sendAll(account, mark, told);
  return navigator.locks ? navigator.locks.request(NAME, work) : work();
}
