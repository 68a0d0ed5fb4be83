/** What this browser cannot do at all, said before anybody presses anything. The words stand on the page. */

import { all, one } from "./find.js";

/** @typedef {"call" | "devices" | "cookies"} Lack with "devices" alone one can join: to watch and to listen */

/** @returns {Lack | null} the one that matters most */
export function lack() {
  if (!("RTCPeerConnection" in window && "MediaStream" in window && "WebSocket" in window)) return "call";
  if (!navigator.cookieEnabled) return "cookies";
  return canUseDevices() ? null : "devices";
}

/** Not in the browsers of many mail programs, nor where the address is not a secure one. */
export function canUseDevices() {
  return "mediaDevices" in navigator && "getUserMedia" in navigator.mediaDevices;
}

/** @param {Lack} which */
export function tellLack(which) {
  one("div[data-unable]").hidden = false;
  for (const words of all("[data-lack]")) words.hidden = words.dataset.lack !== which;
  document.documentElement.dataset.unable = which;
}
