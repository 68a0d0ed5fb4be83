/** Camera and microphone: what can be had, and why not what cannot. */

import { canUseDevices } from "./lacks.js";

/**
 * @typedef {import("./troubles.js").Trouble} Trouble
 * @typedef {import("./troubles.js").Troubles} Troubles
 * @typedef {{camera: string, microphone: string}} Wish ids of devices; empty for any
 */

/** @type {Troubles} */
export const NO_TROUBLE = { microphone: null, camera: null };

/**
 * As much as can be had: both, else the one of the two that can.
 *
 * @param {Wish} wish
 * @returns {Promise<{stream: MediaStream, troubles: Troubles}>}
 */
export async function devices(wish) {
  const stream = new MediaStream();
  // The page says so already, and more.
  if (!canUseDevices()) return { stream, troubles: NO_TROUBLE };
  const audio = wish.microphone ? { deviceId: wish.microphone } : true;
  const camera = wish.camera ? { deviceId: wish.camera } : { facingMode: "user" };
  const video = { ...camera, width: { ideal: 1280 }, height: { ideal: 720 } };
  if ((await ask(stream, { audio, video })) === null) return { stream, troubles: NO_TROUBLE };
  const troubles = { microphone: await ask(stream, { audio }), camera: await ask(stream, { video }) };
  return { stream, troubles };
}

/**
 * @param {MediaStream} stream gets what is given
 * @param {MediaStreamConstraints} what
 * @returns {Promise<Trouble | null>}
 */
async function ask(stream, what) {
  try {
    for (const track of (await navigator.mediaDevices.getUserMedia(what)).getTracks()) stream.addTrack(track);
    return null;
  } catch (refusal) {
    return troubleOf(refusal);
  }
}

/**
 * @param {unknown} refusal
 * @returns {Trouble}
 */
function troubleOf(refusal) {
  const { name, message } = refusal instanceof Error ? refusal : new Error();
  if (name === "NotAllowedError" || name === "SecurityError")
    return /system/i.test(message) ? "forbidden" : "refused";
  return name === "NotReadableError" || name === "AbortError" ? "in use" : "missing";
}

/**
 * What would be the trouble, as far as it can be known without asking anybody.
 *
 * @returns {Promise<Troubles>}
 */
export async function foreseen() {
  if (!canUseDevices()) return NO_TROUBLE;
  const kinds = (await navigator.mediaDevices.enumerateDevices()).map(({ kind }) => kind);
  return {
    microphone: kinds.includes("audioinput") ? await refused("microphone") : "missing",
    camera: kinds.includes("videoinput") ? await refused("camera") : "missing",
  };
}

/**
 * @param {"camera" | "microphone"} name
 * @returns {Promise<Trouble | null>}
 */
async function refused(name) {
  try {
    const { state } = await navigator.permissions.query({ name: /** @type {PermissionName} */ (name) });
    return state === "denied" ? "refused" : null;
  } catch {
    return null; // It does not say so beforehand.
  }
}

/**
 * Tells when any is plugged in or out.
 *
 * @param {() => void} changed
 */
export function watchDevices(changed) {
  if (canUseDevices()) navigator.mediaDevices.addEventListener("devicechange", changed);
}

/** @param {MediaStream} stream */
export function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}
