import { CalendarDate } from "@internationalized/date";
import { expect, test } from "vitest";

import { dateInFigures, typedDate } from "../../src/time/typed-date";

const TODAY = new CalendarDate(2026, 11, 29);

function read(typed: string): string | null {
  const found = typedDate(typed, TODAY);
  return found && ("date" in found ? found.date.toString() : found.fault);
}

test.each([
  "3/1/27",
  "03/01/2027",
  "3.1.2027",
  "3-1-27",
  "3 1 27",
  "2027-01-03",
  "2027/1/3",
  " 3 January 2027 ",
  "3 Jan 27",
  "3rd of January, 2027",
  "Sunday 3 January 2027",
  "Sun, 3 Jan 2027",
  "January 3, 2027",
  "Jan 3rd 2027",
  "3-Jan-2027",
  "3 January",
  "3/1",
])("%s is 3 January 2027", (typed) => {
  expect(read(typed)).toBe("2027-01-03");
});

test("figures say in which order they were read", () => {
  const words = (typed: string) => {
    const found = typedDate(typed, TODAY);
    return found && "words" in found ? found.words : null;
  };
  expect(words("3/1/27")).toBe("Day first: Sunday 3 January 2027");
  expect(words("2027-01-03")).toBe("Year first: Sunday 3 January 2027");
  expect(words("3 January 2027")).toBe("Sunday 3 January 2027");
});

test("without a year it is the next such day, today among them", () => {
  expect(read("29/11")).toBe("2026-11-29");
  expect(read("28/11")).toBe("2027-11-28");
  expect(read("29 Feb")).toBe("2028-02-29");
});

test("what is no date says why, and is never turned into another one", () => {
  expect(read("1/31/27")).toBe("There is no month 31: the day stands first, as in 31/1.");
  expect(read("31/4/27")).toBe("April has no day 31 then.");
  expect(read("29/2/27")).toBe("February has no day 29 then.");
  expect(read("2027-31-01")).toBe("There is no month 31.");
  expect(read("40/40/27")).toBe("There is no month 40.");
  expect(read("0/1/27")).toBe("January has no day 0 then.");
  for (const typed of ["next week", "3/1/2", "3/1/202", "3", "Foo 3 2027", "2027", "3/1/27 10:00"]) {
    expect(read(typed)).toBe("Write the date as 3/1/2027 (day, month, year), 2027-01-03 or 3 January 2027.");
  }
  expect(read("  ")).toBeNull();
});

test("what the field writes it reads as the same", () => {
  const day = new CalendarDate(2027, 1, 3);
  expect(dateInFigures(day)).toBe("03/01/2027");
  expect(read(dateInFigures(day))).toBe(day.toString());
});
