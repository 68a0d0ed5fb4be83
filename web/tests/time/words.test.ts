import { CalendarDate, CalendarDateTime } from "@internationalized/date";
import { expect, test } from "vitest";

import * as words from "../../src/time/words";

const WEDNESDAY = new CalendarDateTime(2027, 10, 20, 9, 5);

test("staff read days with the weekday first", () => {
  expect(words.shortDay(WEDNESDAY)).toBe("Wed 20 Oct");
  expect(words.shortDayWithYear(WEDNESDAY)).toBe("Wed 20 Oct 2027");
  expect(words.wholeDay(new CalendarDate(2028, 2, 29))).toBe("Tuesday 29 February 2028");
});

const ONCE = {
  local_start: "2027-10-20T09:05:00",
  fold: 0,
  twice: false,
  local_end: "2027-10-20T09:45:00",
  starts_at: "2027-10-20T08:05:00Z",
  ends_at: "2027-10-20T08:45:00Z",
};

/** 30 minutes from the first 01:30 on, at whose end the clocks go back. */
const FIRST_OF_TWO = {
  local_start: "2027-10-31T01:30:00",
  fold: 0,
  twice: true,
  local_end: "2027-10-31T01:00:00",
  starts_at: "2027-10-31T00:30:00Z",
  ends_at: "2027-10-31T01:00:00Z",
};

const SECOND_OF_TWO = {
  ...FIRST_OF_TWO,
  fold: 1,
  local_end: "2027-10-31T02:00:00",
  starts_at: "2027-10-31T01:30:00Z",
  ends_at: "2027-10-31T02:00:00Z",
};

/** It ends at the second 01:15. */
const OVER_THE_CHANGE = {
  ...ONCE,
  local_start: "2027-10-31T00:30:00",
  local_end: "2027-10-31T01:15:00",
  starts_at: "2027-10-30T23:30:00Z",
  ends_at: "2027-10-31T01:15:00Z",
};

/** Over midnight. */
const LATE = {
  ...ONCE,
  local_start: "2027-10-20T23:45:00",
  local_end: "2027-10-21T00:15:00",
  starts_at: "2027-10-20T22:45:00Z",
  ends_at: "2027-10-20T23:15:00Z",
};

test("times have 24 hours and ranges an en dash", () => {
  expect(words.spanInWords(LATE)).toBe("23:45–00:15");
  expect(words.spanInWords(ONCE)).toBe("09:05–09:45");
  expect(words.spanInWords(ONCE, " to ")).toBe("09:05 to 09:45");
});

test("of two times that look alike each says which it is", () => {
  expect(words.startInWords(FIRST_OF_TWO)).toBe("01:30 (before the clocks go back)");
  expect(words.spanInWords(SECOND_OF_TWO)).toBe("01:30 (after the clocks have gone back) to 02:00");
  expect([FIRST_OF_TWO, SECOND_OF_TWO, ONCE].map(words.startInShort)).toEqual([
    "1st 01:30",
    "2nd 01:30",
    "09:05",
  ]);
});

test("an end that the clocks show too early says why", () => {
  expect(words.spanInWords(FIRST_OF_TWO)).toBe(
    "01:30 (before the clocks go back) to 01:00, after the clocks have gone back",
  );
  expect(words.spanInWords(OVER_THE_CHANGE)).toBe("00:30–01:15, after the clocks have gone back");
  expect([FIRST_OF_TWO, SECOND_OF_TWO].map(words.endInShort)).toEqual(["2nd 01:00", "02:00"]);
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
