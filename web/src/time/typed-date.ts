import { CalendarDate } from "@internationalized/date";

import { MONTHS, wholeDay } from "./words";

/** What was meant by a date that somebody typed or pasted, or why it is none. */
export type TypedDate = { date: CalendarDate; words: string } | { fault: string };

/**
 * Figures are read day first, as this site writes them, or year first: 3/1/27, 3.1.2027, 2027-01-03. A month by its name may
 * stand before or after the day: 3 January 2027, Jan 3. A year of two figures is of this century; without a year it is the
 * next such day from `today` on.
 */
export function typedDate(typed: string, today: CalendarDate): TypedDate | null {
  const text = typed.trim();
  if (text === "") {
    return null;
  }
  return inFigures(text, today) ?? inWords(text, today) ?? { fault: HOW };
}

/** 03/01/2027 */
export function dateInFigures({ day, month, year }: CalendarDate): string {
  return `${two(day)}/${two(month)}/${year}`;
}

type Order = "Day first" | "Year first";

const HOW = "Write the date as 3/1/2027 (day, month, year), 2027-01-03 or 3 January 2027.";
const SEPARATOR = "[-/. ]\\s*";
const DAY_FIRST = new RegExp(`^(\\d{1,2})${SEPARATOR}(\\d{1,2})(?:${SEPARATOR}(\\d{2}|\\d{4}))?$`);
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+/i;
const DAY_AND_NAME = /^(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]*([a-z]{3,9})\.?(?:[\s,.-]*(\d{2}|\d{4}))?$/i;
const NAME_AND_DAY = /^([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:(?:,\s*|\s+)(\d{2}|\d{4}))?$/i;

function inFigures(text: string, today: CalendarDate): TypedDate | null {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [, year, month, day] = yearFirst;
    return dated(Number(day), Number(month), year, today, "Year first");
  }
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) {
    const [, day, month, year] = dayFirst;
    return dated(Number(day), Number(month), year, today, "Day first");
  }
  return null;
}

function inWords(text: string, today: CalendarDate): TypedDate | null {
  const bare = text.replace(WEEKDAY, "");
  const [, dayBefore, nameAfter = "", yearAfter] = DAY_AND_NAME.exec(bare) ?? [];
  const [, nameBefore = "", dayAfter, yearLast] = NAME_AND_DAY.exec(bare) ?? [];
  const day = dayBefore ?? dayAfter;
  const month = monthNamed(nameAfter || nameBefore);
  return day && month ? dated(Number(day), month, yearAfter ?? yearLast, today, null) : null;
}

function monthNamed(name: string): number | null {
  const start = name.toLowerCase();
  const found = MONTHS.findIndex((month) => start.length >= 3 && month.toLowerCase().startsWith(start));
  return found >= 0 ? found + 1 : start === "sept" ? 9 : null;
}

function dated(
  day: number,
  month: number,
  year: string | undefined,
  today: CalendarDate,
  order: Order | null,
): TypedDate {
  const date = year
    ? whole(day, month, Number(year.length === 2 ? `20${year}` : year))
    : nextFrom(today, day, month);
  if (!date) {
    return { fault: faultOf(day, month, order) };
  }
  return { date, words: [order, wholeDay(date)].filter(Boolean).join(": ") };
}

function faultOf(day: number, month: number, order: Order | null): string {
  if (month > 12 && day <= 12 && order === "Day first") {
    return `There is no month ${month}: the day stands first, as in ${month}/${day}.`;
  }
  return month >= 1 && month <= 12
    ? `${MONTHS[month - 1] ?? ""} has no day ${day} then.`
    : `There is no month ${month}.`;
}

/** undefined where the calendar has no such day. */
function whole(day: number, month: number, year: number): CalendarDate | undefined {
  const date = new CalendarDate(year, Math.min(month, 12), Math.min(day, 31));
  return date.day === day && date.month === month && date.year === year ? date : undefined;
}

/** A 29 February may be some years ahead. */
function nextFrom(today: CalendarDate, day: number, month: number): CalendarDate | undefined {
  return Array.from({ length: 9 }, (_, ahead) => whole(day, month, today.year + ahead)).find(
    (date) => date && date.compare(today) >= 0,
  );
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
