/** The client's page: from the countdown through the waiting room to the call. The server renders every state's words. */

import { keepAwake, letSleep } from "./awake.js";
import { openCall } from "./call.js";
import { endCheck, offerCheck, wish } from "./check.js";
import { all, one } from "./find.js";
import { lack, tellLack } from "./lacks.js";
import { play, tellLine, turnOnSound } from "./line.js";
import { Own } from "./own.js";
import { countdown, here } from "./times.js";

/**
 * @typedef {"early" | "open" | "waiting" | "asked" | "in_call" | "left" | "elsewhere" | "other_window"} State those that need no new page
 * @typedef {{state: string, host: boolean, peer: string | null, asks: string | null, name: string | null}} View
 */

const facts = one("main[data-state]").dataset;
const lacking = lack();

let state = /** @type {State} */ (facts.state);
/** @type {import("./call.js").Call<View> | null} */
let call = null;
/** @type {Own | null} */
let own = null;
let takeOver = false;
let entered = false;
let hostIsThere = false;
/** @type {string | null} */
let asks = null;
/** @type {import("./call.js").MediaState} */
let media = "none";
let signalling = "lost";

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
  history.replaceState({ ...historyState(), reloadedAt: Date.now() }, "");
  location.reload();
}

/** What the page remembers over a reload, in every browser: not each has a storage that it lets us use. */
function historyState() {
  /** @type {unknown} */
  const kept = history.state;
  return /** @type {{reloadedAt?: number} | null} */ (kept);
}

/** @param {string} host */
function name(host) {
  for (const place of all("[data-asks]")) place.textContent = host;
}

/** @param {string} next as the server names it */
function follow(next) {
  if (next === "waiting" || next === "asked" || next === "in_call") {
    show(next);
    return;
  }
  end();
  if (next === "elsewhere" || next === "other_window" || next === "left") show(next);
  else showPage();
}

/** @param {string} words */
function refuse(words) {
  end();
  show("open");
  for (const line of all("[data-refusal]")) {
    line.textContent = words;
    line.hidden = words === "";
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
    if (!entered) void own?.start();
    entered = true;
    return /** @type {{ticket: string}} */ (await body(answer));
  }
  if (answer.status >= 500 || (answer.status === 429 && entered)) throw new Error(String(answer.status));
  const problem = /** @type {{state?: string}} */ (await body(answer));
  if (problem.state === "too_many") {
    refuse("Please wait a little. You can try again in 10 minutes.");
  } else if (problem.state) {
    follow(problem.state);
  } else if (answer.status === 403) {
    refuse("");
    tellLack("cookies");
  } else {
    refuse("We could not let you in. Open your link again from the email, or ask the clinic.");
  }
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
  own ??= new Own({ wish, say, use: (stream) => call?.use(stream) });
  call = openCall({
    enter,
    polite: true,
    stream: own.stream,
    on: {
      room: (/** @type {View} */ room) => {
        hostIsThere = room.host;
        asks = room.asks;
        if (room.state === "asked") name(room.name ?? "somebody else");
        follow(room.state);
        tell();
      },
      remote: (remote) => void play(remote),
      media: (next) => {
        media = next;
        tell();
      },
      signalling: (next) => {
        signalling = next;
        if (next === "closed" && call) showPage();
        else tell();
      },
    },
  });
  keepAwake();
}

function tell() {
  tellLine({ inCall: state === "in_call", entered, hostIsThere, media, signalling }, say);
}

/** @param {"close" | "leave"} how */
function end(how = "close") {
  const ending = call;
  call = null;
  ending?.[how]();
  own?.stop();
  letSleep();
}

/** @type {Record<string, () => void>} */
const deeds = {
  join,
  leave: () => {
    end("leave");
    show("left");
  },
  agree: () => {
    if (asks) call?.agree(asks);
  },
  devices: () => void own?.start(),
  "take-over": () => {
    takeOver = true;
    join();
  },
  mute: () => own?.mute(),
  camera: () => own?.turnCamera(),
  sound: turnOnSound,
};

for (const button of all("[data-do]")) {
  const deed = deeds[button.dataset.do ?? ""];
  if (!deed) continue;
  button.addEventListener("click", deed);
  button.hidden = false;
}
window.addEventListener("pagehide", () => end());
// The browser has kept the page as it was left: without its call.
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
here(facts);
if (lacking === null) offerCheck(say);
else tellLack(lacking);
countdown(facts, () => {
  if (state !== "early") return;
  show("open");
  const check = document.querySelector("[data-check]");
  if (check) one("[data-section=open]").append(check);
});

// A page that has joined comes back by itself, unless it was just sent here by a call that has ended.
const reloaded = Date.now() - (historyState()?.reloadedAt ?? 0) < 10_000;
if (facts.joined === "yes" && state === "open" && !reloaded && (lacking ?? "devices") === "devices") join();
document.documentElement.dataset.works = "yes";
