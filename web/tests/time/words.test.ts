import { CalendarDate, CalendarDateTime } from "@internationalized/date";
import { expect, test } from "vitest";

import * as words from "../../src/time/words";

const WEDNESDAY = new CalendarDateTime(2027, 10, 20, 9, 5);

test("staff read days with the weekday first", () => {
  expect(words.shortDay(WEDNESDAY)).toBe("Wed 20 Oct");
  expect(words.shortDayWithYear(WEDNESDAY)).toBe("Wed 20 Oct 2027");
  expect(words.wholeDay(new CalendarDate(2028, 2, 29))).toBe("Tuesday 29 February 2028");
});

test("times have 24 hours and ranges an en dash", () => {
  expect(words.clockRange(WEDNESDAY, WEDNESDAY.add({ minutes: 40 }))).toBe("09:05–09:45");
});

test("numbers of sessions are ordinals", () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111].map(words.ordinal)).toEqual([
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "12th",
    "13th",
    "21st",
    "22nd",
    "101st",
    "111th",
  ]);
});

test("what is left is said in hours and minutes", () => {
  expect(words.duration(130 * 60_000)).toBe("2 h 10 min");
  expect(words.duration(59_001)).toBe("1 min");
  expect(words.duration(3_600_000)).toBe("1 h");
  expect(words.duration(75 * 3_600_000)).toBe("3 days");
});

test("the year is said where it is not this one", () => {
  expect(words.nearDay(WEDNESDAY, new CalendarDate(2027, 1, 1))).toBe("Wed 20 Oct");
  expect(words.nearDay(WEDNESDAY, new CalendarDate(2026, 12, 31))).toBe("Wed 20 Oct 2027");
});

test("lists end with and", () => {
  expect(words.listed(["18 November"])).toBe("18 November");
  expect(words.listed(["1 May", "2 May", "3 May"])).toBe("1 May, 2 May and 3 May");
});
