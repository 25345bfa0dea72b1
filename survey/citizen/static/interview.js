// An interviewer's page: households, visits, interviews; it opens for days without a network. Which household an
// interview was with is known while it lasts, and nowhere beside its answers.
import { ballotOf } from "./ballot.js";
import { caseBook, today } from "./interview-cases.js";
import * as screens from "./interview-screens.js";
import { keep, put, ready, setting, standing } from "./outbox.js";
import { carry, freshId, partsOf, route, sizeButton, steps } from "./steps.js";

const root = document.documentElement;
const known = JSON.parse(document.body.dataset.known);
const frame = document.querySelector("header").cloneNode(true);
const faces = {};
for (const each of document.querySelectorAll("template.face")) faces[each.lang] = each.content;
const spoken = Object.values(known.words);
const act = { begin: null, choose, list: showList, open: showVisit, reserve, send };
let words = known.words.vi || spoken[0];
let queue = { waiting: 0, parked: 0, oldest: null };
let isKept = true;
let book, form, walk;
let at = null;
let opened = 0;
let way = "";
let isSending = false;
let redraw = () => {};

const isOver = () => today() > known.lastDay;

// One screen in place of the one before; nothing of that one is left.
function draw(nodes, { focus = true } = {}) {
  form = walk = null;
  document.body.textContent = "";
  const main = screens.el("main", null, ...nodes);
  document.body.append(header(), main);
  root.lang = words.language;
  document.title = words.title;
  if (!focus) return;
  main.querySelector("h1").focus({ preventScroll: true });
  scrollTo(0, 0);
}

function header() {
  const made = frame.cloneNode(true);
  made.querySelector(".head p").firstChild.textContent = words.title;
  const tools = made.querySelector(".tools");
  if (spoken.length > 1) {
    const group = screens.el("div", { class: "langs", role: "group", "aria-label": words.languages });
    for (const each of spoken) {
      const isNow = each === words;
      const click = isNow ? null : () => speak(each);
      const made = screens.el(isNow ? "span" : "button", { lang: each.language, "aria-current": isNow ? "true" : null, type: isNow ? null : "button" }, each.name);
      if (click) made.addEventListener("click", click);
      group.append(made);
    }
    tools.append(group);
  }
  return made;
}

function speak(other) {
  words = other;
  keep("interview language", words.language).catch(() => {});
  redraw();
}

function showList({ focus = true } = {}) {
  at = null;
  redraw = showList;
  draw(screens.list(words, book, { isOver: isOver(), isKept, act }).filter(Boolean), { focus });
  screens.tellQueue(words, book, queue);
}

function showVisit(n) {
  at = n;
  redraw = () => showVisit(n);
  const mine = Object.assign({}, act, { begin: showBefore, takeBack });
  draw(screens.visit(words, book.find(n), { isOver: isOver(), act: mine }).filter(Boolean));
}

function choose(result) {
  redraw = () => choose(result);
  draw(screens.sure(words, result, { note, back: () => showVisit(at) }));
}

async function note(result) {
  try {
    await book.note(at, result);
    showList();
  } catch (error) {
    showFailed();
  }
}

async function takeBack() {
  await book.takeBack(at).catch(() => {});
  showVisit(at);
}

async function reserve(next) {
  try {
    await book.useReserve(next);
    showVisit(next.n);
  } catch (error) {
    showFailed();
  }
}

function showFailed() {
  redraw = showFailed;
  draw(screens.failed(words, act));
}

async function send() {
  const said = document.getElementById("queue");
  if (said) said.textContent = words.sending;
  await book.release().catch(() => {});
  await count();
}

async function count() {
  queue = await standing().catch(() => queue);
  if (redraw === showList) screens.tellQueue(words, book, queue);
}

function showBefore() {
  redraw = showBefore;
  draw(screens.before(words, spoken, { begin, choose, back: () => showVisit(at) }).filter(Boolean));
}

function begin(chosen, language) {
  way = chosen;
  opened = Date.now();
  redraw = () => {};
  drawForm(language);
  walkThrough();
  walk.show("");
}

function drawForm(language) {
  document.body.textContent = "";
  document.body.append(faces[language].cloneNode(true));
  root.lang = language;
  form = document.getElementById("ballot");
  form.elements.namedItem("_ballot").value = freshId();
  document.title = form.parentNode.querySelector("h1").textContent;
  const tools = document.querySelector(".tools");
  sizeButton(partsOf(form), tools);
  const said = known.words[language] || words;
  tools.append(screens.el("button", { type: "button", class: "size stop", click: () => askToStop(said) }, said.stop));
  for (const each of document.querySelectorAll("button[name=_show]")) {
    each.type = "button";
    each.addEventListener("click", () => inLanguage(each.value));
  }
  route(form);
}

function walkThrough(memory = null) {
  const said = known.words[root.lang] || words;
  walk = steps(form, { memory, left: () => askToStop(said) });
  walk.back.addEventListener("click", walk.backward);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finish();
  });
}

function inLanguage(language) {
  const memory = walk.memory;
  const before = form;
  drawForm(language);
  carry(before, form);
  walkThrough(memory);
  document.querySelector("button[name=_show]").focus();
}

function askToStop(said) {
  if (document.querySelector(".stopping")) return;
  const dialog = screens.stop(said, () => note("broken_off"));
  document.body.append(dialog);
  dialog.showModal();
}

// The door of the ballots is not the link, and how it was answered is said with it.
function ballot() {
  const made = ballotOf(form, { state: "complete", seconds: Math.round((Date.now() - opened) / 1000) });
  const body = Object.assign(JSON.parse(made.body), { collector: known.door, assisted: way });
  return Object.assign(made, { body: JSON.stringify(body) });
}

async function finish() {
  if (isSending) return;
  isSending = true;
  try {
    await put(ballot());
  } catch (error) {
    form.append(screens.el("p", { class: "note", role: "alert" }, words.not_kept));
    isSending = false;
    return;
  }
  try {
    await book.note(at, "completed");
    showKept();
  } catch (error) {
    showFailed();
  }
  isSending = false;
}

function showKept() {
  redraw = showKept;
  draw(screens.kept(words, act));
}

// A worker and storage that the browser does not clear; false where the page is not on https, or too old.
async function prepareOffline() {
  if (!self.isSecureContext || !navigator.serviceWorker) return false;
  try {
    const { waiting } = await navigator.serviceWorker.register("/sw.js", { scope: "/i", updateViaCache: "none" });
    if (waiting) waiting.postMessage("take over");
  } catch (error) {
    if (!navigator.serviceWorker.controller) return false;
  }
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
  return true;
}

// The browser's back button goes back a question or a screen, never out of an interview.
addEventListener("popstate", () => {
  history.pushState(null, "");
  if (walk) walk.backward();
  else if (at !== null) showList();
});
addEventListener("beforeunload", (event) => {
  if (walk) event.preventDefault();
});
for (const each of ["online", "offline"]) addEventListener(each, () => { if (redraw === showList) showList({ focus: false }); });
document.addEventListener("outbox", ({ detail }) => {
  queue = detail;
  if (redraw === showList) screens.tellQueue(words, book, queue);
});

async function open() {
  root.classList.add("js");
  if (!(await ready())) return showUnkept();
  const language = await setting("interview language").catch(() => null);
  words = known.words[language] || words;
  book = await caseBook(known);
  history.pushState(null, "");
  showList({ focus: false });
  isKept = await prepareOffline();
  if (!isKept && redraw === showList) showList({ focus: false });
  await count();
}

function showUnkept() {
  draw([screens.el("h1", { tabindex: "-1" }, words.not_kept)]);
}

open();
