// A kiosk: start screen, questions, thanks, start screen. All that somebody says is in memory only until it is
// sent; then the page is drawn anew from what the server sent, and nothing of the one before is left in it.
import { ballotOf } from "./ballot.js";
import { idle } from "./idle.js";
import { flush, put } from "./outbox.js";
import { carry, freshId, partsOf, route, sizeButton, steps } from "./steps.js";
import { tapping } from "./tapping.js";

const LOOKED_AT = 5;
const TOO_LONG = 10000;
const MINUTE = 60000;
const root = document.documentElement;
const first = root.lang;
const faces = {};
const shut = { revoked: "revoked", over: "over", closed: "resting" };
let form, parts, walk, untap;
let opened = 0;
let timer = 0;
let standing = "open";
let day = "";
let minutes = 0;
let isSending = false;
let isOld = false;
let isUsed = false;
let isFinished = false;
let onAttract = true;
const watch = idle({ ask, gone: abandon });

const isShort = () => Boolean(parts.querySelector(".attract .lead + .lead:not(.other)"));
const isTouched = () => Boolean(form.querySelector("input:checked"));
const today = () => new Date(Date.now() + 7 * 60 * MINUTE).toISOString().slice(0, 10);
// Also without a network: what is answered after the last day no server would take.
const isOver = () => today() > parts.querySelector("[data-last]").dataset.last;

// What the server sent, before anybody touched it.
function keepFaces() {
  faces[first] = document.createDocumentFragment();
  faces[first].append(...["header", "main"].map((name) => document.querySelector(name).cloneNode(true)));
  for (const each of document.querySelectorAll("template.face")) {
    faces[each.lang] = each.content;
    each.remove();
  }
}

// A clean page in a language: every box and button is new.
function draw(language) {
  clearInterval(timer);
  if (untap) untap();
  document.body.className = "";
  if (isUsed) {
    document.body.textContent = "";
    document.body.append(faces[language].cloneNode(true));
  }
  isUsed = true;
  root.lang = language;
  form = document.getElementById("ballot");
  parts = partsOf(form);
  document.title = form.parentNode.querySelector("h1").textContent;
  form.elements.namedItem("_ballot").value = freshId();
  sizeButton(parts, document.querySelector(".tools"));
  document.querySelector(".head p").dataset.staff = "";
  for (const each of document.querySelectorAll("button[name=_show]")) each.type = "button";
  route(form);
}

function walkThrough(memory = null) {
  walk = steps(form, { memory, left: isShort() ? null : attract, ended: isShort() ? lastLook : null, moved: onMove });
  walk.back.addEventListener("click", walk.backward);
  untap = isShort() ? tapping(form, walk) : null;
  form.addEventListener("change", () => (opened = opened || Date.now()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  onMove();
}

// On a short form the first question stands on the start screen, and no button is needed to go on.
function onMove() {
  if (!isShort()) return;
  const isFirst = walk.back.hidden;
  document.body.className = isFirst ? "short greeting" : "short";
  const greeting = document.querySelector(".attract");
  if (isFirst && !greeting) form.before(dated(parts.querySelector(".attract")).cloneNode(true));
  if (!isFirst && greeting) greeting.remove();
  form.querySelector(".bar").classList.toggle("written", Boolean(form.querySelector("fieldset:not([hidden]) textarea")));
}

function dated(attract) {
  const day = { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" };
  const local = root.lang === "en" ? "en-GB" : root.lang;
  attract.querySelector("time").textContent = new Intl.DateTimeFormat(local, day).format(new Date());
  attract.querySelector(".no-offline").hidden = isSecureContext && Boolean(navigator.serviceWorker);
  return attract;
}

// The clean start screen; what was answered and not sent is kept as a partial ballot.
function attract() {
  if (form && !isSending && isTouched() && walk) return abandon();
  clean();
}

function clean() {
  watch.stop();
  // Another version is on this tablet by now, with its page.
  if (isOld) return location.reload();
  root.classList.remove("text-1", "text-2");
  onAttract = true;
  opened = 0;
  isFinished = false;
  walk = null;
  draw(first);
  day = today();
  if (isOver()) standing = "over";
  if (shut[standing]) return screen(shut[standing]);
  if (isShort()) return walkThrough();
  document.body.className = "indigo start-screen";
  const page = screen("attract", { say: false });
  dated(page);
  for (const each of page.querySelectorAll(".doors button")) each.addEventListener("click", () => begin(each.value));
}

function begin(language) {
  draw(language);
  opened = Date.now();
  onAttract = false;
  walkThrough();
  walk.show("");
  watch.wait();
}

// One screen in place of everything else.
function screen(name, { say = true } = {}) {
  const shown = parts.querySelector(`section.${name}`);
  const main = document.querySelector("main");
  for (const each of Array.from(main.children)) each.hidden = true;
  main.append(shown);
  if (document.body.className.startsWith("indigo") || shut[standing]) {
    document.body.classList.add("indigo");
    document.body.append(parts.querySelector(".hem"));
  }
  if (say) shown.focus();
  return shown;
}

// Seconds that somebody sees, then what comes after them.
function countdown(page, then) {
  let ends = Date.now() + LOOKED_AT * 1000;
  // Whoever reaches for a button gets the time again.
  for (const sign of ["keydown", "pointerdown"]) {
    page.addEventListener(sign, () => (ends = Date.now() + LOOKED_AT * 1000));
  }
  const tick = () => {
    const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    page.querySelector(".clock .n").textContent = left;
    if (!left) {
      clearInterval(timer);
      then();
    }
  };
  tick();
  timer = setInterval(tick, 250);
}

// All is answered: a moment to change one's mind, then it is sent.
function lastLook() {
  document.body.className = "short";
  watch.stop();
  isFinished = true;
  const memory = walk.memory;
  const page = screen("end-of-taps");
  const again = (code) => {
    clearInterval(timer);
    const before = form;
    draw(root.lang);
    carry(before, form);
    walkThrough({ ...memory, at: code });
    walk.show(code);
    watch.wait();
  };
  const written = form.querySelector("fieldset textarea");
  page.querySelector(".unsaved-tap").hidden = true;
  page.querySelector(".change").addEventListener("click", () => again(memory.at));
  const add = page.querySelector(".add");
  if (add) add.addEventListener("click", () => again(written.name));
  countdown(page, () => send(page));
}

async function send(page = null) {
  if (isSending) return;
  isSending = true;
  watch.stop();
  const language = root.lang;
  onAttract = false;
  const ballot = ballotOf(form, { state: "complete", seconds: seconds() });
  try {
    await keep(ballot);
  } catch (error) {
    isSending = false;
    return unsaved(page);
  }
  draw(language);
  walk = null;
  isSending = false;
  document.body.className = "indigo";
  countdown(screen("thanks"), clean);
}

// From the first question on a screen of its own; where it stands on the start screen, from the first tap.
const seconds = () => (opened ? Math.round((Date.now() - opened) / 1000) : 0);

// Durable on this tablet; where that fails, with the server itself.
async function keep(ballot) {
  try {
    await put(ballot);
    Promise.resolve(flush()).catch(() => {});
  } catch (error) {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), TOO_LONG);
    const headers = { "Content-Type": "application/json" };
    const reply = await fetch(ballot.url, { method: "PUT", headers, body: ballot.body, signal: stop.signal });
    if (!reply.ok) throw error;
  }
}

// Neither: the answers stay on the screen, and it says so.
function unsaved(page) {
  if (page) {
    page.querySelector(".unsaved-tap").hidden = false;
    page.querySelector(".clock").hidden = true;
  } else {
    form.append(parts.querySelector(".unsaved"));
  }
  watch.wait();
}

// Nobody is there. Blank first, then keep what there is, as a partial ballot; it is never counted. Who had
// come to the end of a short form and went away while adding a comment has answered all the same.
function abandon() {
  const isWhole = isFinished && walk && !walk.isBlankSomewhere;
  const state = isWhole ? "complete" : "partial";
  const left = isTouched() ? ballotOf(form, { state, seconds: seconds(), isSent: false }) : null;
  clean();
  if (left) keep(left).catch(() => {});
}

function ask() {
  return onAttract && !isTouched() ? null : parts.querySelector(".still").cloneNode(true);
}

function speak(language) {
  const memory = walk.memory;
  const before = form;
  const isLast = document.querySelector(".end-of-taps");
  draw(language);
  carry(before, form);
  walkThrough(memory);
  if (isLast) lastLook();
  const other = document.querySelector("button[name=_show]");
  if (other) other.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=_show]");
  if (button && walk) speak(button.value);
});
// From the first touch somebody is there.
for (const sign of ["pointerdown", "keydown"]) {
  addEventListener(sign, () => walk && !watch.isOn && watch.wait(), { capture: true });
}
// A long press opens no menu, and what one person copied the next one cannot paste.
for (const each of ["contextmenu", "copy", "cut", "dragstart"]) {
  addEventListener(each, (event) => event.preventDefault());
}
// The tablet goes dark on the last screen: all is answered, so it is kept at once.
document.addEventListener("visibilitychange", () => {
  const page = document.querySelector(".end-of-taps");
  if (document.hidden && page) send(page);
});
// The browser's back button is disarmed: it goes back a question, never out of the page or to somebody before.
addEventListener("popstate", () => {
  history.pushState(null, "");
  if (walk && !isSending) walk.backward();
});
document.addEventListener("device", ({ detail }) => {
  const was = shut[standing];
  if (detail.state === "update") isOld = true;
  else standing = detail.state;
  if ((isOld || shut[standing] !== was) && onAttract && !isTouched()) clean();
});

// A new day has another date, and may be the one after the last. Then the server is asked now and then.
setInterval(() => {
  if (!onAttract || isTouched()) return;
  if (standing === "over" && navigator.onLine && ++minutes % 5 === 0) location.reload();
  else if (day !== today()) clean();
}, MINUTE);

root.classList.add("js", "kiosk");
keepFaces();
history.pushState(null, "");
clean();
import("./device.js").then((device) => device.start()).catch(() => {});
