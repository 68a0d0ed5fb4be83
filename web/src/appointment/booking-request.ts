import { type CalendarDate, type Time, toCalendarDate, toTime } from "@internationalized/date";

import type { components } from "../api/generated/booking";
import type { Problem } from "../api/problem";
import { clock, weekday, weekdayOf } from "../time/words";
import type { Client } from "./client";
import type { Frequency } from "./recurrence";
import type { Slot } from "./slot";

type SeriesRequest = components["schemas"]["SeriesRequest"];

/** What somebody has typed so far into a new appointment. */
export interface BookingRequest {
  client: Client | null;
  kindId: string | null;
  date: CalendarDate | null;
  time: Time | null;
  /** Which is meant where the clocks show the time twice: 0 the first, 1 the second. */
  fold: 0 | 1;
  minutes: number | null;
  practitionerId: string;
  /** null: a single appointment. */
  frequency: Frequency | null;
  ends: "count" | "until";
  count: number | null;
  until: CalendarDate | null;
  note: string;
}

/** The fields of a new appointment, in the order in which they stand on the screen. */
export const FIELDS = [
  "client",
  "kind",
  "date",
  "time",
  "minutes",
  "practitioner",
  "recurrence",
  "ends",
  "note",
  "choice",
  "accept",
] as const;
export type Field = (typeof FIELDS)[number];
export type Faults = Partial<Record<Field, string>>;

export function startingRequest(slot: Slot): BookingRequest {
  return {
    client: slot.client ?? null,
    kindId: slot.kindId ?? null,
    date: toCalendarDate(slot.start),
    time: toTime(slot.start),
    fold: 0,
    minutes: slot.durationMinutes ?? null,
    practitionerId: slot.practitionerId,
    frequency: slot.repeats ?? null,
    ends: "count",
    count: null,
    until: null,
    note: "",
  };
}

/** What keeps the request from being sent, in the words for it. */
export function faultsOf(request: BookingRequest): Faults {
  const faults: Faults = { ...faultsOfDates(request) };
  if (!request.client) {
    faults.client = "Choose a client.";
  }
  return faults;
}

/** The same, of what the dates hang on: without these faults they can be previewed. */
export function faultsOfDates(request: BookingRequest): Faults {
  const faults: Faults = {};
  if (!request.kindId) {
    faults.kind = "Choose a type.";
  }
  Object.assign(faults, faultsOfPlace(request));
  if (request.frequency === "every_weekday" && request.date && weekdayOf(request.date) > 4) {
    faults.recurrence = `The first date is a ${weekday(request.date)}: every weekday is Monday to Friday.`;
  }
  const ends = request.frequency ? faultOfEnd(request) : undefined;
  if (ends) {
    faults.ends = ends;
  }
  return faults;
}

/** What is missing or wrong with a day, a time and a duration. */
export function faultsOfPlace({
  date,
  time,
  minutes,
}: Pick<BookingRequest, "date" | "time" | "minutes">): Faults {
  const faults: Faults = {};
  if (!date) {
    faults.date = "Choose a date.";
  }
  if (!time) {
    faults.time = "Choose a time.";
  }
  if (minutes === null || minutes < 5 || minutes > 1440) {
    faults.minutes = "From 5 to 1440.";
  }
  return faults;
}

function faultOfEnd({ ends, count, until, date }: BookingRequest): string | undefined {
  if (ends === "count" ? !count : !until) {
    return "Say when the series ends: after a number of dates, or on a date.";
  }
  if (ends === "count" && count && count > 366) {
    return `A series can have 366 dates at most. This would be ${count}.`;
  }
  if (ends === "until" && until && date && until.compare(date) < 0) {
    return "The last date is before the first.";
  }
  return undefined;
}

export type DatesRequest = Omit<SeriesRequest, "client_id" | "note" | "on_conflict" | "accept" | "skip">;

/** What its dates hang on, as the API takes it; null while something is missing. */
export function datesRequest(request: BookingRequest): DatesRequest | null {
  const { kindId, date, time, minutes } = request;
  if (Object.keys(faultsOfDates(request)).length > 0 || !kindId || !date || !time || !minutes) {
    return null;
  }
  return {
    practitioner_id: request.practitionerId,
    kind_id: kindId,
    starts_local: `${date.toString()}T${clock(time)}`,
    fold: request.fold,
    duration_minutes: minutes,
    recurrence: request.frequency
      ? {
          frequency: request.frequency,
          ...(request.ends === "count"
            ? { count: request.count }
            : { until: request.until?.toString() ?? null }),
        }
      : null,
  };
}

/** Which field a refusal speaks of, with the words for it; null where it speaks of none. */
export function faultOfRefusal(problem: Problem): Faults | null {
  const { said, message } = problem;
  switch (said.type) {
    case "/problems/series-end-unclear":
      return { ends: "Say when the series ends: after a number of dates, or on a date." };
    case "/problems/series-ends-before-it-starts":
      return { ends: "The last date is before the first." };
    case "/problems/series-too-long":
      return { ends: message };
    case "/problems/first-date-not-in-series":
      return { recurrence: message };
    case "/problems/start-invalid":
      return { date: message };
    case "/problems/appointments-overlap":
      return { minutes: "Sessions of the series would overlap one another." };
    case "/problems/kind-unknown":
      return { kind: "This type is gone. Choose another." };
    case "/problems/practitioner-unknown":
      return { practitioner: "This practitioner is gone. Choose another." };
    default:
      return null;
  }
}
