// The tablet behind a kiosk page: kept for offline, heard by the server every few minutes, open in office hours.
import { flush, keep, setting, standing } from "./outbox.js";

const MINUTE = 60000;
const VIETNAM = 7 * 60;
const UNTOUCHED = 2 * MINUTE;
const TAPS = 5;
const TAPPED_WITHIN = 3000;
const known = { hours: [], state: "" };
let shown = "";
let touched = Date.now();
let taps = [];

export async function start() {
  for (const name of ["hours", "state"]) known[name] = (await setting(name).catch(() => null)) || known[name];
  keep("home", location.pathname).catch(() => {});
  watchTouches();
  // What must not wait for the network comes first.
  judge();
  setInterval(judge, MINUTE / 2);
  await prepareOffline();
  beat();
}

// A worker, and storage that the browser does not clear; neither is there where the page is not on https.
async function prepareOffline() {
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  if (!navigator.serviceWorker) return;
  try {
    watchVersions(await navigator.serviceWorker.register("/sw.js", { scope: "/k", updateViaCache: "none" }));
  } catch {
    // Without a network the worker of an earlier day is at work.
  }
}

function watchVersions(registration) {
  const had = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (!had) return;
    tell(shown || "active", { update: true });
    setInterval(() => { if (Date.now() - touched > UNTOUCHED) location.reload(); }, MINUTE);
  });
  hurry(registration);
  setInterval(() => registration.update().then(() => hurry(registration), () => {}), 30 * MINUTE);
}

function hurry({ waiting }) {
  if (waiting) waiting.postMessage("take over");
}

async function beat() {
  let seconds = 120;
  try {
    const reply = await fetch("/k/heartbeat", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(await report()),
      credentials: "same-origin",
      cache: "no-store",
    });
    const told = await reply.json();
    if (reply.status === 401) return learn({ state: "unpaired", hours: [] });
    if (reply.status === 200 || reply.status === 410) {
      await learn(told);
      seconds = told.every;
      if (reply.status === 200) flush();
    }
  } catch {
    // Nobody heard it; the next one may be heard.
  }
  setTimeout(beat, seconds * 1000);
}

async function report() {
  const { waiting, parked, oldest } = await standing();
  const power = navigator.getBattery ? await navigator.getBattery().catch(() => null) : null;
  return {
    waiting,
    parked,
    oldest_hours: oldest,
    app: await keptVersion(),
    browser: browser(),
    battery: power ? Math.round(power.level * 100) : null,
    charging: power ? power.charging : null,
  };
}

export async function keptVersion() {
  if (!self.caches) return "";
  const names = (await caches.keys()).filter((name) => name.startsWith("hailong /k "));
  return names.length ? names[names.length - 1].split(" ")[2] : "";
}

// Kind and number, no more: it is asked for to know which tablets are too old.
function browser() {
  const found = navigator.userAgent.match(/(Firefox|FxiOS|Edg|OPR|SamsungBrowser|Chrome|CriOS|Version)\/(\d+)/g) || [];
  return found.join(" ").slice(0, 80);
}

async function learn(told) {
  known.state = told.state;
  known.hours = told.hours || [];
  // People see it at once; a storage that is slow or full delays nothing.
  judge();
  for (const name of ["state", "hours", "pin"]) if (told[name]) await keep(name, told[name]).catch(() => {});
}

function judge() {
  const opens = nextOpening(new Date());
  const isFinal = known.state === "revoked" || known.state === "over";
  const state = isFinal || opens === null ? known.state || "active" : "closed";
  if (state === shown) return;
  shown = state;
  tell(state, { opens: opens || "" });
}

// Null while it is open; else the time at which it opens again today, or nothing.
function nextOpening(now) {
  if (!known.hours.length) return null;
  const there = new Date(now.getTime() + VIETNAM * MINUTE);
  const day = there.getUTCDay() || 7;
  const minute = there.getUTCHours() * 60 + there.getUTCMinutes();
  const today = known.hours.filter((span) => span[0] === day);
  if (today.some((span) => span[1] <= minute && minute < span[2])) return null;
  const next = today.filter((span) => span[1] > minute).map((span) => span[1]);
  return next.length ? clock(Math.min(...next)) : "";
}

function clock(minute) {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function tell(state, more) {
  document.dispatchEvent(new CustomEvent("device", { detail: Object.assign({ state }, more) }));
}

// Staff tap five times on the unit's name; a citizen who does so by chance meets a page that asks for a number.
function watchTouches() {
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => { touched = Date.now(); }, true);
  addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest("[data-staff]")) return;
    taps = [...taps, Date.now()].filter((time) => Date.now() - time < TAPPED_WITHIN);
    if (taps.length >= TAPS) location.assign("/k/staff");
  });
}
