// The queue of ballots as a page uses it: put, and it is sent when it can be.
import "./queue.js";

const queue = self.hailong;
const LONGEST = 300;
let failures = 0;
let timer = 0;
let running = null;
let wanted = false;
let telling = false;
let untold = false;
let isUsed = false;
const onPhone = location.pathname.startsWith("/s/");

export const { all, keep, ready, retry, setting, standing } = queue;

export async function put(ballot) {
  isUsed = true;
  // At once: whoever closes the page the moment it says "saved" must have it sent from the next one.
  if (onPhone) mark(1);
  await queue.put(ballot);
  if (onPhone) mark(1);
  flush();
  askForSync();
}

export function flush() {
  wanted = true;
  clearTimeout(timer);
  if (!running) running = sendUntilNothingIsWanted().finally(() => { running = null; });
  return running;
}

async function sendUntilNothingIsWanted() {
  while (wanted) {
    wanted = false;
    const { again, wait } = await queue.drain().catch(() => ({ again: true, wait: 0 }));
    failures = again ? failures + 1 : 0;
    if (again) {
      timer = setTimeout(flush, pause(wait));
      return;
    }
  }
}

// 2, 4, 8 … seconds, at most five minutes; not all tablets of a province in the same second.
function pause(wait) {
  const seconds = Math.min(LONGEST, Math.max(2 ** Math.min(failures, 9), wait));
  return seconds * 1000 * (0.75 + Math.random() / 4);
}

function wake() {
  failures = 0;
  flush();
}

// The browser wakes the worker when there is a network, even after the page was closed.
async function askForSync() {
  const worker = navigator.serviceWorker;
  if (!self.SyncManager || !worker || !(await worker.getRegistration())) return;
  const { sync } = await worker.ready;
  sync.register("outbox").catch(() => {});
}

// On a citizen's own phone a worker is there for that alone, from the first answer on, and leaves when it has
// nothing to do.
function lendWorker() {
  if (!self.SyncManager || !navigator.serviceWorker || !onPhone) return;
  const lent = navigator.serviceWorker.register("/sw.js", { scope: "/s/" }).catch(() => null);
  addEventListener("pagehide", async () => {
    const registration = await lent;
    if (registration && !isUsed) registration.unregister();
  });
}

async function tell() {
  untold = true;
  if (telling) return;
  telling = true;
  while (untold) {
    untold = false;
    const detail = await standing().catch(() => null);
    if (detail) announce(detail);
  }
  telling = false;
}

function announce(detail) {
  if (onPhone) mark(detail.waiting);
  document.dispatchEvent(new CustomEvent("outbox", { detail }));
}

// It lets a page of a citizen's phone load this file at once when something waits, and only then.
function mark(waiting) {
  try {
    if (waiting) localStorage.setItem("waiting", "1");
    else localStorage.removeItem("waiting");
  } catch (error) {
    // Not allowed here; the next first answer loads it.
  }
}

queue.changed = tell;
if (queue.channel) queue.channel.onmessage = tell;
addEventListener("online", wake);
document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
ready().then((is) => {
  if (!is) return;
  tell();
  flush();
  lendWorker();
});
