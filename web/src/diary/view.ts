import { type CalendarDate, endOfMonth, parseDate, startOfMonth } from "@internationalized/date";

import { dayAndMonth, month, weekday, weekdayOf, wholeDay } from "../time/words";

export type ViewName = "day" | "week" | "month";

export const VIEWS: readonly ViewName[] = ["day", "week", "month"];

/** What the diary shows; all of it stands in the address. */
export interface View {
  name: ViewName;
  date: CalendarDate;
  /** Whose week or month; null is the one that belongs to the viewer. */
  practitionerId: string | null;
  /** Who is left out where practitioners stand side by side. */
  hidden: readonly string[];
}

export interface Days {
  first: CalendarDate;
  last: CalendarDate;
}

/** `usual` is shown where the address names no view. */
export function viewOf(query: URLSearchParams, today: CalendarDate, usual: ViewName): View {
  return {
    name: VIEWS.find((name) => name === query.get("view")) ?? usual,
    date: dateOf(query.get("date")) ?? today,
    practitionerId: query.get("practitioner"),
    hidden: query.get("hidden")?.split(",") ?? [],
  };
}

export function addressOf(view: View): string {
  const query = new URLSearchParams({ view: view.name, date: view.date.toString() });
  if (view.practitionerId) {
    query.set("practitioner", view.practitionerId);
  }
  if (view.hidden.length > 0) {
    query.set("hidden", view.hidden.join(","));
  }
  return `/?${query.toString()}`;
}

/** `/appointments/:id/room`, for whoever may host */
export function roomOf({ id }: { id: string }): string {
  return `/appointments/${id}/room`;
}

/** Whose days are asked for. A phone reads one practitioner's day, and shows which days of its week have anything. */
export function askedFor(view: View, isNarrow: boolean): { days: Days; ofOne: boolean } {
  return {
    days: daysOf(isNarrow ? { name: "week", date: view.date } : view),
    ofOne: isNarrow || view.name !== "day",
  };
}

/** What has to be fetched. A month's grid begins on the Monday before it and ends on the Sunday after it. */
export function daysOf({ name, date }: Pick<View, "name" | "date">): Days {
  switch (name) {
    case "day":
      return { first: date, last: date };
    case "week":
      return { first: monday(date), last: monday(date).add({ days: 6 }) };
    case "month":
      return { first: monday(startOfMonth(date)), last: monday(endOfMonth(date)).add({ days: 6 }) };
  }
}

export function eachDay({ first, last }: Days): CalendarDate[] {
  const days = [];
  for (let day = first; day.compare(last) <= 0; day = day.add({ days: 1 })) {
    days.push(day);
  }
  return days;
}

export function isWeekend(day: CalendarDate): boolean {
  return weekdayOf(day) > 4;
}

/** The view before (-1) or after (1). */
export function turned(view: View, pages: number): View {
  const step = { day: { days: pages }, week: { weeks: pages }, month: { months: pages } }[view.name];
  return { ...view, date: view.date.add(step) };
}

/** "Wednesday 20 October 2027", "18 to 22 October 2027", "29 November to 3 December 2027", "October 2027" */
export function titleOf(view: View, { first, last }: Days): string {
  switch (view.name) {
    case "day":
      return wholeDay(view.date);
    case "month":
      return `${month(view.date)} ${view.date.year}`;
    case "week": {
      const end = `${dayAndMonth(last)} ${last.year}`;
      if (first.year !== last.year) {
        return `${dayAndMonth(first)} ${first.year} to ${end}`;
      }
      return `${first.month === last.month ? first.day : dayAndMonth(first)} to ${end}`;
    }
  }
}

/** "Wednesday 20 October" */
export function dayInWords(day: CalendarDate): string {
  return `${weekday(day)} ${dayAndMonth(day)}`;
}

export function isIn(day: CalendarDate, { first, last }: Days): boolean {
  return day.compare(first) >= 0 && day.compare(last) <= 0;
}

function monday(date: CalendarDate): CalendarDate {
  return date.subtract({ days: weekdayOf(date) });
}

function dateOf(text: string | null): CalendarDate | null {
  try {
    return text ? parseDate(text) : null;
  } catch {
    return null;
  }
}
