// One question a screen, out of the form on the page. The answers stay where they are: in its boxes.

// The first eight digits are the day in Vietnam, the rest is chance.
export function freshId() {
  const day = Math.floor((Date.now() + 7 * 3600000) / 86400000);
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  bytes[2] = (bytes[2] & 0x0f) | 0x80;
  bytes[4] = (bytes[4] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [day.toString(16).padStart(8, "0"), hex.slice(0, 4), hex.slice(4, 8), hex.slice(8, 12), hex.slice(12)].join("-");
}

export const writtenIn = (question) => question.querySelector("textarea, [type=text]");

// What was ticked or written at a question.
export function given(question) {
  const box = writtenIn(question);
  if (box) return box.value.trim() ? [box] : [];
  return Array.from(question.querySelectorAll("input:checked"));
}

export const codeOf = (question) => question.id.slice(2);
const questionsOf = (form) => Array.from(form.querySelectorAll("fieldset"));
export const askedIn = (form) => questionsOf(form).filter((question) => !question.disabled);

// In the order of the form, so that a question behind a closed one is closed too; what is closed is not sent.
export function route(form) {
  for (const question of form.querySelectorAll("fieldset[data-if]")) {
    const codes = question.dataset.codes.split(" ");
    const before = form.querySelector(`[id="q-${question.dataset.if}"]`);
    const open = !before.disabled && given(before).some((box) => codes.includes(box.value));
    question.hidden = question.disabled = !open;
  }
}

// The same answers in the form of another language.
export function carry(from, to) {
  for (const box of to.querySelectorAll("fieldset input, textarea")) {
    const twin = from.querySelector(`[id="${box.id}"]`);
    if (!twin) continue;
    if (/^text/.test(box.type)) box.value = twin.value;
    else box.checked = twin.checked;
  }
  for (const name of ["_ballot", "_seconds"]) {
    to.elements.namedItem(name).value = from.elements.namedItem(name).value;
  }
}

export const partsOf = (form) => form.parentNode.querySelector("#parts").content.cloneNode(true);

// The button for larger text goes through three sizes.
export function sizeButton(parts, place) {
  const root = document.documentElement.classList;
  const button = parts.querySelector(".size");
  const names = button.dataset.names.split(", ");
  const label = button.getAttribute("aria-label");
  const now = () => [1, 2].findIndex((n) => root.contains(`text-${n}`)) + 1;
  const tell = () => button.setAttribute("aria-label", `${label}: ${names[now()]}`);
  button.addEventListener("click", () => {
    const next = (now() + 1) % 3;
    root.remove("text-1", "text-2");
    if (next) root.add(`text-${next}`);
    tell();
  });
  tell();
  place.prepend(button);
}

// `moved` is told where somebody went; `ended`, if given, comes in place of the review; `memory` is of a walk
// through the same form in another language.
export function steps(form, { moved = () => {}, ended = null, left = null, memory = null } = {}) {
  const parts = partsOf(form);
  const part = (name) => parts.querySelector(`.${name}`);
  const [progress, bar, mend, review, line, nothing] = ["progress", "bar", "mend", "review", "line", "nothing"].map(part);
  const tooMany = part("too-many").textContent;
  const [back, skip, next] = ["back", "skip", "next"].map((name) => bar.querySelector(`.${name}`));
  const main = form.parentNode;
  const questions = questionsOf(form);
  const sections = Array.from(form.querySelectorAll("section"));
  const end = form.querySelector(".end");
  const skipped = new Set(memory ? memory.skipped : []);
  let hasReviewed = memory ? memory.hasReviewed : false;
  let at = null;

  // Where the walk is short of its comment, that one comes on demand.
  const onPath = (question) => !ended || !writtenIn(question);
  const path = () => askedIn(form).filter(onPath);
  const find = (code) => askedIn(form).find((question) => codeOf(question) === code) || path()[0];

  function fault(question) {
    const boxes = given(question);
    if (question.dataset.fault) return question.dataset.fault;
    const most = Number(question.dataset.most) || Infinity;
    if (boxes.length > most) return tooMany.replace("{given}", boxes.length).replace("{most}", most);
    return boxes.length || skipped.has(question.id) ? "" : question.dataset.blank || "";
  }

  function complain(question, what) {
    mend.querySelector(".what").textContent = what;
    mend.id = `e-${codeOf(question)}`;
    question.querySelector("legend").after(mend);
    question.classList.add("wrong");
    // A required text cannot be skipped, and too much has to be taken back.
    skip.hidden = what !== question.dataset.blank || Boolean(writtenIn(question));
    describe(question);
  }

  function content(question) {
    mend.remove();
    skip.hidden = true;
    question.classList.remove("wrong");
    describe(question);
  }

  function describe(question) {
    const told = Array.from(question.querySelectorAll(".only, .mend"), (each) => each.id);
    question.setAttribute("aria-describedby", ["progress", ...told].join(" "));
  }

  function fillReview() {
    for (const each of Array.from(review.querySelectorAll("h3, dl"))) each.remove();
    const all = askedIn(form);
    const n = all.filter((question) => given(question).length).length;
    review.querySelector(".n").textContent = `${n}/${all.length}`;
    review.querySelector(".blank").hidden = n === all.length;
    review.querySelector(".offline").hidden = navigator.onLine;
    let heading = null;
    for (const question of all) {
      const title = question.parentNode === form ? "" : question.parentNode.firstElementChild.textContent;
      if (title !== heading) {
        if (title) review.append(Object.assign(document.createElement("h3"), { textContent: title }));
        review.append(document.createElement("dl"));
        heading = title;
      }
      review.lastElementChild.append(rowOf(question));
    }
  }

  function rowOf(question) {
    const row = line.cloneNode(true);
    const [asked, said, act] = row.children;
    const boxes = given(question);
    const legend = question.querySelector("legend");
    const words = (legend.querySelector("b") || legend).textContent.trim();
    asked.textContent = words[0].toUpperCase() + words.slice(1);
    const labels = boxes.map((box) => (/^text/.test(box.type) ? box.value : box.nextElementSibling.textContent));
    said.textContent = labels.join(", ") || said.dataset.blank;
    said.classList.toggle("empty", !boxes.length);
    const button = act.firstElementChild;
    if (!boxes.length) button.textContent = button.dataset.answer;
    button.setAttribute("aria-label", `${button.textContent}: ${asked.textContent}`);
    button.addEventListener("click", () => go(codeOf(question)));
    return row;
  }

  // Show one question, or the review where there is none of this code.
  function show(code, { focus = true } = {}) {
    if (at) content(at);
    route(form);
    at = code === "review" ? null : find(code);
    for (const question of questions) question.hidden = question !== at;
    for (const section of sections) {
      section.hidden = !section.contains(at);
      section.firstElementChild.hidden = !at || section !== at.parentNode;
      const intro = Array.from(section.children).find((each) => each.className === "intro");
      if (intro) intro.hidden = askedIn(form).find((question) => section.contains(question)) !== at;
    }
    const all = path();
    const place = all.indexOf(at) + 1;
    progress.hidden = !place;
    progress.querySelector("b").textContent = `${place}/${all.length}`;
    progress.querySelector(".full").setAttribute("width", `${(100 * place) / all.length}%`);
    const isFirst = place === 1;
    main.classList.toggle("begun", !isFirst);
    back.hidden = isFirst && !left;
    skip.hidden = true;
    review.hidden = end.hidden = Boolean(at);
    next.hidden = !at;
    nothing.remove();
    if (!at) {
      hasReviewed = true;
      fillReview();
    } else describe(at);
    if (!focus) return;
    (at || review).focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function go(code) {
    show(code);
    moved(code);
  }

  // After a change in the review: what is still open, then the review again.
  function after() {
    const all = path();
    if (hasReviewed) return all.find(fault) || null;
    return all[all.indexOf(at) + 1] || null;
  }

  function forward() {
    const what = fault(at);
    if (what) return complain(at, what);
    const following = onPath(at) ? after() : null;
    if (following) go(codeOf(following));
    else if (ended) ended();
    else go("review");
  }

  function backward() {
    const all = path();
    const before = at ? all[all.indexOf(at) - 1] : all[all.length - 1];
    if (before) go(codeOf(before));
    else if (left) left();
  }

  form.addEventListener("change", (event) => {
    const box = event.target;
    const question = box.closest("fieldset");
    if (box.type === "checkbox" && box.checked) {
      const isNone = box.value === "none";
      for (const other of given(question)) if ((other.value === "none") !== isNone) other.checked = false;
    }
    skipped.delete(question.id);
    content(question);
    route(form);
    for (const each of questions) each.hidden = each !== at;
    progress.querySelector("b").textContent = `${path().indexOf(at) + 1}/${path().length}`;
  });
  // Enter in a box goes on like the button; only the review sends.
  form.addEventListener("submit", (event) => {
    const open = at ? null : path().find(fault);
    const isEmpty = !at && !askedIn(form).some((question) => given(question).length && !writtenIn(question));
    if (!at && !open && !isEmpty) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (at) forward();
    else if (isEmpty) end.prepend(nothing);
    else {
      go(codeOf(open));
      complain(open, fault(open));
    }
  });
  next.addEventListener("click", forward);
  skip.addEventListener("click", () => {
    skipped.add(at.id);
    forward();
  });

  for (const question of questions) question.tabIndex = -1;
  for (const box of form.querySelectorAll("textarea")) box.maxLength = 2000;
  form.prepend(progress);
  form.append(bar);
  end.before(review);
  main.classList.add("steps");
  show(memory ? memory.at : codeOf(path()[0]), { focus: false });

  return {
    show,
    forward,
    backward,
    back,
    get memory() {
      return { at: at ? codeOf(at) : "review", skipped, hasReviewed };
    },
    get isBlankSomewhere() {
      return askedIn(form).some((question) => question.dataset.blank && !given(question).length);
    },
  };
}
