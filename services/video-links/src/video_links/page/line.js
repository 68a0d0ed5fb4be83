/** What is told of the connection to the other side, in words that stand on the page already. */

import { one } from "./find.js";

/**
 * @typedef {object} Line how it stands with it
 * @property {boolean} inCall
 * @property {boolean} entered whether this page has been in the room
 * @property {boolean} hostIsThere
 * @property {import("./call.js").MediaState} media
 * @property {string} signalling
 */

const UNREACHABLE_AFTER = 20_000; // ms

/** @type {ReturnType<typeof setTimeout> | undefined} */
let unreachable;

/**
 * @param {Line} line
 * @param {(words: string) => void} say
 */
export function tellLine({ inCall, entered, hostIsThere, media, signalling }, say) {
  const away = signalling !== "connected" && entered;
  one("[data-known]").hidden = signalling !== "connected";
  one("[data-section=waiting] [data-lost]").hidden = !away;
  const cut = inCall && (media === "lost" || (away && media !== "connected"));
  const gone = inCall && !away && !hostIsThere && media !== "connected";
  turn("[data-section=in_call] [data-lost]", cut && !gone, say);
  turn("[data-host-gone]", gone, say);
  const words = cut || gone ? "Connection lost" : media === "connected" ? "Connected" : "Connecting…";
  one("[data-media-words]").textContent = words;
  one("[data-media]").dataset.media = cut || gone ? "lost" : media;
  const waits = inCall && hostIsThere && media === "connecting" && !away;
  if (!waits) {
    clearTimeout(unreachable);
    unreachable = undefined;
    turn("[data-unreachable]", false, say);
  } else {
    unreachable ??= setTimeout(() => turn("[data-unreachable]", true, say), UNREACHABLE_AFTER);
  }
}

/**
 * @param {string} selector
 * @param {boolean} shown
 * @param {(words: string) => void} say
 */
function turn(selector, shown, say) {
  const banner = one(selector);
  if (banner.hidden !== shown) return;
  banner.hidden = !shown;
  say(shown ? banner.textContent : "");
}

/** @param {MediaStream | null} remote */
export async function play(remote) {
  const video = /** @type {HTMLVideoElement} */ (one("video[data-remote]"));
  if (video.srcObject !== remote) video.srcObject = remote;
  if (!remote) return;
  try {
    await video.play();
  } catch (refusal) {
    if (!(refusal instanceof DOMException) || refusal.name !== "NotAllowedError") return;
    // A browser that wants a press before it lets a page be heard.
    video.muted = true;
    one("[data-silent]").hidden = false;
    await video.play().catch(() => undefined);
  }
}

export function turnOnSound() {
  /** @type {HTMLVideoElement} */ (one("video[data-remote]")).muted = false;
  one("[data-silent]").hidden = true;
}
