/** The countdown, and a session's time on the clock of whoever reads. */

import { all, one } from "./find.js";

/**
 * Counts down to when one can join, by the server's clock.
 *
 * @param {DOMStringMap} facts
 * @param {() => void} open
 */
export function countdown({ state, now, opens }, open) {
  if (state !== "early") return;
  const opensAt = Date.now() + Date.parse(opens ?? "") - Date.parse(now ?? "");
  const words = one("[data-countdown=words]");
  const left = one("[data-countdown=left]");
  words.textContent = "You can join in";
  one("[data-countdown=at]").hidden = false;
  const tick = () => {
    const seconds = (opensAt - Date.now()) / 1000;
    left.textContent = inWords(seconds);
    if (seconds > 0) return;
    clearInterval(clock);
    open();
  };
  const clock = setInterval(tick, 1000);
  tick();
}

/** @param {number} seconds */
export function inWords(seconds) {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return "less than a minute";
  const hours = Math.floor(minutes / 60);
  return [counted(hours, "hour"), counted(minutes % 60, "minute")].filter(Boolean).join(" ");
}

/**
 * @param {number} count
 * @param {string} what
 */
function counted(count, what) {
  return count === 0 ? "" : `${count} ${what}${count === 1 ? "" : "s"}`;
}

/**
 * Below each time that the page says, "That is 12pm where you are.", if it is another there.
 *
 * @param {DOMStringMap} facts
 */
export function here({ zone }) {
  for (const line of all("[data-here]")) {
    const words = elsewhere(new Date(line.dataset.here ?? ""), zone ?? "UTC", undefined);
    line.hidden = words === "";
    line.textContent = words;
  }
}

/**
 * @param {Date} at
 * @param {string} zone the clinic's
 * @param {string | undefined} theirs the browser's own where undefined
 */
export function elsewhere(at, zone, theirs) {
  const [clinic, reader] = [zone, theirs].map((timeZone) => wall(at, timeZone));
  if (!clinic || !reader || (clinic.time === reader.time && clinic.day === reader.day)) return "";
  return `That is ${reader.time}${clinic.day === reader.day ? "" : ` on ${reader.day}`} where you are.`;
}

/**
 * @param {Date} at
 * @param {string | undefined} timeZone
 */
function wall(at, timeZone) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (/** @type {string} */ type) => parts.find((found) => found.type === type)?.value ?? "";
  const hour = Number(part("hour"));
  const minutes = part("minute") === "00" ? "" : `:${part("minute")}`;
  return {
    day: `${part("weekday")} ${part("day")} ${part("month")}`,
    time: `${hour % 12 || 12}${minutes}${hour < 12 ? "am" : "pm"}`,
  };
}
