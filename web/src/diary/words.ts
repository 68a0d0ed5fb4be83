import type { components } from "../api/generated/booking";
import { clock, elapsed, ordinal, spanInWords, wallClock } from "../time/words";
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

/** "Video follow-up, Grace Whitfield, Wednesday 20 October, 10:00 to 10:30, 2nd of 4, client is waiting" */
export function wholeName(appointment: DiaryAppointment): string {
  const start = wallClock(appointment.local_start);
  return [
    appointment.kind.name,
    appointment.client.name,
    dayInWords(toCalendarDate(start)),
    spanInWords(appointment, " to "),
    appointment.of > 1 && `${ordinal(appointment.number)} of ${appointment.of}`,
    STATE[appointment.status] ?? presenceOf(appointment),
  ]
    .filter(Boolean)
    .join(", ");
}

/** What is said of the room while there is anything to say. */
function presenceOf(appointment: DiaryAppointment): string | null {
  if (isWaiting(appointment)) {
    return "client is waiting";
  }
  return isInCall(appointment) ? "in the call" : null;
}

export function isInCall({ call }: DiaryAppointment): boolean {
  return call !== null && call.ended === null && call.client === "in_call";
}

/** Waiting, 2 min · In the call; null where there is nothing to say. `now` in ms since 1970. */
export function presenceInWords(appointment: DiaryAppointment, now: number): string | null {
  const since = appointment.call?.client_since;
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
