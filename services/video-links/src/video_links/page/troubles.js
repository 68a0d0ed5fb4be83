/** Why there is no sound or no picture, in words: the microphone first, since a call without a picture is still one. */

/**
 * `paused`: something else has it for a while, such as a phone call. `forbidden`: by the phone's or computer's settings.
 *
 * @typedef {"refused" | "forbidden" | "missing" | "in use" | "paused"} Trouble
 * @typedef {{microphone: Trouble | null, camera: Trouble | null}} Troubles
 */

const ALLOW = "Press the sign beside the address, choose Allow, then try again.";
const CLOSE = "Close it, then try again.";
const BACK = "It comes back by itself. If it does not, try again.";

/** @type {Record<Trouble, string>} */
const MICROPHONE = {
  refused: `Your browser did not let us use the microphone. ${ALLOW}`,
  forbidden:
    "This phone or computer does not let your browser use the microphone. Allow it in the settings, then try again.",
  missing: "We cannot find a microphone. You will hear, but not be heard: plug one in, or join on a phone.",
  "in use": `Another program is using the microphone. ${CLOSE}`,
  paused: `Your microphone is paused, perhaps by a phone call. ${BACK}`,
};

/** The exact words. @type {Record<Trouble, string>} */
const CAMERA = {
  refused:
    "Your browser did not let us use the camera. Press the camera sign beside the address, choose Allow, then try again.",
  forbidden:
    "This phone or computer does not let your browser use the camera. Allow it in the settings, then try again.",
  missing: "We cannot find a camera. You can join with sound only.",
  "in use": `Another program is using the camera. ${CLOSE}`,
  paused: `Your camera is paused. ${BACK}`,
};

/** @type {Record<Trouble, string>} */
const BOTH = {
  refused: `Your browser did not let us use the microphone and the camera. ${ALLOW}`,
  forbidden:
    "This phone or computer does not let your browser use the microphone and the camera. Allow them in the settings, then try again.",
  missing:
    "We cannot find a microphone or a camera. You will hear and see, but not be heard or seen: join on a phone, or plug them in.",
  "in use": `Another program is using the microphone and the camera. ${CLOSE}`,
  paused:
    "Your microphone and camera are paused, perhaps by a phone call. If they do not come back, try again.",
};

/**
 * Empty where there is none.
 *
 * @param {Troubles} troubles
 */
export function troublesInWords({ microphone, camera }) {
  if (microphone === null) return camera === null ? "" : CAMERA[camera];
  if (camera === null) return MICROPHONE[microphone];
  return microphone === camera ? BOTH[microphone] : `${MICROPHONE[microphone]} There is no picture either.`;
}
