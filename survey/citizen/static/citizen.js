// The form of a link on a phone or at a counter; the page is complete without it.
import { carry, freshId, partsOf, route, sizeButton, steps } from "./steps.js";

const root = document.documentElement;
const isCounter = root.classList.contains("counter");
const TOO_LONG = 20000;
let form, walk, parts;
let isSending = false;
let isLeaving = false;
let covered = null;
let opened = performance.now();

const sent = (name) => form.elements.namedItem(name);
const state = () => history.state || {};
const halves = () => ["header", "main"].map((name) => document.querySelector(name));
// So that they are there when the network is not.
const spare = () => Promise.all([import("./outbox.js"), import("./ballot.js")]);

// Whether a ballot of an earlier visit still waits on this phone.
function isWaiting() {
  try {
    return localStorage.getItem("waiting") === "1";
  } catch (error) {
    return false;
  }
}

function note(name) {
  for (const each of form.querySelectorAll(".note.now")) each.remove();
  if (!name || !parts) return;
  const said = parts.querySelector(`.${name}`).cloneNode(true);
  said.classList.add("now");
  form.append(said);
  said.scrollIntoView({ block: "nearest" });
}

// Header and main of another page in place of ours.
function adopt(page) {
  for (const each of halves()) each.replaceWith(page.querySelector(each.tagName));
  root.lang = page.documentElement.lang;
  document.title = page.title;
}

const read = async (reply) => new DOMParser().parseFromString(await reply.text(), "text/html");

function inLanguage(language) {
  const there = new URL(location.href);
  there.searchParams.set("lang", language);
  return there;
}

// A sentence in place of the form.
function say(name) {
  const main = document.querySelector("main");
  const said = parts.querySelector(`.${name}`);
  const tools = document.querySelector(".tools");
  if (tools) tools.remove();
  main.textContent = "";
  main.append(said);
  said.focus();
}

// One step in the browser's history for each screen, so that its own back button goes back one question.
function moved(at) {
  if (!isCounter) history.pushState({ ...state(), at, depth: (state().depth || 0) + 1 }, "");
}

// What was sent is not to be come back to: the screens behind us go, and the server says that it was sent.
function leave(going) {
  const depth = state().depth || 0;
  isLeaving = true;
  let hasGone = false;
  const go = () => {
    if (hasGone) return;
    hasGone = true;
    const there = inLanguage(root.lang);
    there.searchParams.delete("again");
    history.replaceState(isCounter ? null : { sent: true }, "", there);
    going();
  };
  if (!depth) return go();
  addEventListener("popstate", go, { once: true });
  setTimeout(go, 1000);
  history.go(-depth);
}

function addSeconds() {
  sent("_seconds").value = Math.round((performance.now() - opened) / 1000) + (Number(sent("_seconds").value) || 0);
  opened = performance.now();
}

// A page that says what to mend goes the plain way, but once only.
function sendPlainly(event) {
  if (isSending) return event.preventDefault();
  isSending = true;
  addSeconds();
}

async function send(event) {
  event.preventDefault();
  if (isSending || isLeaving) return;
  isSending = true;
  note("sending");
  addSeconds();
  const body = new URLSearchParams(new FormData(form));
  // Whoever left a question blank was asked once more on its own screen.
  for (const name of walk && walk.isBlankSomewhere ? ["_mending", "_skip"] : ["_send"]) body.append(name, "1");
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), TOO_LONG);
  try {
    const reply = await fetch(form.getAttribute("action"), { method: "POST", body, signal: stop.signal });
    if (reply.redirected) leave(() => location.assign(reply.url));
    else if (reply.status === 429 || reply.status > 499) await keep(await read(reply));
    else answer(await read(reply));
  } catch (error) {
    await keep(null);
  }
  clearTimeout(late);
  isSending = false;
}

// The server's page: what is to be mended, or why nothing more can be done. From the latter one can go back.
function answer(page) {
  note("");
  if (!page.querySelector("form")) {
    covered = halves();
    moved("said");
  }
  adopt(page);
  if (!covered) begin();
}

function uncover() {
  halves().forEach((each, n) => each.replaceWith(covered[n]));
  covered = null;
}

// No network, or no database behind it: the ballot waits on this phone.
async function keep(page) {
  try {
    const [outbox, ballot] = await spare();
    const { parked } = await outbox.standing();
    await outbox.put(ballot.ballotOf(form, { state: "complete" }));
    const thanks = `${location.pathname}/thanks?lang=${root.lang}`;
    document.addEventListener("outbox", ({ detail }) => {
      if (detail.parked > parked) say("parked");
      else if (!detail.waiting) location.replace(thanks);
    });
    leave(() => say("saved"));
    outbox.flush();
  } catch (error) {
    if (page) answer(page);
    else note("unsaved");
  }
}

async function speak(event) {
  const button = event.target.closest("button[name=_show]");
  if (!button || !walk) return;
  event.preventDefault();
  try {
    const there = inLanguage(button.value);
    const asked = inLanguage(button.value);
    // Whatever was sent in another tab: it is this form that is wanted.
    asked.searchParams.set("again", 1);
    const page = await read(await fetch(asked));
    if (!page.getElementById("parts")) throw page.title;
    const before = form;
    const memory = walk.memory;
    adopt(page);
    carry(before, document.getElementById("ballot"));
    history.replaceState(history.state, "", there);
    begin(memory);
    const other = document.querySelector("button[name=_show]");
    if (other) other.focus();
  } catch (error) {
    note("unswitched");
  }
}

// Who comes back to their answers on their own phone comes back to the id under which they were sent. A page
// kept by some cache would give two people one id, so every other form gets its own.
function ownId() {
  const kept = !isCounter && state().ballot;
  const id = kept && form.querySelector(":checked") ? kept : freshId();
  history.replaceState(isCounter ? null : { ...state(), ballot: id }, "");
  return id;
}

// Answers stay with this tab's place in the history, so that a page loaded again has them; never at a counter.
function remember() {
  if (isCounter || isLeaving) return;
  history.replaceState({ ...state(), given: String(new URLSearchParams(new FormData(form))) }, "");
}

function recall() {
  for (const [name, value] of new URLSearchParams(state().given)) {
    if (name[0] === "_") continue;
    for (const box of form.querySelectorAll(`[name="${name}"]`)) {
      if (/^text/.test(box.type)) box.value = value;
      else if (box.value === value) box.checked = true;
    }
  }
}

function begin(memory = null) {
  form = document.getElementById("ballot");
  walk = null;
  if (!form) return;
  if (!memory && "fresh" in form.dataset) recall();
  form.addEventListener("change", remember);
  form.addEventListener("change", () => spare().catch(() => {}), { once: true });
  if (document.getElementById("parts")) {
    parts = partsOf(form);
    sizeButton(parts, document.querySelector(".tools"));
    walk = steps(form, { moved, memory });
    walk.back.addEventListener("click", () => (isCounter ? walk.backward() : history.back()));
  } else {
    form.addEventListener("change", () => route(form));
    route(form);
  }
  form.addEventListener("submit", walk ? send : sendPlainly);
  const said = document.querySelector("#said");
  if (said) said.focus();
}

root.classList.add("js");
begin();
if (isWaiting()) spare().catch(() => {});
document.addEventListener("click", speak);
addEventListener("popstate", () => {
  if (isLeaving) return;
  if (covered) uncover();
  if (!walk) return;
  walk.show(state().at || "");
  remember();
});
addEventListener("pageshow", (event) => {
  if (event.persisted && (isCounter || state().sent)) return location.reload();
  isSending = false;
  if ("fresh" in form.dataset) sent("_ballot").value = ownId();
  if (walk) walk.show(state().at || "", { focus: false });
  else route(form);
});
