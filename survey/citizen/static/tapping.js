// On a short form the tap itself moves on. Arrow keys only choose; Enter or the space bar moves on.
const SEEN = 250;
const TOO_SOON = 500;

export function tapping(form, walk) {
  let shown = Date.now();
  let isArrow = false;
  let timer = 0;

  form.addEventListener("keydown", (event) => (isArrow = event.key.startsWith("Arrow")));
  form.addEventListener("pointerdown", () => (isArrow = false));
  form.addEventListener(
    "click",
    (event) => {
      if (event.target.type !== "radio") return;
      // The second half of a double tap is not an answer to the next question.
      if (timer || (event.detail && Date.now() - shown < TOO_SOON)) return event.preventDefault();
      if (!isArrow) timer = setTimeout(on, SEEN);
    },
    true,
  );

  function on() {
    timer = 0;
    shown = Date.now();
    walk.forward();
  }

  return () => clearTimeout(timer);
}
