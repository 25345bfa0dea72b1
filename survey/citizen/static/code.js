// A link may carry a code behind its #: that part of an address is sent to no server.
const LETTERS = "23456789CFHKMNPRTVX";

// The check of docs/submission-contract.md, so that a slip is seen before anything is sent.
function isRight(typed) {
  const code = typed.normalize("NFKC").replace(/[\s.\-\u2010-\u2015]+/g, "").toUpperCase();
  const values = Array.from(code, (letter) => LETTERS.indexOf(letter));
  const sum = values.reduce((total, value, place) => total + value * (place + 1), 0);
  return values.length === 10 && !values.includes(-1) && sum % LETTERS.length === 0;
}

function mark(field) {
  const question = field.closest("fieldset");
  question.dataset.fault = field.value.trim() && !isRight(field.value) ? question.dataset.wrong : "";
}

const field = document.getElementById("q-_code-1");
const carried = new URLSearchParams(location.hash.slice(1)).get("c");
if (carried) {
  if (!field.value) field.value = carried.slice(0, 32);
  history.replaceState(history.state, "", location.pathname + location.search);
}
mark(field);
document.addEventListener("input", (event) => {
  if (event.target.name !== "_code") return;
  mark(event.target);
  // What was wrong is taken off while somebody types: later, the button would move away from under their finger.
  event.target.dispatchEvent(new Event("change", { bubbles: true }));
});
