/** The client's page: from the countdown through the waiting room to the call. The server renders every state's words. */

import { openCall } from "./call.js";
import { endCheck, offerCheck, wish } from "./check.js";
import { TROUBLE, devices, stop } from "./devices.js";
import { all, one } from "./find.js";
import { countdown, here } from "./times.js";

/**
 * @typedef {"early" | "open" | "waiting" | "in_call" | "left" | "elsewhere"} State those that need no new page
 * @typedef {{state: string, host: boolean, peer: string | null}} View
 * @typedef {Awaited<ReturnType<typeof devices>>} Devices
 */

const UNREACHABLE_AFTER = 20_000; // ms
const facts = one("main[data-state]").dataset;
const RELOADED = "standing-reloaded";

let state = /** @type {State} */ (facts.state);
/** @type {import("./call.js").Call<View> | null} */
let call = null;
let stream = new MediaStream();
let takeOver = false;
let entered = false;
let hostIsThere = false;
let muted = false;
let cameraOff = false;
let trouble = "";
/** @type {import("./call.js").MediaState} */
let media = "none";
let signalling = "lost";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let unreachable;

/** @param {string} words */
function say(words) {
  one("[data-say]").textContent = words;
}

/** @param {State} next */
function show(next) {
  if (next === state) return;
  const before = one(`[data-section=${state}]`);
  const after = one(`[data-section=${next}]`);
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  state = next;
  for (const section of all("[data-section]")) section.hidden = section !== after;
  for (const outside of all("header.head, main:not(.hand)")) outside.hidden = next === "in_call";
  const stillWaiting = document.querySelector("[data-help=waiting]");
  const asks = next === "waiting" && stillWaiting !== null;
  for (const heading of all("[data-help]")) heading.hidden = (heading === stillWaiting) !== asks;
  // The focus moves only where what had it has gone.
  if (focused instanceof HTMLElement) {
    const same = focused.dataset.do && after.querySelector(`[data-do=${focused.dataset.do}]`);
    (same instanceof HTMLElement ? same : one("h1", after)).focus({ preventScroll: true });
  }
  if (next !== "in_call") window.scrollTo(0, 0);
  if (next === "waiting" || next === "in_call") endCheck();
  say(next === "in_call" ? "You are in the call." : one("h1", after).textContent);
}

/** Another state has a page of its own, which tells all. */
function showPage() {
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}

/** @param {string} next as the server names it */
function follow(next) {
  if (next === "waiting" || next === "in_call") {
    show(next);
    return;
  }
  end();
  if (next === "elsewhere") show(next);
  else showPage();
}

/** @param {string} words */
function refuse(words) {
  end();
  show("open");
  for (const line of all("[data-refusal]")) {
    line.textContent = words;
    line.hidden = false;
  }
  say(words);
}

async function enter() {
  const answer = await fetch(`${location.pathname}/join`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Standing-Csrf": facts.csrf ?? "" },
    body: JSON.stringify({ take_over: takeOver }),
  });
  if (answer.ok) {
    takeOver = false;
    if (!entered) void useDevices();
    entered = true;
    return /** @type {{ticket: string}} */ (await body(answer));
  }
  if (answer.status >= 500 || (answer.status === 429 && entered)) throw new Error(String(answer.status));
  const problem = /** @type {{state?: string}} */ (await body(answer));
  if (problem.state === "too_many") refuse("Please wait a little. You can try again in 10 minutes.");
  else if (problem.state) follow(problem.state);
  else refuse("We could not let you in. Open your link again from the email, or ask the clinic.");
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- it is an answer, not a fault
  throw { retry: false };
}

/**
 * @param {Response} answer
 * @returns {Promise<unknown>}
 */
function body(answer) {
  return answer.json();
}

function join() {
  if (call) return;
  for (const line of all("[data-refusal]")) line.hidden = true;
  entered = false;
  show("waiting");
  call = openCall({
    enter,
    polite: true,
    stream,
    on: {
      room: (/** @type {View} */ room) => {
        hostIsThere = room.host;
        follow(room.state);
        tellConnection();
      },
      remote: (remote) => void play(remote),
      media: (next) => {
        media = next;
        tellConnection();
      },
      signalling: (next) => {
        signalling = next;
        if (next === "closed" && call) showPage();
        else tellConnection();
      },
    },
  });
  if ("wakeLock" in navigator) navigator.wakeLock.request("screen").catch(() => undefined);
}

/** @param {"close" | "leave"} how */
function end(how = "close") {
  const ending = call;
  call = null;
  ending?.[how]();
  stop(stream);
  stream = new MediaStream();
}

function leave() {
  end("leave");
  show("left");
}

async function useDevices() {
  const got = await devices(wish);
  if (!call) {
    stop(got.stream);
    return;
  }
  stop(stream);
  stream = got.stream;
  call.use(stream);
  for (const track of stream.getTracks()) track.enabled = track.kind === "audio" ? !muted : !cameraOff;
  for (const video of all("video[data-self]")) {
    /** @type {HTMLVideoElement} */ (video).srcObject = stream;
    void (/** @type {HTMLVideoElement} */ (video).play().catch(() => undefined));
  }
  const words = got.trouble === null ? "" : TROUBLE[got.trouble];
  if (words !== trouble) say(words);
  trouble = words;
  for (const line of all("[data-section] > [data-trouble], .banners [data-trouble]")) {
    line.textContent = words;
    line.hidden = words === "";
  }
  one("[data-again]").hidden = words === "";
  tellSending();
}

function tellSending() {
  const camera = stream.getVideoTracks().length > 0;
  const microphone = stream.getAudioTracks().length > 0;
  const sound = microphone && !muted;
  const picture = camera && !cameraOff;
  one("[data-sending]").textContent =
    sound && picture
      ? "You: camera and microphone on"
      : sound
        ? "You: microphone on, no camera"
        : picture
          ? "You: camera on, microphone off"
          : "You: camera and microphone off";
  for (const button of all("[data-do=mute]")) label(button, muted ? "Unmute" : "Mute", muted);
  for (const button of all("[data-do=camera]"))
    label(button, cameraOff ? "Camera on" : "Camera off", cameraOff);
}

/**
 * @param {HTMLElement} button
 * @param {string} words
 * @param {boolean} off
 */
function label(button, words, off) {
  one("span", button).textContent = words;
  button.toggleAttribute("data-off", off);
}

/** @param {MediaStream | null} remote */
async function play(remote) {
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

/** What is told of the connection, in words that stand on the page already. */
function tellConnection() {
  const inCall = state === "in_call";
  const away = signalling !== "connected" && entered;
  one("[data-known]").hidden = signalling !== "connected";
  one("[data-section=waiting] [data-lost]").hidden = !away;
  const cut = inCall && (media === "lost" || (away && media !== "connected"));
  const gone = inCall && !away && !hostIsThere && media !== "connected";
  turn("[data-section=in_call] [data-lost]", cut && !gone);
  turn("[data-host-gone]", gone);
  const words = cut || gone ? "Connection lost" : media === "connected" ? "Connected" : "Connecting…";
  one("[data-media-words]").textContent = words;
  one("[data-media]").dataset.media = cut || gone ? "lost" : media;
  const waits = inCall && hostIsThere && media === "connecting" && !away;
  if (!waits) {
    clearTimeout(unreachable);
    unreachable = undefined;
    turn("[data-unreachable]", false);
  } else {
    unreachable ??= setTimeout(() => turn("[data-unreachable]", true), UNREACHABLE_AFTER);
  }
}

/**
 * @param {string} selector
 * @param {boolean} shown
 */
function turn(selector, shown) {
  const banner = one(selector);
  if (banner.hidden !== shown) return;
  banner.hidden = !shown;
  say(shown ? banner.textContent : "");
}

/** @type {Record<string, () => void>} */
const deeds = {
  join,
  leave,
  devices: () => void useDevices(),
  "take-over": () => {
    takeOver = true;
    join();
  },
  mute: () => {
    muted = !muted;
    for (const track of stream.getAudioTracks()) track.enabled = !muted;
    tellSending();
  },
  camera: () => {
    cameraOff = !cameraOff;
    for (const track of stream.getVideoTracks()) track.enabled = !cameraOff;
    tellSending();
  },
  sound: () => {
    /** @type {HTMLVideoElement} */ (one("video[data-remote]")).muted = false;
    one("[data-silent]").hidden = true;
  },
};

for (const button of all("[data-do]")) {
  const deed = deeds[button.dataset.do ?? ""];
  if (!deed) continue;
  button.addEventListener("click", deed);
  button.hidden = false;
}
window.addEventListener("pagehide", () => end());
for (const line of all(".no-script")) line.hidden = true;
here(facts);
offerCheck(say);
countdown(facts, () => {
  if (state !== "early") return;
  show("open");
  one("[data-section=open]").append(one("[data-check]"));
});

// A page that has joined comes back by itself, unless it was just sent here by a call that has ended.
const reloaded = Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < 10_000;
if (facts.joined === "yes" && state === "open" && !reloaded) join();
