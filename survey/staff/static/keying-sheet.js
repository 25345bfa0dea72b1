// The questions of a form: what each takes from the keyboard, which are asked, the one string that they make.
const KEYS = { "/": "#", ",": ".", "+": "?" };
const NOT_ASKED = "-";
const NONE = "_";

function cellOf(input) {
  const { item, codes, signs, width, many, if: ifItem, ifCodes } = input.dataset;
  return { input, item, codes, signs, width: Number(width), many: Boolean(many), ifItem, ifCodes, value: "" };
}

export function sheetOf(list, { changed, refused, ended }) {
  const cells = Array.from(list.querySelectorAll(".cell"), cellOf);
  const byItem = new Map(cells.map((cell) => [cell.item, cell]));

  function isAsked(cell) {
    if (!cell.ifItem) return true;
    const before = byItem.get(cell.ifItem);
    return isAsked(before) && Array.from(before.value).some((code) => cell.ifCodes.includes(code));
  }

  function shown(cell) {
    if (!isAsked(cell)) return "–";
    return cell.value === NONE ? "0" : cell.value;
  }

  function show() {
    for (const cell of cells) {
      const asked = isAsked(cell);
      if (!asked) cell.value = "";
      cell.input.disabled = !asked;
      cell.input.value = shown(cell);
    }
  }

  function set(cell, value) {
    cell.value = value;
    show();
    changed();
  }

  function near(cell, step) {
    for (let at = cells.indexOf(cell) + step; cells[at]; at += step) if (isAsked(cells[at])) return cells[at];
    return null;
  }

  function goTo(cell) {
    if (!cell) return ended();
    cell.input.focus();
    cell.input.select();
  }

  function tick(cell, code) {
    const before = Array.from(cell.value).filter((each) => cell.codes.includes(each));
    const after = before.includes(code) ? before.filter((each) => each !== code) : [...before, code];
    set(cell, Array.from(cell.codes).filter((each) => after.includes(each)).join(""));
  }

  function type(cell, key) {
    const sign = KEYS[key] || key.toUpperCase();
    const isCode = cell.codes.includes(sign);
    if (cell.many && isCode) return tick(cell, sign);
    if (isCode || cell.signs.includes(sign)) set(cell, sign);
    else if (cell.many && sign === "0") set(cell, NONE);
    else return refused("notOffered");
    return goTo(near(cell, 1));
  }

  function back(cell) {
    if (cell.value) return set(cell, cell.many ? cell.value.slice(0, -1) : "");
    const before = near(cell, -1);
    if (!before) return null;
    goTo(before);
    return set(before, "");
  }

  function enter(cell) {
    return cell.value ? goTo(near(cell, 1)) : refused("empty");
  }

  const KEYDOWN = {
    Backspace: back,
    Enter: enter,
    ArrowDown: (cell) => goTo(near(cell, 1)),
    ArrowUp: (cell) => goTo(near(cell, -1) || cell),
  };

  for (const cell of cells) {
    cell.input.addEventListener("keydown", (event) => {
      const work = KEYDOWN[event.key];
      if (!work || event.isComposing) return;
      event.preventDefault();
      work(cell);
    });
    cell.input.addEventListener("beforeinput", (event) => {
      if (event.inputType === "insertCompositionText") return;
      event.preventDefault();
      if (event.inputType === "insertText" && event.data) type(cell, event.data);
      if (event.inputType === "deleteContentBackward") back(cell);
    });
    // Some keyboards compose and do not ask before: the last sign is what was typed.
    cell.input.addEventListener("compositionend", () => {
      const typed = cell.input.value.slice(-1);
      show();
      if (typed) type(cell, typed);
    });
  }

  function bits(cell) {
    return Array.from(cell.codes, (code) => (cell.value.includes(code) ? "1" : "0")).join("");
  }

  function part(cell) {
    if (!isAsked(cell)) return NOT_ASKED.repeat(cell.width);
    if (!cell.many) return cell.value;
    return cell.signs.includes(cell.value) ? cell.value.repeat(cell.width) : bits(cell);
  }

  return {
    string: () => cells.map(part).join(""),
    missing: () => cells.find((cell) => isAsked(cell) && !cell.value) || null,
    values: () => Object.fromEntries(cells.map((cell) => [cell.item, cell.value])),
    fill(values) {
      for (const cell of cells) cell.value = values[cell.item] || "";
      show();
    },
    goTo,
    start: () => goTo(cells.find(isAsked)),
    last() {
      const cell = cells.filter(isAsked).pop();
      goTo(cell);
      set(cell, "");
    },
  };
}
