import {
  type CalendarDate,
  type CalendarDateTime,
  type Time,
  toCalendarDate,
  toTime,
} from "@internationalized/date";

import type { Opened } from "../api/appointment";
import type { components } from "../api/generated/booking";
import { isProblem } from "../api/problem";
import { clock, counted, dayAndMonth, wallClock } from "../time/words";
import { type Faults, faultsOfPlace } from "./booking-request";

type Schemas = components["schemas"];
type Scope = Schemas["Scope"];

/** Where a session is to be, and which others are to go with it. */
export interface MoveRequest {
  date: CalendarDate | null;
  time: Time | null;
  /** Which is meant where the clocks show the time twice: 0 the first, 1 the second. */
  fold: 0 | 1;
  minutes: number | null;
  scope: Scope;
  /** Ids of those that were moved on their own before, and are to go all the same. */
  takeAlong: readonly string[];
}

/** What of it hangs on the places alone, as the API takes it. */
export type PlacesRequest = Pick<
  Schemas["MovePreviewRequest"],
  "scope" | "starts_local" | "fold" | "duration_minutes" | "take_along"
>;

/** `start` is where it was dragged to, on the clock of its diary; null: it is to be where it is. */
export function startingMove(appointment: Opened, start: CalendarDateTime | null): MoveRequest {
  const place = start ?? wallClock(appointment.local_start);
  return {
    date: toCalendarDate(place),
    time: toTime(place),
    fold: start ? 0 : appointment.fold,
    minutes: minutesOf(appointment),
    scope: "this",
    takeAlong: [],
  };
}

/** null while something is missing. The minutes are named only where they change: others may last longer. */
export function placesRequest(request: MoveRequest, appointment: Opened): PlacesRequest | null {
  const { date, time, fold, minutes, scope, takeAlong } = request;
  if (Object.keys(faultsOfPlace(request)).length > 0 || !date || !time) {
    return null;
  }
  return {
    scope,
    starts_local: `${date.toString()}T${clock(time)}`,
    fold,
    duration_minutes: minutes === minutesOf(appointment) ? null : minutes,
    take_along: [...takeAlong],
  };
}

/** Which field a refusal speaks of, with the words for it; null where it speaks of none. */
export function faultOfMoveRefusal(error: unknown): Faults | null {
  if (isProblem(error, "/problems/start-invalid", "/problems/first-date-not-in-series")) {
    return { date: error.message };
  }
  if (isProblem(error, "/problems/appointments-overlap")) {
    return { minutes: "Sessions of the series would overlap one another." };
  }
  return null;
}

/** Why it cannot be moved; null where it can. `now` in ms since 1970. */
export function whyNotMoved(
  { status, starts_at }: Pick<Opened, "status" | "starts_at">,
  now: number,
): string | null {
  if (status === "cancelled") {
    return "This session is cancelled.";
  }
  return status === "booked" && Date.parse(starts_at) > now ? null : "This session has begun, or is over.";
}

export interface Reach {
  scope: Scope;
  /** This and following */
  words: string;
  /** 4 sessions, from 28 October */
  counted: string;
}

/**
 * How far a move can reach, narrowest first; without those that reach no further than another. By the series as it was
 * opened, since nothing is previewed before there is a new place. `now` in ms since 1970.
 */
export function reachesOf(
  { id, starts_at, series }: Pick<Opened, "id" | "starts_at" | "series">,
  now: number,
): Reach[] {
  const ahead = series.appointments.filter(
    (each) => each.status === "booked" && Date.parse(each.starts_at) > now,
  );
  const following = ahead.filter((each) => Date.parse(each.starts_at) >= Date.parse(starts_at));
  const scopes = [
    { scope: "this", words: "This session", sessions: ahead.filter((each) => each.id === id) },
    { scope: "this_and_following", words: "This and following", sessions: following },
    { scope: "all_ahead", words: "All ahead", sessions: ahead },
  ] as const;
  return scopes
    .filter(({ sessions }, index) =>
      scopes.slice(0, index).every((other) => other.sessions.length < sessions.length),
    )
    .map(({ scope, words, sessions }) => ({ scope, words, counted: reachInWords(sessions) }));
}

function reachInWords(sessions: readonly { local_start: string }[]): string {
  const [first] = sessions;
  const day = first ? dayAndMonth(wallClock(first.local_start)) : "";
  return sessions.length > 1 ? `${counted(sessions.length, "session")}, from ${day}` : `${day} only`;
}

function minutesOf({ starts_at, ends_at }: Pick<Opened, "starts_at" | "ends_at">): number {
  return Math.round((Date.parse(ends_at) - Date.parse(starts_at)) / 60_000);
}
