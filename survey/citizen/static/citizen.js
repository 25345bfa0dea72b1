// Comfort for those who have JavaScript; the page is complete without it.
const root = document.documentElement.classList;
const isCounter = root.contains("counter");
const form = document.getElementById("ballot");
const sent = (name) => form.elements.namedItem(name);
const opened = performance.now();
const before = Number(sent("_seconds").value) || 0;
const routed = Array.from(form.querySelectorAll("fieldset[data-if]"));
const sections = Array.from(form.querySelectorAll("section")).reverse();
const again = 10000;
let pressed = -again;

// A page kept by some cache would give two people one id. The first eight digits are the day.
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  bytes[2] = (bytes[2] & 0x0f) | 0x80;
  bytes[4] = (bytes[4] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const parts = [sent("_ballot").value.slice(0, 8), hex.slice(0, 4), hex.slice(4, 8), hex.slice(8, 12), hex.slice(12)];
  return parts.join("-");
}

// Who comes back to their answers on their own phone comes back to the id under which they were sent:
// sent again they are the same ballot. At a counter, and on a blank page, it may be somebody else.
function ownId() {
  const kept = history.state && history.state.ballot;
  const id = kept && form.querySelector(":checked") ? kept : freshId();
  history.replaceState({ ballot: id }, "");
  return id;
}

function leadsTo(question) {
  const codes = question.dataset.codes.split(" ");
  return Array.from(form.elements).some(
    (box) => box.name === question.dataset.if && box.checked && codes.includes(box.value) && !box.matches(":disabled"),
  );
}

// In the order of the form, so that a question behind a hidden one is hidden too.
function route() {
  for (const question of routed) question.hidden = question.disabled = !leadsTo(question);
  for (const section of sections) section.hidden = !section.querySelector("fieldset:not([hidden])");
}

form.addEventListener("change", route);
form.addEventListener("submit", (event) => {
  const now = performance.now();
  if (now - pressed < again) return event.preventDefault();
  pressed = now;
  sent("_seconds").value = before + Math.round((now - opened) / 1000);
});
addEventListener("pageshow", (event) => {
  pressed = -again;
  if (event.persisted && isCounter) form.reset();
  if ("fresh" in form.dataset) sent("_ballot").value = ownId();
  route();
});

root.add("js");
// Browsers put answers back only where they may; a counter never lets them.
if (!isCounter) form.autocomplete = "on";
route();
const said = document.querySelector("[role=alert]");
if (said) said.focus();
