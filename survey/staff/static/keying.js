// Keying forms from the keyboard alone; each is kept on this computer until the server has it.
import { clashOf } from "./keying-clash.js";
import * as queue from "./keying-queue.js";
import { sheetOf } from "./keying-sheet.js";

const find = (id) => document.getElementById(id);
const setting = JSON.parse(find("setting").textContent);
const { said } = setting;
const form = find("keying");
const numberField = find("number");
const assisted = find("assisted");
const draftKey = `${setting.account}/${setting.batch}/${setting.kind}`;
const LETTERS = "ACEFHKMPRTWXY";
const WEIGHTS = [2, 3, 4, 5, 6, 7];
const LONGEST = 60;
let left = setting.numbers || [];
let served = setting.kind === "first" ? setting.keyed : 0;
let nextCounter = Number(numberField.value) || setting.first;
let ballot = "";
let failures = 0;
let timer = 0;
let running = false;
let wanted = false;
let standing = "sent";
let order = 0;

const sheet = sheetOf(find("cells"), { changed, refused: say, ended: afterCells });
const clash = clashOf({ said, readNumber, decide });

function fill(text, values) {
  return Object.entries(values).reduce((told, [name, value]) => told.replace(`{${name}}`, value), text);
}

function say(name, values = {}) {
  const place = find("slip");
  place.hidden = !name;
  place.textContent = name ? fill(said[name], values) : "";
}

// Of the day on which the forms were collected, and nothing else that could tell one from another.
function newBallot() {
  const day = Math.floor(Date.parse(`${setting.day}T00:00:00Z`) / 86400000);
  const random = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0"));
  const digits = Array.from(day.toString(16).padStart(8, "0") + random.join(""));
  digits[12] = "8";
  digits[16] = "89ab"[parseInt(digits[16], 16) % 4];
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20, 32]].map(([from, to]) => digits.slice(from, to).join("")).join("-");
}

function serialOf(text) {
  const found = /^(\d{1,6})-?([A-Z])$/.exec(text.replace(/\s/g, "").toUpperCase());
  if (!found) return null;
  const digits = found[1].padStart(6, "0");
  const total = Array.from(digits).reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at], 0);
  return LETTERS[total % LETTERS.length] === found[2] ? `${digits}-${found[2]}` : null;
}

// The number as it stands on the form; null, with a word about it, where it is none of this batch.
function readNumber(text) {
  const plain = /^\d{1,6}$/.test(text.trim()) ? String(Number(text)) : null;
  const number = setting.hasSerials ? serialOf(text) : plain;
  const inside = number && parseInt(number, 10) >= setting.first && parseInt(number, 10) <= setting.last;
  if (!number) say("badNumber");
  else if (!inside || (setting.kind === "second" && !left.includes(number))) {
    say("outside", { first: setting.shownFirst, last: setting.shownLast });
    return null;
  }
  return number;
}

function begin() {
  ballot = newBallot();
  for (const words of form.querySelectorAll("textarea")) words.value = "";
  if (assisted) assisted.value = "";
  sheet.fill({});
  numberField.value = suggested();
  numberField.focus();
  numberField.select();
}

function suggested() {
  if (setting.kind === "second") return left[0] || "";
  return setting.hasSerials || nextCounter > setting.last ? "" : String(nextCounter);
}

function fieldsOf(number) {
  const fields = { ballot, number, codes: sheet.string(), choice: "" };
  for (const each of form.querySelectorAll("#assisted, #language, textarea")) fields[each.name] = each.value;
  return fields;
}

function changed() {
  say("");
  const words = Object.fromEntries(Array.from(form.querySelectorAll("textarea"), (each) => [each.id, each.value]));
  const kept = { ballot, number: numberField.value, values: sheet.values(), assisted: assisted ? assisted.value : "", words };
  queue.keepDraft(draftKey, kept).catch(() => {});
}

async function restore() {
  const kept = await queue.draft(draftKey).catch(() => null);
  begin();
  if (!kept || (setting.kind === "second" && !left.includes(kept.number))) return;
  ballot = kept.ballot;
  numberField.value = kept.number;
  if (assisted) assisted.value = kept.assisted;
  for (const [id, text] of Object.entries(kept.words)) if (find(id)) find(id).value = text;
  sheet.fill(kept.values);
  sheet.goTo(sheet.missing() || undefined);
}

function afterCells() {
  (assisted || find("next")).focus();
}

// The next form can be keyed at once; what is typed meanwhile belongs to it.
function save() {
  const number = readNumber(numberField.value);
  if (!number) return numberField.focus();
  const missing = sheet.missing();
  if (missing) {
    say("empty");
    return sheet.goTo(missing);
  }
  order = Math.max(order + 1, Date.now());
  const id = setting.kind === "second" ? `second/${setting.batch}/${number}` : ballot;
  const { account, batch, kind, url } = setting;
  const keyed = { id, account, batch, kind, url, order, fields: fieldsOf(number) };
  if (setting.kind === "second") left = left.filter((each) => each !== number);
  else nextCounter = Math.max(nextCounter, parseInt(number, 10) + 1);
  begin();
  say("");
  document.documentElement.dataset.waiting = "some";
  return queue.save(keyed, draftKey).then(flush, () => say("noStore"));
}

async function decide(decided, values) {
  document.documentElement.dataset.waiting = "some";
  // At once: what is typed while the choice is being kept belongs to the next form.
  numberField.focus();
  if (values) await queue.change(decided.id, values);
  else await queue.forget(decided.id);
  flush();
}

async function flush() {
  wanted = true;
  clearTimeout(timer);
  if (running) return show();
  running = true;
  while (wanted) {
    wanted = false;
    await show();
    standing = await queue.drain(setting.account, form.elements.form_mark.value, told).catch(() => "stop");
  }
  running = false;
  const isLater = standing === "stop" || standing === "notOpen";
  failures = isLater ? failures + 1 : 0;
  if (isLater) timer = setTimeout(flush, 1000 * Math.min(LONGEST, 2 ** Math.min(failures, 6)));
  return show();
}

function told(sent, answer) {
  if (sent.batch === setting.batch && typeof answer.count === "number") served = answer.count;
}

async function show() {
  const all = await queue.all();
  const mine = all.filter((each) => each.account === setting.account);
  const here = mine.filter((each) => each.batch === setting.batch && each.kind === setting.kind);
  const waiting = mine.filter((each) => !each.parked).length;
  document.documentElement.dataset.waiting = waiting ? "some" : "none";
  const unsent = here.filter((each) => !each.parked && each.fields.choice !== "instead").length;
  const n = setting.kind === "first" ? Math.min(setting.of, served + unsent) : setting.of - left.length;
  find("count").textContent = fill(said.count, { n, of: setting.of });
  standIn(waiting, all.length - mine.length, setting.kind === "first" ? n >= setting.of : !left.length);
  const parked = here.find((each) => each.parked);
  if (parked) clash.open(parked);
}

function standIn(waiting, others, isDone) {
  const parts = [];
  if (waiting && standing === "signedOut") parts.push(fill(said.signedOut, { n: waiting }));
  else if (waiting && standing === "notOpen") parts.push(fill(said.notOpen, { n: waiting }));
  else if (waiting && standing === "stop") parts.push(said.offline, fill(said.waiting, { n: waiting }));
  if (others) parts.push(fill(said.others, { n: others }));
  if (isDone && !waiting) parts.push(said.sent, said.done);
  find("standing").textContent = parts.join(" ");
  find("standing").hidden = !parts.length;
}

function onKey(event) {
  if (event.key !== "F2" || find("clash").open) return;
  event.preventDefault();
  save();
}

function takeOver() {
  form.noValidate = true;
  find("cells").hidden = false;
  find("plain").hidden = true;
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  form.addEventListener("input", changed);
  document.addEventListener("keydown", onKey);
  numberField.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (readNumber(numberField.value)) sheet.start();
  });
  if (assisted) {
    assisted.addEventListener("keydown", (event) => {
      if (event.key === "Backspace" && !assisted.value) {
        event.preventDefault();
        sheet.last();
      }
    });
  }
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
}

async function start() {
  if (!(await queue.ready())) return say("noStore");
  takeOver();
  await restore();
  document.documentElement.dataset.keying = "ready";
  return flush();
}

start();
