// Somebody walked away: after a while without a touch, a key, a scroll or a new focus the screen asks, and
// when nobody answers it goes back to the start.
const SIGNS = ["pointerdown", "touchstart", "keydown", "input", "focusin", "wheel", "scroll"];
const AFTER = 45;
const GRACE = 20;

// `ask` gives the dialog to open, or nothing where it need not be asked; `gone` is told when nobody is there.
export function idle({ ask, gone }) {
  let timer = 0;
  let dialog = null;

  function wait() {
    stop();
    timer = setTimeout(warn, AFTER * 1000);
  }

  function warn() {
    dialog = ask();
    if (!dialog) return finish();
    const ends = Date.now() + GRACE * 1000;
    dialog.querySelector("button").addEventListener("click", wait);
    dialog.addEventListener("click", wait);
    dialog.addEventListener("cancel", wait);
    document.body.append(dialog);
    tick(ends);
    dialog.showModal();
    timer = setInterval(() => tick(ends), 250);
  }

  function tick(ends) {
    const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    for (const each of dialog.querySelectorAll(".n, text")) {
      if (each.textContent !== String(left)) each.textContent = left;
    }
    const round = dialog.querySelector(".left");
    round.setAttribute("stroke-dasharray", `${(553 * left) / GRACE} 553`);
    if (!left) finish();
  }

  function finish() {
    stop();
    gone();
  }

  function stop() {
    clearTimeout(timer);
    clearInterval(timer);
    timer = 0;
    if (dialog) dialog.remove();
    dialog = null;
  }

  function sign(event) {
    // Touching the warning counts when the finger is lifted: else the tap would reach what lies below.
    const isWarned = dialog && (event.type === "focusin" || (event.type !== "keydown" && dialog.contains(event.target)));
    if (timer && !isWarned) wait();
  }

  for (const each of SIGNS) addEventListener(each, sign, { capture: true, passive: true });
  return {
    wait,
    stop,
    get isOn() {
      return Boolean(timer);
    },
  };
}
