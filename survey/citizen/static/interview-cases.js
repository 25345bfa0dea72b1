// The households of an interviewer: what the server knew, and what was noted on this device since. A visit rests
// here before it goes into the queue, so that it leaves neither with the ballot of that visit nor in its hour.
import { flush, keep, put, setting } from "./outbox.js";

const MINUTE = 60000;
const RESTS_AT_LEAST = 20;
const RESTS_AT_MOST = 60;
export const today = () => new Date(Date.now() + 7 * 60 * MINUTE).toISOString().slice(0, 10);

function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A book of cases; `known` is what the page brought.
export async function caseBook(known) {
  const name = `interview ${known.number}`;
  const cases = new Map(known.cases.map((each) => [each.n, each]));
  let state = await read();

  async function read() {
    return Object.assign({ visits: [], reserves: {} }, await setting(name).catch(() => null));
  }

  // Two tabs of one interviewer change it one after another.
  function change(work) {
    const doIt = async () => {
      const next = await read();
      work(next);
      await keep(name, next);
      state = next;
    };
    return navigator.locks ? navigator.locks.request(name, doIt) : doIt();
  }

  const own = (n) => state.visits.filter((visit) => visit.n === n);

  function resultsOf(n) {
    const found = new Map(cases.get(n).seen);
    for (const { visit, result } of own(n)) found.set(visit, result);
    return Array.from(found.entries()).sort((a, b) => a[0] - b[0]);
  }

  // The same rule as in survey/interviewing/outcomes.py.
  function outcomeOf(n) {
    const results = resultsOf(n).map((each) => each[1]);
    if (!results.length) return "open";
    if (results.includes("completed")) return "completed";
    if (results.length >= known.patience && results.every((each) => each === "no_answer")) return "not_at_home";
    return known.finals[results[results.length - 1]];
  }

  const replacedBy = (each) => state.reserves[each.n] || each.for || null;

  function view(each) {
    const results = resultsOf(each.n);
    const last = own(each.n).slice(-1)[0];
    return {
      n: each.n,
      what: each.what,
      isReserve: each.reserve,
      replaces: each.reserve ? replacedBy(each) : null,
      visits: results.length,
      outcome: outcomeOf(each.n),
      isToday: Boolean(last) && last.day === today(),
      mayTakeBack: Boolean(last) && !last.queued && last.result !== "completed",
    };
  }

  function all() {
    return known.cases.map(view).filter((each) => !each.isReserve || each.replaces || each.visits);
  }

  // The next reserve in its turn, and the household that it comes in for; nothing where none is needed.
  function nextReserve() {
    const taken = new Set(known.cases.filter((each) => each.reserve).map(replacedBy));
    const lost = all().find((each) => !["open", "completed"].includes(each.outcome) && !taken.has(each.n));
    const spare = known.cases.find((each) => each.reserve && !replacedBy(each) && !resultsOf(each.n).length);
    return lost && spare ? { n: spare.n, lost: lost.n } : null;
  }

  const reservesLeft = () =>
    known.cases.filter((each) => each.reserve && !replacedBy(each) && !resultsOf(each.n).length).length;

  function useReserve({ n, lost }) {
    return change((next) => { next.reserves[n] = lost; });
  }

  function note(n, result) {
    const before = resultsOf(n).map((each) => each[0]);
    const replaces = (cases.get(n).reserve && replacedBy(cases.get(n))) || null;
    const visit = { id: freshId(), n, visit: Math.max(0, ...before) + 1, result, replaces, day: today(), queued: false };
    return change((next) => { next.visits.push(visit); });
  }

  function takeBack(n) {
    return change((next) => {
      const last = next.visits.filter((visit) => visit.n === n).slice(-1)[0];
      if (last && !last.queued && last.result !== "completed") next.visits.splice(next.visits.indexOf(last), 1);
    });
  }

  // Into the queue, all that rests; told twice it is still noted once.
  async function release() {
    for (const { id, n, visit, result, replaces } of state.visits.filter((each) => !each.queued)) {
      const body = JSON.stringify({ link: known.link, case: n, visit, result, replaces });
      await put({ id, url: `/api/v1/contacts/${id}`, body });
      await change((next) => {
        for (const each of next.visits) if (each.id === id) each.queued = true;
      });
    }
    return flush();
  }

  // What was queued on an earlier day and is known to the server needs no second memory.
  function forget() {
    const isKnown = ({ n, visit, queued, day }) =>
      queued && day < today() && (!cases.has(n) || cases.get(n).seen.some((each) => each[0] === visit));
    if (!state.visits.some(isKnown)) return Promise.resolve();
    return change((next) => { next.visits = next.visits.filter((visit) => !isKnown(visit)); });
  }

  function rest() {
    const minutes = RESTS_AT_LEAST + Math.random() * (RESTS_AT_MOST - RESTS_AT_LEAST);
    setTimeout(() => release().catch(() => {}).then(rest), minutes * MINUTE);
  }

  await forget().catch(() => {});
  release().catch(() => {});
  rest();
  return {
    all,
    find: (n) => all().find((each) => each.n === n),
    nextReserve,
    note,
    release,
    reservesLeft,
    takeBack,
    useReserve,
    get resting() {
      return state.visits.filter((visit) => !visit.queued).length;
    },
    get visitsToday() {
      return state.visits.filter((visit) => visit.day === today());
    },
  };
}
