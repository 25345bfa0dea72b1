// What a form says, in the words of docs/submission-contract.md.
import { askedIn, codeOf, given, writtenIn } from "./steps.js";

const DAY_IN_VIETNAM = () => new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10);
const LONGEST = 2000;

function tidy(text) {
  const composed = text.replace(/\r\n?/g, "\n").normalize("NFC");
  const written = composed.replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, "").trim();
  return Array.from(written).slice(0, LONGEST).join("");
}

// One choice is a code, several are a list; "none of these" is an empty list.
function answerOf(question, boxes) {
  if (boxes[0].type === "radio") return boxes[0].value;
  return boxes.map((box) => box.value).filter((code) => code !== "none");
}

function contentsOf(form, isComplete, isSent) {
  const answers = {};
  const comments = {};
  for (const question of askedIn(form)) {
    const boxes = given(question);
    const code = codeOf(question);
    if (code === "_code") continue;
    if (writtenIn(question)) {
      const text = boxes.length ? tidy(boxes[0].value) : "";
      // What somebody was still writing when they left was not meant for us.
      if (text && isSent) comments[code] = text;
    } else if (boxes.length) answers[code] = answerOf(question, boxes);
    // Left blank although it was asked once more.
    else if (isComplete && question.dataset.blank) answers[code] = ".";
  }
  return { answers, comments };
}

// A ballot as the outbox takes it: id, address, body. The last part of the page's address names the door.
export function ballotOf(form, { state, seconds = null, isSent = state === "complete" }) {
  const value = (name) => form.elements.namedItem(name).value;
  const [questionnaire, version] = value("_questionnaire").split(" ");
  const id = value("_ballot");
  const body = {
    collector: location.pathname.split("/")[2],
    questionnaire,
    version,
    day: DAY_IN_VIETNAM(),
    language: value("_language"),
    seconds: seconds === null ? Number(value("_seconds")) || null : seconds,
    assisted: "alone",
    state,
    ...contentsOf(form, state === "complete", isSent),
  };
  // Of a link that carries a procedure, and at a door that asks for a one-time code.
  for (const name of ["code", "procedure"]) {
    const field = form.elements.namedItem(`_${name}`);
    if (field && field.value) body[name] = field.value;
  }
  return { id, url: `/api/v1/ballots/${id}`, body: JSON.stringify(body) };
}
