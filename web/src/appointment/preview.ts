import type { CalendarDateTime } from "@internationalized/date";

import type { components } from "../api/generated/booking";
import { counted, dayAndMonth, listed, weekday, weekdayOf } from "../time/words";

/** A date that a request would have. */
export interface PlannedDate {
  /** Counts what would be booked, so a taken date has none. */
  number: number | null;
  start: CalendarDateTime;
  /** Whether the clocks show its start twice on that day. */
  twice: boolean;
  /** 10:00–10:30 */
  span: string;
  /** UTC. */
  startsAt: string;
  endsAt: string;
  /** What speaks against it beside that it is taken. */
  findings: Finding[];
  taken: Obstacle[];
}

/** It is booked if somebody says so, and only then. */
export interface Finding {
  code: components["schemas"]["FindingCode"];
  /** Grace Whitfield is with Morven Kerr, 10:00 to 10:30 */
  words: string;
}

/** What stands in the way of a date. */
export interface Obstacle {
  appointmentId: string;
  /** Dr. Adeyemi is with Priya Nair, 10:00 to 10:45 */
  words: string;
  /** By name; null where that is not known. */
  bookedBy: string | null;
}

/** What is to be known between two dates. */
export interface Note {
  icon: "clock" | "skip";
  words: string;
}

/** What a request would book. */
export interface Preview {
  /** "every week on Thursday"; null for a single appointment. */
  recurrence: string | null;
  /** IANA. */
  zone: string;
  lines: (PlannedDate | Note)[];
}

/** What to do with a series of which some dates are taken: one choice for all of it. */
export type Choice = "skip" | "none";

export function isDate(line: PlannedDate | Note): line is PlannedDate {
  return "start" in line;
}

export function datesOf(preview: Preview): PlannedDate[] {
  return preview.lines.filter(isDate);
}

export function takenOf(preview: Preview): PlannedDate[] {
  return datesOf(preview).filter((date) => date.taken.length > 0);
}

export function freeOf(preview: Preview): PlannedDate[] {
  return datesOf(preview).filter((date) => date.taken.length === 0);
}

/** On which day the clocks show the time twice: then it has to be said which is meant. */
export function twiceOn(preview: Preview): CalendarDateTime | null {
  return datesOf(preview).find(({ twice }) => twice)?.start ?? null;
}

/** 6 dates: 5 free, 1 taken */
export function headingOf(preview: Preview): string {
  const all = datesOf(preview).length;
  const taken = takenOf(preview).length;
  const dates = counted(all, "date");
  if (taken === 0) {
    return `${dates}, ${all === 1 ? "free" : "all free"}`;
  }
  return taken === all
    ? `${dates}, ${all === 1 ? "taken" : "all taken"}`
    : `${dates}: ${all - taken} free, ${taken} taken`;
}

/** Free · Free, a Sunday */
export function freeInWords(date: PlannedDate): string {
  return weekdayOf(date.start) > 4 ? `Free, a ${weekday(date.start)}` : "Free";
}

export interface ChoiceWords {
  skip: string;
  none: string;
}

/** null where there is nothing to choose: no date is taken, or no other is left to book. */
export function choiceOf(preview: Preview): ChoiceWords | null {
  const taken = takenOf(preview).length;
  const free = freeOf(preview).length;
  if (taken === 0 || free === 0) {
    return null;
  }
  return {
    skip: `Book the other ${free === 1 ? "one" : free} and skip ${taken === 1 ? "this one" : `these ${taken}`}`,
    none: "Book none: I will change the date or time",
  };
}

/** What has to be chosen or changed before the request can be booked; undefined where it can. */
export function faultOfTaken(preview: Preview, choice: Choice | null): string | undefined {
  const taken = takenOf(preview);
  if (taken.length === 0 || (choice === "skip" && choiceOf(preview))) {
    return undefined;
  }
  const days = daysInWords(taken);
  if (!choiceOf(preview)) {
    return `Not booked: ${days} ${taken.length === 1 ? "is" : "are"} taken. Change the date or time.`;
  }
  return choice === "none" ? "Not booked: change the date or time." : `Choose what to do about ${days}.`;
}

/** 18 November · 18 and 25 November · 18 November and 4 more dates */
export function daysInWords(dates: readonly PlannedDate[]): string {
  const days = dates.map(({ start }) => dayAndMonth(start));
  const [first = ""] = days;
  return days.length > 3
    ? `${first} and ${counted(days.length - 1, "more date", "more dates")}`
    : listed(days);
}

/** How many sessions Save books. */
export function bookedBy(preview: Preview, choice: Choice | null): number {
  return takenOf(preview).length === 0 || (choice === "skip" && choiceOf(preview))
    ? freeOf(preview).length
    : 0;
}

/** Which dates are taken, so that a choice holds only for the dates that it was made for. */
export function takenKey(preview: Preview): string {
  return takenOf(preview)
    .map(({ start }) => start.toString())
    .join(" ");
}

/**
 * "Morven Kerr has just booked this slot.": what stands in the way now and did not before, of the same request. null where
 * nothing does.
 */
export function justBooked(before: Preview, now: Preview): string | null {
  const known = new Set(
    takenOf(before).flatMap(({ taken }) => taken.map(({ appointmentId }) => appointmentId)),
  );
  const dates = takenOf(now).filter(({ taken }) =>
    taken.some(({ appointmentId }) => !known.has(appointmentId)),
  );
  const names = dates.flatMap(({ taken }) =>
    taken
      .filter(({ appointmentId }) => !known.has(appointmentId))
      .map(({ bookedBy }) => bookedBy ?? "Someone"),
  );
  if (dates.length === 0) {
    return null;
  }
  const [first] = datesOf(now);
  const what = first && dates.includes(first) ? "this slot" : daysInWords(dates);
  const who = [...new Set(names)];
  return `${listed(who)} ${who.length > 1 ? "have" : "has"} just booked ${what}.`;
}
