// The screens of an interviewer around the form: households, one household, the words before the questions.

export function el(name, attributes, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "click") made.addEventListener("click", value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...inside.filter((each) => each !== null && each !== ""));
  return made;
}

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

const button = (label, click, kind = "button") => el("button", { type: "button", class: kind, click }, label);
const title = (words, each) => fill(each.isReserve ? words.reserve_household : words.household, { n: each.n });
const heading = (text) => el("h1", { tabindex: "-1" }, text);

// Households as people wrote them down, in Vietnamese whatever the page speaks.
function card(words, each, act) {
  const told = [each.visits ? fill(words.visits, { n: each.visits }) : words.not_visited];
  if (each.replaces) told.push(fill(words.replaces, { n: each.replaces }));
  if (each.outcome !== "open") told.unshift(words.outcomes[each.outcome]);
  const face = [el("b", null, title(words, each)), el("span", { lang: "vi" }, each.what), el("small", null, told.join(" · "))];
  return el("li", null, el("button", { type: "button", class: "household", click: () => act.open(each.n) }, ...face));
}

function listed(words, name, cases, act) {
  return cases.length ? el("ul", { class: "households", "data-list": name }, ...cases.map((each) => card(words, each, act))) : null;
}

function reserves(words, book, act) {
  const next = book.nextReserve();
  const left = book.reservesLeft();
  if (!left && !next) return [];
  const lost = next && title(words, book.find(next.lost));
  return [
    el("h2", null, words.reserves),
    el("p", null, fill(words.reserves_left, { n: left })),
    next ? button(fill(words.use_reserve, { lost: lost.toLowerCase() }), () => act.reserve(next), "button plain") : el("p", { class: "hint" }, words.no_reserve_needed),
  ];
}

function finished(words, name, list, cases, act) {
  return cases.length ? [el("h2", null, `${name} (${cases.length})`), listed(words, list, cases, act)] : [];
}

// In its place, so that nobody's tap or reading is disturbed while things are sent.
export function tellQueue(words, book, queue) {
  const waiting = queue.waiting + book.resting;
  const parked = document.getElementById("parked");
  document.getElementById("queue").textContent = waiting ? fill(words.waiting, { n: waiting }) : words.all_sent;
  parked.textContent = fill(words.parked, { n: queue.parked });
  parked.hidden = !queue.parked;
  document.querySelector("button.send").hidden = !waiting && !queue.parked;
}

export function list(words, book, { isOver, isKept, act }) {
  const all = book.all();
  const open = all.filter((each) => each.outcome === "open");
  const done = all.filter((each) => each.outcome !== "open");
  const visits = book.visitsToday;
  return [
    heading(words.title),
    el("p", { id: "today" }, fill(words.today, { visits: visits.length, done: visits.filter((each) => each.result === "completed").length })),
    isKept ? null : el("p", { class: "note" }, words.no_offline),
    isOver ? el("p", { class: "note", id: "over" }, words.over) : null,
    navigator.onLine ? null : el("p", { class: "note" }, words.no_network),
    el("p", { id: "queue", role: "status" }),
    el("p", { class: "note", id: "parked" }),
    button(words.send_now, act.send, "button plain send"),
    el("h2", null, words.to_visit),
    listed(words, "open", open, act) || el("p", null, words.nothing_to_visit),
    ...reserves(words, book, act),
    ...finished(words, words.done_today, "today", done.filter((each) => each.isToday), act),
    ...finished(words, words.done, "done", done.filter((each) => !each.isToday), act),
  ];
}

const OFFERED = ["no_answer", "later", "refused", "moved", "not_eligible", "other", "unknown_household"];

export function visit(words, each, { isOver, act }) {
  const told = each.visits ? fill(words.visits, { n: each.visits }) : words.not_visited;
  const isOpen = each.outcome === "open" && !isOver;
  return [
    heading(title(words, each)),
    el("p", { lang: "vi", class: "what" }, each.what),
    el("p", { class: "hint" }, each.replaces ? `${told} · ${fill(words.replaces, { n: each.replaces })}` : told),
    each.outcome === "open" ? null : el("p", { class: "note" }, fill(words.is_done, { outcome: words.outcomes[each.outcome] })),
    isOpen ? button(words.start, act.begin) : null,
    isOpen ? el("h2", null, words.or_outcome) : null,
    ...(isOpen ? OFFERED.map((result) => el("button", { type: "button", class: "button plain", value: result, click: () => act.choose(result) }, words.results[result])) : []),
    each.mayTakeBack ? button(words.take_back, act.takeBack, "button plain") : null,
    button(words.back_to_list, act.list, "back"),
  ];
}

export function sure(words, result, act) {
  return [
    heading(fill(words.sure, { result: words.results[result] })),
    button(words.note_it, () => act.note(result)),
    button(words.back, act.back, "back"),
  ];
}

function choice(name, value, label, isChosen) {
  const id = `${name}-${value}`;
  return el("div", { class: "card" }, el("input", { type: "radio", id, name, value, checked: isChosen }), el("label", { for: id }, label));
}

export function before(words, languages, act) {
  const slip = el("p", { class: "mend", role: "alert" });
  const ways = el("fieldset", null, el("legend", null, words.how), el("div", { class: "cards" }, ...Object.entries(words.ways).map(([value, label]) => choice("way", value, label, false))));
  const spoken = el("fieldset", null, el("legend", null, words.language_of_form), el("div", { class: "cards" }, ...languages.map((each) => choice("spoken", each.language, each.name, each === words))));
  const chosen = (box) => box.querySelector("input:checked");
  const begin = () => {
    if (!chosen(ways)) {
      slip.textContent = words.choose_way;
      ways.querySelector("input").focus();
    } else act.begin(chosen(ways).value, chosen(spoken) ? chosen(spoken).value : languages[0].language);
  };
  return [
    heading(words.before),
    el("p", { class: "read" }, words.greeting),
    ways,
    slip,
    languages.length > 1 ? spoken : null,
    button(words.agreed, begin),
    button(words.results.refused, () => act.choose("refused"), "button plain"),
    button(words.back, act.back, "back"),
  ];
}

export function stop(words, act) {
  const made = el(
    "dialog",
    { class: "stopping", "aria-labelledby": "stopping" },
    el("h2", { id: "stopping" }, words.stop_sure),
    el("p", null, words.stop_text),
    button(words.stop_no, () => made.remove()),
    button(words.stop_yes, act, "button plain"),
  );
  return made;
}

export function kept(words, act) {
  return [heading(words.kept), el("p", null, words.kept_text), button(words.back_to_list, act.list)];
}

export function failed(words, act) {
  return [heading(words.not_kept), button(words.back_to_list, act.list, "button plain")];
}
