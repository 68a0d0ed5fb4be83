import type { CalendarDateTime } from "@internationalized/date";
import { useSyncExternalStore } from "react";

import { type Clock, shownBy } from "./clocks";

const MINUTE = 60_000; // ms

/** The minute that it is, in ms since 1970; renders again with each minute. */
export function useMinute(): number {
  return useSyncExternalStore(everyMinute, () => Math.floor(Date.now() / MINUTE)) * MINUTE;
}

/** What a clock shows, to the minute. */
export function useNow(clock: Clock): CalendarDateTime {
  return shownBy(clock, useMinute());
}

function everyMinute(listener: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  // Timers sleep with the computer; whoever opens it looks at the screen first.
  document.addEventListener("visibilitychange", listener);
  const tick = () => {
    listener();
    timer = setTimeout(tick, MINUTE - (Date.now() % MINUTE));
  };
  tick();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", listener);
  };
}
