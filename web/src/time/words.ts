import { type CalendarDate, type CalendarDateTime, parseDateTime } from "@internationalized/date";

/** Dates and times as staff read them: `Wed 20 Oct 10:00`, 24-hour clock, ranges with an en dash. */

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

type Day = CalendarDate | CalendarDateTime;

/** 0 is Monday. */
export function weekdayOf(day: Day): number {
  return (new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay() + 6) % 7;
}

/** Thursday */
export function weekday(day: Day): string {
  return DAYS[weekdayOf(day)] ?? "";
}

/** October */
export function month(day: Day): string {
  return MONTHS[day.month - 1] ?? "";
}

/** 20 October */
export function dayAndMonth(day: Day): string {
  return `${day.day} ${month(day)}`;
}

/** Wed 20 Oct */
export function shortDay(day: Day): string {
  return `${weekday(day).slice(0, 3)} ${day.day} ${month(day).slice(0, 3)}`;
}

/** Wed 20 Oct 2027 */
export function shortDayWithYear(day: Day): string {
  return `${shortDay(day)} ${day.year}`;
}

/** Wed 20 Oct; in another year than this one Wed 20 Oct 2027 */
export function nearDay(day: Day, now: Day): string {
  return day.year === now.year ? shortDay(day) : shortDayWithYear(day);
}

/** Wednesday 20 October 2027 */
export function wholeDay(day: Day): string {
  return `${weekday(day)} ${dayAndMonth(day)} ${day.year}`;
}

/** 09:05 */
export function clock(time: { hour: number; minute: number }): string {
  return `${String(time.hour).padStart(2, "0")}:${String(time.minute).padStart(2, "0")}`;
}

/**
 * From when to when something is, as an answer tells it. `twice`: the clocks show `local_start` twice on its day, and
 * `fold` is 0 for the first of the two.
 */
export interface Interval {
  local_start: string;
  fold: number;
  twice: boolean;
  local_end: string;
  starts_at: string;
  ends_at: string;
}

/** What tells two times apart that look alike, by their fold. */
export const OF_TWO = ["before the clocks go back", "after the clocks have gone back"] as const;

/** 10:00; of two times that look alike, which of them: 01:30 (before the clocks go back) */
export function startInWords({ local_start, fold, twice }: Interval): string {
  const start = clock(wallClock(local_start));
  return twice ? `${start} (${OF_TWO[fold === 0 ? 0 : 1]})` : start;
}

/** 10:00–10:30; an end that the clocks, put back meanwhile, show too early says so. */
export function spanInWords(interval: Interval, to = interval.twice ? " to " : "–"): string {
  const words = `${startInWords(interval)}${to}${clock(wallClock(interval.local_end))}`;
  const shown = Date.parse(`${interval.local_end}Z`) - Date.parse(`${interval.local_start}Z`);
  const lasts = Date.parse(interval.ends_at) - Date.parse(interval.starts_at);
  return shown < lasts ? `${words}, ${OF_TWO[1]}` : words;
}

/** Where there is no room for words: 10:00, 1st 01:30 */
export function startInShort({ local_start, fold, twice }: Interval): string {
  return `${twice ? `${ordinal(fold + 1)} ` : ""}${clock(wallClock(local_start))}`;
}

/** The same: 10:30; where it reads before the start, 2nd 01:00 */
export function endInShort({ local_start, local_end }: Interval): string {
  return `${local_end <= local_start ? `${ordinal(2)} ` : ""}${clock(wallClock(local_end))}`;
}

/** 1st, 2nd, 3rd, 4th, 11th, 22nd */
export function ordinal(number: number): string {
  const teens = [11, 12, 13].includes(number % 100);
  return `${number}${(teens ? undefined : { 1: "st", 2: "nd", 3: "rd" }[number % 10]) ?? "th"}`;
}

/** "1 date", "5 dates" */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** "18 November", "18 and 25 November": what a list of things is in a sentence. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** 2 h 10 min, 45 min, 3 days; of what is left, rounded up to the minute */
export function duration(milliseconds: number): string {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes >= 2 * 24 * 60) {
    return `${Math.floor(minutes / (24 * 60))} days`;
  }
  const parts = [minutes >= 60 && `${Math.floor(minutes / 60)} h`, minutes % 60 > 0 && `${minutes % 60} min`];
  return parts.filter(Boolean).join(" ") || "0 min";
}

/** under 1 min, 2 min, 1 h 5 min; of what has passed, rounded down to the minute */
export function elapsed(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  return minutes < 1 ? "under 1 min" : duration(minutes * 60_000);
}

/** What an API calls `local_start`: a wall clock's date and time. */
export function wallClock(local: string): CalendarDateTime {
  return parseDateTime(local);
}
