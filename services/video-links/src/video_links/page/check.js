/** The check of camera, microphone and sound before a session. */

import { TROUBLE, devices, listen, playSound, stop } from "./devices.js";
import { all, one } from "./find.js";

/** Louder than a silent room. */
const HEARD = 0.05;

/** What was picked, for the call. */
export const wish = { camera: "", microphone: "" };

/** @type {(() => void)[]} */
let undo = [];

/** @param {(words: string) => void} say */
export function offerCheck(say) {
  const box = document.querySelector("[data-check]");
  if (!(box instanceof HTMLElement)) return;
  box.hidden = false;
  one("[data-do=check]", box).addEventListener("click", () => {
    playSound();
    tell("sound", "ask", "Playing two tones");
    one("[data-do=check]", box).textContent = "Check again";
    one("[data-do=heard]", box).hidden = false;
    void check(box, say);
  });
  one("[data-do=heard]", box).addEventListener("click", () => {
    tell("sound", "good", "Works");
    one("[data-do=check]", box).focus();
    one("[data-do=heard]", box).hidden = true;
  });
  for (const select of all("select[data-pick]", box)) {
    select.addEventListener("change", () => {
      if (!(select instanceof HTMLSelectElement)) return;
      wish[select.dataset.pick === "camera" ? "camera" : "microphone"] = select.value;
      void check(box, say);
    });
  }
}

/** The camera's light goes out. */
export function endCheck() {
  for (const work of undo.splice(0)) work();
}

/**
 * @param {HTMLElement} box
 * @param {(words: string) => void} say
 */
async function check(box, say) {
  endCheck();
  tell("camera", "ask", "Checking…");
  tell("microphone", "ask", "Checking…");
  const { stream, trouble } = await devices(wish);
  const [picture] = stream.getVideoTracks();
  const [sound] = stream.getAudioTracks();
  const words = trouble === null ? "" : TROUBLE[trouble];
  one("[data-trouble]", box).textContent = words;
  one("[data-trouble]", box).hidden = trouble === null;
  one("[data-check-picture]", box).hidden = !picture;
  tell("camera", picture ? "good" : "bad", picture ? "Works" : "Does not work");
  tell("microphone", sound ? "ask" : "bad", sound ? "Say something" : "Does not work");
  say(words || "Your camera works. Now say something.");
  const preview = /** @type {HTMLVideoElement} */ (one("[data-preview]", box));
  preview.srcObject = stream;
  if (picture) preview.play().catch(() => undefined);
  undo = [() => stop(stream), () => (one("[data-check-picture]", box).hidden = true)];
  if (sound) undo.push(showLevel(box, stream, say));
  await offerChoice(box, stream);
}

/**
 * @param {HTMLElement} box
 * @param {MediaStream} stream
 * @param {(words: string) => void} say
 */
function showLevel(box, stream, say) {
  const meter = /** @type {HTMLMeterElement} */ (one("[data-level]", box));
  meter.hidden = false;
  let heard = false;
  const end = listen(stream, (level) => {
    meter.value = level;
    if (heard || level < HEARD) return;
    heard = true;
    tell("microphone", "good", "Works");
    say("Your microphone works.");
  });
  return () => {
    end();
    meter.hidden = true;
  };
}

/**
 * Where there is more than one.
 *
 * @param {HTMLElement} box
 * @param {MediaStream} stream
 */
async function offerChoice(box, stream) {
  const found = await navigator.mediaDevices.enumerateDevices();
  const used = stream.getTracks().map((track) => track.getSettings().deviceId);
  for (const select of all("select[data-pick]", box)) {
    const kind = select.dataset.pick === "camera" ? "videoinput" : "audioinput";
    const choice = found.filter((device) => device.kind === kind && device.label !== "");
    select.replaceChildren(
      ...choice.map(({ label, deviceId }) => new Option(label, deviceId, false, used.includes(deviceId))),
    );
    if (select.parentElement) select.parentElement.hidden = choice.length < 2;
  }
}

/**
 * @param {"camera" | "microphone" | "sound"} what
 * @param {"ask" | "good" | "bad"} how
 * @param {string} words
 */
function tell(what, how, words) {
  const line = one(`[data-checked=${what}]`);
  line.className = how;
  line.textContent = how === "good" ? `✓ ${words}` : words;
}
