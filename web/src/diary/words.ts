import type { components } from "../api/generated/booking";
import {
  clock,
  elapsed,
  endInShort,
  ordinal,
  spanInWords,
  startInShort,
  wallClock,
  weekday,
} from "../time/words";
import { dayInWords } from "./view";
import { toCalendarDate } from "@internationalized/date";

export type DiaryAppointment = components["schemas"]["DiaryAppointment"];
type Status = DiaryAppointment["status"];

const MINUTE = 60_000; // ms

/** What is said of an appointment beyond that it is booked. */
export const STATE: Record<Status, string | null> = {
  booked: null,
  attended: "attended",
  missed: "did not attend",
  cancelled: "cancelled",
};

export function tookPlace(status: Status): boolean {
  return status === "attended";
}

/** Whether the client is in the waiting room now. */
export function isWaiting({ call }: DiaryAppointment): boolean {
  return call !== null && call.ended === null && call.client === "waiting";
}

/** `now` in ms since 1970. */
export function isOver({ status, ends_at }: DiaryAppointment, now: number): boolean {
  return tookPlace(status) || status === "missed" || Date.parse(ends_at) <= now;
}

/** Whether it is on this day, `2027-10-20`. What ends at midnight is not on the day that begins then. */
export function isOn({ local_start, local_end }: DiaryAppointment, day: string): boolean {
  return local_start.startsWith(day) || (local_start < day && local_end > `${day}T00:00:00`);
}

/** When it starts, as it is shown on this day: 23:30; where that was the day before, Wed 23:30 */
export function startOn(appointment: DiaryAppointment, day: string): string {
  const start = startInShort(appointment);
  return appointment.local_start.startsWith(day)
    ? start
    : `${shortWeekday(appointment.local_start)} ${start}`;
}

/** When it ends, as it is shown on this day: 00:30; where that is the day after, Thu 00:30 */
export function endOn(appointment: DiaryAppointment, day: string): string {
  const end = endInShort(appointment);
  return goesOn(appointment, day) ? `${shortWeekday(appointment.local_end)} ${end}` : end;
}

/** When it is, in its block: 10:00–10:30, Wed 23:30 to 00:30; without room 10:00, from 23:30, until 00:30 */
export function timeOn(appointment: DiaryAppointment, day: string, withEnd: boolean): string {
  const [start, end] = [startOn(appointment, day), endOn(appointment, day)];
  const isCarriedOver = !appointment.local_start.startsWith(day);
  if (isCarriedOver || goesOn(appointment, day)) {
    return withEnd ? `${start} to ${end}` : isCarriedOver ? `until ${end}` : `from ${start}`;
  }
  return withEnd ? `${start}–${end}` : start;
}

function goesOn({ local_end }: DiaryAppointment, day: string): boolean {
  return local_end.slice(0, 10) > day && !local_end.endsWith("T00:00:00");
}

function shortWeekday(local: string): string {
  return weekday(wallClock(local)).slice(0, 3);
}

/** "Video follow-up, Grace Whitfield, Wednesday 20 October, 10:00 to 10:30, 2nd of 4, client is waiting" */
export function wholeName(appointment: DiaryAppointment): string {
  const start = wallClock(appointment.local_start);
  const overMidnight = goesOn(appointment, appointment.local_start.slice(0, 10));
  return [
    appointment.kind.name,
    appointment.client.name,
    dayInWords(toCalendarDate(start)),
    `${spanInWords(appointment, " to ")}${overMidnight ? ` on ${dayInWords(toCalendarDate(wallClock(appointment.local_end)))}` : ""}`,
    appointment.of > 1 && `${ordinal(appointment.number)} of ${appointment.of}`,
    STATE[appointment.status] ?? presenceOf(appointment),
  ]
    .filter(Boolean)
    .join(", ");
}

/** What is said of the room while there is anything to say. */
function presenceOf(appointment: DiaryAppointment): string | null {
  if (isWaiting(appointment)) {
    return appointment.scanner_waits ? "what looks like a mail scanner is waiting" : "client is waiting";
  }
  return isInCall(appointment) ? "in the call" : null;
}

export function isInCall({ call }: DiaryAppointment): boolean {
  return call !== null && call.ended === null && call.client === "in_call";
}

/** Waiting, 2 min · A mail scanner? · In the call; null where there is nothing to say. `now` in ms since 1970. */
export function presenceInWords(appointment: DiaryAppointment, now: number): string | null {
  const since = appointment.call?.client_since;
  if (isWaiting(appointment) && appointment.scanner_waits) {
    return "A mail scanner?";
  }
  if (isWaiting(appointment) && since) {
    const waited = now - Date.parse(since);
    return waited < MINUTE ? "Waiting" : `Waiting, ${elapsed(waited)}`;
  }
  return isInCall(appointment) ? "In the call" : null;
}

/** 2 of 4; nothing for a single one */
export function place(appointment: DiaryAppointment): string | null {
  return appointment.of > 1 ? `${appointment.number} of ${appointment.of}` : null;
}

/** `minute` counts from midnight. */
export function clockOf(minute: number): string {
  return clock({ hour: Math.floor(minute / 60), minute: minute % 60 });
}
