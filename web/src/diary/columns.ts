import { type CalendarDate, CalendarDateTime, isSameDay } from "@internationalized/date";

import type { Slot } from "../appointment/slot";
import { type Clock, shownBy } from "../time/clocks";
import { weekday, weekdayOf, wallClock } from "../time/words";
import { slotFrom, stopAt, stopsOf, STEP } from "./cursor";
import type { Shown } from "./diary-types";
import { type Block, DAY } from "./layout";
import { dayInWords, eachDay, isWeekend } from "./view";
import { type DiaryAppointment, isOn } from "./words";

/** A day of one practitioner. */
export interface Column {
  key: string;
  date: CalendarDate;
  practitionerId: string;
  heading: { words: string; day: number | null; whole: string };
  isToday: boolean;
  appointments: DiaryAppointment[];
  blocks: Block[];
}

/** Where the keyboard is: on an appointment, or at a time. */
export interface Cursor {
  date: CalendarDate;
  practitionerId: string | null;
  minute: number;
  appointmentId: string | null;
}

export const NINE = 9 * 60;

/** Practitioners side by side, or one practitioner's week. A weekend with nothing on it is left out. */
export function columnsOf(shown: Shown, appointments: readonly DiaryAppointment[]): Column[] {
  const { view, days, practitioner, practitioners, today } = shown;
  const column = (date: CalendarDate, practitionerId: string, heading: Column["heading"]): Column => {
    const day = date.toString();
    const own = appointments.filter(
      (appointment) => appointment.practitioner.id === practitionerId && isOn(appointment, day),
    );
    return {
      key: `${date.toString()} ${practitionerId}`,
      date,
      practitionerId,
      heading,
      isToday: isSameDay(date, today),
      appointments: own,
      blocks: own.map((appointment) => blockOn(appointment, day)),
    };
  };
  if (view.name === "day") {
    return practitioners
      .filter(({ id }) => !view.hidden.includes(id))
      .map(({ id, name }) => column(view.date, id, { words: name, day: null, whole: name }));
  }
  if (view.name === "month" || !practitioner) {
    return [];
  }
  const week = eachDay(days).map((date) =>
    column(date, practitioner.id, {
      words: weekday(date).slice(0, 3),
      day: date.day,
      whole: dayInWords(date),
    }),
  );
  const weekendShown =
    isWeekend(view.date) ||
    week.some((day) => isWeekend(day.date) && (day.isToday || day.appointments.length > 0));
  return weekendShown ? week : week.slice(0, 5);
}

/** When people book without saying a time. */
const WORKING = { from: 8 * 60, to: 18 * 60 };

/** Where the cursor stands before anybody has moved it: today at the next quarter of an hour, else at nine. */
export function homeOf(columns: readonly Column[], today: CalendarDate, clock: Clock): Cursor {
  const column = columns.find((each) => each.isToday) ?? columns[0];
  const now = shownBy(clock, Date.now());
  const next = Math.ceil((now.hour * 60 + now.minute) / STEP) * STEP;
  const goesOn = column?.isToday && next >= WORKING.from && next < WORKING.to;
  const stops = stopsOf(column?.blocks ?? []);
  const start = slotFrom(stops, stopAt(stops, goesOn ? next : NINE, null));
  return {
    date: column?.date ?? today,
    practitionerId: column?.practitionerId ?? null,
    minute: start.from,
    appointmentId: null,
  };
}

/** The column that the cursor is in; on another page, the one of the same weekday or practitioner. */
export function columnAt(columns: readonly Column[], cursor: Cursor): Column | undefined {
  const ofPractitioner = columns.filter((each) => each.practitionerId === cursor.practitionerId);
  const candidates = ofPractitioner.length > 0 ? ofPractitioner : columns;
  return (
    candidates.find((each) => isSameDay(each.date, cursor.date)) ??
    candidates.find((each) => weekdayOf(each.date) === weekdayOf(cursor.date)) ??
    candidates[0]
  );
}

/** What to book where the cursor is. */
export function slotAt(columns: readonly Column[], cursor: Cursor): Slot | null {
  const column = columnAt(columns, cursor);
  if (!column) {
    return null;
  }
  const stops = stopsOf(column.blocks);
  const { from } = slotFrom(stops, stopAt(stops, cursor.minute, cursor.appointmentId));
  return { practitionerId: column.practitionerId, start: startAt(column.date, from) };
}

export function startAt(date: CalendarDate, minute: number): CalendarDateTime {
  return new CalendarDateTime(date.year, date.month, date.day, Math.floor(minute / 60), minute % 60);
}

/** What of it is on this day, `2027-10-20`. */
function blockOn({ id, status, local_start, local_end }: DiaryAppointment, day: string): Block {
  const from = local_start.startsWith(day) ? minuteOf(local_start) : 0;
  const to = local_end.startsWith(day) ? minuteOf(local_end) : DAY;
  return { id, from, to, cancelled: status === "cancelled" };
}

function minuteOf(local: string): number {
  const { hour, minute } = wallClock(local);
  return hour * 60 + minute;
}
