import { type CalendarDate, type CalendarDateTime, toCalendarDate } from "@internationalized/date";
import type { RefObject } from "react";

import { clock, shortDay, wallClock } from "../time/words";
import { type Column, startAt } from "./columns";
import { STEP } from "./cursor";
import { DAY } from "./layout";
import type { DiaryAppointment } from "./words";

/** An appointment on its way to another place in the diary. Nothing is saved by it. */
export interface MovingBlock {
  appointment: DiaryAppointment;
  /** Where it would go; null over a column in which it cannot be put. */
  target: Target | null;
  by: "mouse" | "keys";
}

export interface Target {
  date: CalendarDate;
  /** Counts from midnight. */
  minute: number;
}

export interface MovingGrid {
  box: RefObject<HTMLElement | null>;
  columns: readonly Column[];
  /** Whether a page has one day: then its columns are practitioners. */
  isOneDay: boolean;
  onTurn: (pages: number) => void;
}

/** What is on its way, by the mouse or by the arrows. */
export interface Moving {
  block: MovingBlock | null;
  set: (block: MovingBlock) => void;
  /** Opens the dialog, with the new place filled in. */
  letGo: () => void;
  /** Says that nothing has moved. */
  putBack: () => void;
  /** What stands there and may be moved. */
  movableAt: (target: EventTarget) => DiaryAppointment | undefined;
}

/** Whether it can be moved at all. `now` in ms since 1970. */
export function canMove({ status, starts_at }: DiaryAppointment, now: number): boolean {
  return status === "booked" && Date.parse(starts_at) > now;
}

export function placeOf({ local_start }: DiaryAppointment): Target {
  const start = wallClock(local_start);
  return { date: toCalendarDate(start), minute: start.hour * 60 + start.minute };
}

/** In minutes. */
export function lengthOf({ starts_at, ends_at }: DiaryAppointment): number {
  return Math.round((Date.parse(ends_at) - Date.parse(starts_at)) / 60_000);
}

/** Whether it would be where it is. */
export function isAtHome(appointment: DiaryAppointment, target: Target): boolean {
  const home = placeOf(appointment);
  return target.date.compare(home.date) === 0 && target.minute === home.minute;
}

/** The nearest quarter of an hour of the same day. */
export function stepped(minute: number): number {
  return Math.max(0, Math.min(DAY - STEP, Math.round(minute / STEP) * STEP));
}

export function startOf({ date, minute }: Target): CalendarDateTime {
  return startAt(date, minute);
}

/** What stands where it would go, as far as the diary shows it: buffers are known only to the preview. */
export function inTheWay(
  appointment: DiaryAppointment,
  { minute }: Target,
  { blocks, appointments }: Column,
): DiaryAppointment | undefined {
  const until = minute + lengthOf(appointment);
  const block = blocks.find(
    ({ id, cancelled, from, to }) => id !== appointment.id && !cancelled && from < until && to > minute,
  );
  return appointments.find(({ id }) => id === block?.id);
}

/** Fri 22 Oct 11:00: Dr. Adeyemi is with Tom Ashby, to 11:15 · Only in the column of Dr. Adeyemi */
export function whereInWords(
  { appointment, target }: Pick<MovingBlock, "appointment" | "target">,
  other: DiaryAppointment | undefined,
): string {
  if (!target) {
    return `Only in the column of ${appointment.practitioner.name}`;
  }
  const there = `${shortDay(target.date)} ${clock(startOf(target))}`;
  return other
    ? `${there}: ${other.practitioner.name} is with ${other.client.name}, to ${clock(wallClock(other.local_end))}`
    : there;
}
