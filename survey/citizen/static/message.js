// A page without a form, such as after the end of a wave: what still waits on this device goes out from here too.
// On a citizen's own phone the queue is loaded only where something waits, as beside a form.
function isWaiting() {
  try {
    return !location.pathname.startsWith("/s/") || localStorage.getItem("waiting") === "1";
  } catch (error) {
    return false;
  }
}

if (isWaiting()) import("./outbox.js").catch(() => {});
