/** Keeps the screen on while somebody waits or talks. A browser takes that back whenever the page is hidden. */

let wanted = false;
/** @type {WakeLockSentinel | null} */
let lock = null;

export function keepAwake() {
  wanted = true;
  void ask();
}

export function letSleep() {
  wanted = false;
  lock?.release().catch(() => undefined);
  lock = null;
}

function isWanted() {
  return wanted;
}

async function ask() {
  if (!isWanted() || lock || document.hidden || !("wakeLock" in navigator)) return;
  try {
    const given = await navigator.wakeLock.request("screen");
    lock = given;
    given.addEventListener("release", () => {
      if (lock === given) lock = null;
    });
    if (!isWanted()) letSleep();
  } catch {
    // A battery that is low, as a rule: then the screen goes off as always.
  }
}

document.addEventListener("visibilitychange", () => void ask());
