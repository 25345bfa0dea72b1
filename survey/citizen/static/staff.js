// The page for staff: how many ballots wait here, why some were refused, and a file of them for who has the PIN.
import { all, flush, keep, ready, retry, setting, standing } from "./outbox.js";
import { keptVersion } from "./device.js";

const words = JSON.parse(document.querySelector("main").dataset.words);
const part = (name) => document.getElementById(name);
const MOST_WRONG = 5;
const REST = 5 * 60000;
const UNTOUCHED = 2 * 60000;
let left = 0;

part("send").addEventListener("click", async () => {
  say(words.sending);
  await flush();
  const { waiting } = await standing();
  say(waiting ? words.still_waiting : words.all_sent);
});
part("lock").addEventListener("submit", async (event) => {
  event.preventDefault();
  // Said twice, the same words must be heard twice.
  part("wrong").textContent = "";
  const problem = await refusal(part("pin").value.replace(/\s/g, ""));
  part("pin").value = "";
  part("wrong").textContent = problem;
  part("locked").hidden = !problem;
  part("open").hidden = Boolean(problem);
  part(problem ? "pin" : "export").focus();
});
part("export").addEventListener("click", async () => {
  const ballots = (await all()).filter((each) => each.url.startsWith("/api/v1/ballots/"));
  download(ballots);
  say(words.exported.replace("{n}", ballots.length));
});
part("retry").addEventListener("click", async () => {
  await retry();
  part("send").click();
});
document.addEventListener("outbox", draw);
for (const name of ["pointerdown", "keydown"]) addEventListener(name, rest, true);
rest();
begin();

async function begin() {
  const home = await setting("home").catch(() => null);
  if (home) part("back").href = home;
  const canCheck = Boolean(self.crypto && crypto.subtle && (await setting("pin").catch(() => null)));
  part("lock").hidden = !canCheck;
  part("no-pin").hidden = canCheck;
  await draw();
}

async function draw() {
  if (!(await ready())) return;
  const { waiting, parked, oldest } = await standing();
  part("waiting").textContent = waiting;
  part("parked").textContent = parked;
  const wait = oldest ? words.hours.replace("{n}", oldest) : words.under_an_hour;
  part("oldest").textContent = oldest === null ? words.none : wait;
  part("state").textContent = words.states[(await setting("state")) || "unpaired"];
  part("version").textContent = (await keptVersion()) || words.none;
  const offline = navigator.serviceWorker && navigator.serviceWorker.controller;
  part("offline").textContent = offline ? words.offline_ready : words.offline_missing;
  part("why").hidden = Boolean(offline);
  part("refused").hidden = part("retry").hidden = !parked;
  drawReasons((await all()).filter((ballot) => ballot.parked));
}

function drawReasons(ballots) {
  const counts = new Map();
  for (const { parked } of ballots) {
    const reason = words.reasons[parked.code] || `${words.other_reason} (${parked.status})`;
    counts.set(reason, (counts.get(reason) || 0) + 1);
  }
  part("reasons").textContent = "";
  for (const [reason, n] of counts) {
    const line = part("reasons").appendChild(document.createElement("li"));
    line.textContent = `${n} – ${reason}`;
  }
}

// Empty where the number is right; five wrong ones, and the tablet rests for five minutes.
async function refusal(pin) {
  const wrong = (await setting("wrong")) || { n: 0, until: 0 };
  if (Date.now() < wrong.until) return words.pin_wait.replace("{n}", Math.ceil((wrong.until - Date.now()) / 60000));
  if (await isPin(pin, await setting("pin"))) {
    await keep("wrong", { n: 0, until: 0 });
    return "";
  }
  const n = wrong.n + 1;
  await keep("wrong", n < MOST_WRONG ? { n, until: 0 } : { n: 0, until: Date.now() + REST });
  return words.wrong_pin;
}

// The hash as the server made it: pbkdf2:sha256:ROUNDS$SALT$HEX.
async function isPin(pin, hash) {
  const [method, salt, hex] = hash.split("$");
  const bytes = (text) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", bytes(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: Number(method.split(":")[2]) };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, hex.length * 4));
  return Array.from(bits, (byte) => byte.toString(16).padStart(2, "0")).join("") === hex;
}

function download(ballots) {
  const day = new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10);
  const kept = ballots.map(({ id, body, parked }) => ({ id, body, parked }));
  const text = JSON.stringify({ hailong: "queue", format: 1, day, ballots: kept }, null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `hailong-queue-${day}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function say(text) {
  part("said").textContent = text;
}

// Left alone, the page goes back to the citizens.
function rest() {
  clearTimeout(left);
  left = setTimeout(() => part("back").click(), UNTOUCHED);
}
