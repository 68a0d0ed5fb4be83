/** The check of microphone, camera and sound before a session; and what can be foreseen without it. */

import { devices, foreseen, stop, watchDevices } from "./devices.js";
import { all, one } from "./find.js";
import { canPlaySound, listen, playSound } from "./sound.js";
import { troublesInWords } from "./troubles.js";

/** Louder than a silent room. */
const HEARD = 0.05;
const SILENT_AFTER = 10_000; // ms

/** What was picked, for the call. */
export const wish = { camera: "", microphone: "" };

/** @type {(() => void)[]} */
let undo = [];

/** @param {(words: string) => void} say */
export function offerCheck(say) {
  const box = document.querySelector("[data-check]");
  if (box instanceof HTMLElement) offerIn(box, say);
  void foresee();
  watchDevices(() => {
    if (undo.length === 0) void foresee();
  });
}

/** Before anybody presses anything. */
async function foresee() {
  tellForeseen(troublesInWords(await foreseen()));
}

/** @param {string} words */
function tellForeseen(words) {
  for (const line of all("[data-foreseen]")) {
    line.textContent = words;
    line.hidden = words === "";
  }
}

/**
 * @param {HTMLElement} box
 * @param {(words: string) => void} say
 */
function offerIn(box, say) {
  box.hidden = false;
  one("[data-do=check]", box).addEventListener("click", () => {
    if (canPlaySound()) playSound();
    tell(
      "sound",
      canPlaySound() ? "ask" : "bad",
      canPlaySound() ? "Playing two tones" : "Cannot be checked here",
    );
    one("[data-do=check]", box).textContent = "Check again";
    one("[data-do=heard]", box).hidden = !canPlaySound();
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
  watchDevices(() => {
    if (undo.length > 0) void check(box, say);
  });
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
  tellForeseen("");
  tell("microphone", "ask", "Checking…");
  tell("camera", "ask", "Checking…");
  const { stream, troubles } = await devices(wish);
  const [picture] = stream.getVideoTracks();
  const [sound] = stream.getAudioTracks();
  const words = troublesInWords(troubles);
  trouble(box, words);
  one("[data-check-picture]", box).hidden = !picture;
  tell("microphone", sound ? "ask" : "bad", sound ? "Say something" : "Does not work");
  tell("camera", picture ? "good" : "bad", picture ? "Works" : "Does not work");
  say(words || "Your camera works. Now say something.");
  const preview = /** @type {HTMLVideoElement} */ (one("[data-preview]", box));
  preview.srcObject = stream;
  if (picture) preview.play().catch(() => undefined);
  undo = [() => stop(stream), () => (one("[data-check-picture]", box).hidden = true)];
  if (sound && canPlaySound()) undo.push(showLevel(box, stream, words, say));
  await offerChoice(box, stream);
}

/**
 * @param {HTMLElement} box
 * @param {string} words
 */
function trouble(box, words) {
  one("[data-trouble]", box).textContent = words;
  one("[data-trouble]", box).hidden = words === "";
}

/**
 * @param {HTMLElement} box
 * @param {MediaStream} stream
 * @param {string} words of what else is the trouble
 * @param {(words: string) => void} say
 */
function showLevel(box, stream, words, say) {
  const meter = /** @type {HTMLMeterElement} */ (one("[data-level]", box));
  meter.hidden = false;
  let heard = false;
  const end = listen(stream, (level) => {
    meter.value = level;
    if (heard || level < HEARD) return;
    heard = true;
    tell("microphone", "good", "Works");
    trouble(box, words);
    say("Your microphone works.");
  });
  const silence = setTimeout(() => {
    if (heard) return;
    const silent = "We hear nothing. Is the microphone switched on? Speak up, or choose another one.";
    trouble(box, silent);
    say(silent);
  }, SILENT_AFTER);
  return () => {
    end();
    clearTimeout(silence);
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
