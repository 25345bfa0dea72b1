// A form that the server did not take: both forms of one number side by side, and the clerk's choice.
const find = (id) => document.getElementById(id);

function draw(place, pairs, which) {
  place.replaceChildren(
    ...pairs.map((pair) => {
      const part = document.createElement(pair.same ? "span" : "mark");
      part.textContent = pair[which];
      return part;
    }),
  );
}

// `decide(form, values)`: other values for the form, or null where it is given up.
export function clashOf({ said, readNumber, decide }) {
  const dialog = find("clash");
  let form = null;

  function open(found) {
    if (dialog.open) return;
    form = found;
    const isDuplicate = form.parked.code === "number_used";
    find("clash-head").textContent = isDuplicate ? form.parked.said : said.parked.replace("{number}", form.fields.number);
    find("clash-said").textContent = isDuplicate ? "" : form.parked.said;
    find("clash-said").hidden = isDuplicate;
    for (const id of ["clash-pair", "clash-keep", "clash-instead"]) find(id).hidden = !isDuplicate;
    for (const id of ["clash-again", "clash-drop"]) find(id).hidden = isDuplicate;
    draw(find("clash-stored"), form.parked.pairs, "stored");
    draw(find("clash-sent"), form.parked.pairs, "sent");
    find("clash-number").value = form.fields.number;
    dialog.showModal();
    find(isDuplicate ? "clash-keep" : "clash-again").focus();
  }

  function end(values) {
    const decided = form;
    form = null;
    dialog.close();
    decide(decided, values);
  }

  function other() {
    const number = readNumber(find("clash-number").value);
    if (!number) return find("clash-number").focus();
    return end({ parked: null, fields: { ...form.fields, number } });
  }

  // It stays until somebody has decided.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  find("clash-keep").addEventListener("click", () => end(null));
  find("clash-drop").addEventListener("click", () => end(null));
  find("clash-again").addEventListener("click", () => end({ parked: null }));
  find("clash-instead").addEventListener("click", () => {
    end({ parked: null, fields: { ...form.fields, choice: "instead" } });
  });
  find("clash-other").addEventListener("click", other);
  find("clash-number").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    other();
  });
  return { open };
}
