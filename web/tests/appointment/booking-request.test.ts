import { CalendarDate, CalendarDateTime } from "@internationalized/date";
import { expect, test } from "vitest";

import { Problem } from "../../src/api/problem";
import { frequencies } from "../../src/appointment/recurrence";
import {
  datesRequest,
  faultOfRefusal,
  faultsOf,
  startingRequest,
  type BookingRequest,
} from "../../src/appointment/booking-request";

const SLOT = { practitionerId: "p", start: new CalendarDateTime(2027, 10, 21, 10, 0), durationMinutes: 30 };
const SINGLE: BookingRequest = {
  ...startingRequest(SLOT),
  client: { id: "c", name: "Tomasz Zieliński", recipients: [] },
  kindId: "k",
};
const SERIES: BookingRequest = { ...SINGLE, frequency: "weekly", count: 6 };

test("what is missing is said field by field, in the words of the screens", () => {
  expect(faultsOf(startingRequest(SLOT))).toEqual({ client: "Choose a client.", kind: "Choose a type." });
  expect(faultsOf({ ...SERIES, count: null }).ends).toBe(
    "Say when the series ends: after a number of dates, or on a date.",
  );
  expect(faultsOf({ ...SERIES, count: 520 }).ends).toBe(
    "A series can have 366 dates at most. This would be 520.",
  );
  expect(faultsOf({ ...SERIES, ends: "until", until: new CalendarDate(2027, 10, 20) }).ends).toBe(
    "The last date is before the first.",
  );
  expect(faultsOf(SERIES)).toEqual({});
});

test("a series of weekdays does not begin on a weekend", () => {
  const onSaturday = { ...SERIES, frequency: "every_weekday" as const, date: new CalendarDate(2027, 10, 23) };
  expect(faultsOf(onSaturday).recurrence).toBe(
    "The first date is a Saturday: every weekday is Monday to Friday.",
  );
});

test("only the end that was chosen is sent", () => {
  const both = { ...SERIES, until: new CalendarDate(2027, 11, 25) };
  expect(datesRequest(both)?.recurrence).toEqual({ frequency: "weekly", count: 6 });
  expect(datesRequest({ ...both, ends: "until" })?.recurrence).toEqual({
    frequency: "weekly",
    until: "2027-11-25",
  });
  expect(datesRequest(SINGLE)?.recurrence).toBeNull();
});

test("the start is sent as the clinic's clock shows it", () => {
  expect(datesRequest(SINGLE)?.starts_local).toBe("2027-10-21T10:00");
});

test("nothing is previewed before it is known what", () => {
  expect(datesRequest({ ...SINGLE, kindId: null })).toBeNull();
  expect(datesRequest({ ...SINGLE, client: null })).not.toBeNull();
});

test("a refusal leads to its field", () => {
  const tooLong = new Problem({
    type: "/problems/series-too-long",
    title: "The series has too many dates",
    status: 422,
    detail: "A series can have 366 dates at most. This would be 400.",
  });
  expect(faultOfRefusal(tooLong)).toEqual({
    ends: "A series can have 366 dates at most. This would be 400.",
  });
  const taken = {
    type: "/problems/slots-taken",
    title: "Taken",
    status: 409,
    conflicts: [],
    findings: [],
  } as const;
  expect(faultOfRefusal(new Problem({ ...taken, conflicts: [], findings: [] }))).toBeNull();
});

test("how it repeats is said of the first date", () => {
  expect(frequencies(new CalendarDate(2027, 11, 30)).map(({ words }) => words)).toEqual([
    "Every day",
    "Every weekday, Monday to Friday",
    "Every week on Tuesday",
    "Every 2 weeks on Tuesday",
    "Every 3 weeks on Tuesday",
    "Every 4 weeks on Tuesday",
    "Every month, the 30th",
    "Every month, the 5th Tuesday",
  ]);
});
