import { afterEach, expect, test } from "vitest";

import { clockOf, isAnothers, nowBeside, shownBy, startOf, timeForViewer, told } from "../../src/time/clocks";

const HERE = process.env.TZ;

afterEach(() => {
  process.env.TZ = HERE;
});

/** 30 minutes from 01:30 summer time on, at whose end the clocks go back. */
const SESSION = {
  local_start: "2027-10-31T01:30:00",
  utc_offset: "+01:00",
  ends_at: "2027-10-31T01:00:00Z",
  end_utc_offset: "+00:00",
};

test("a moment is shown on the clock that it is told on, whatever the browser knows of its zone", () => {
  expect(told("2027-01-11T10:00:00-07:00").toString()).toBe("2027-01-11T10:00:00");
  expect(told("2027-01-11T10:00:00.25Z").hour).toBe(10);
  expect(told(startOf(SESSION)).toString()).toBe("2027-10-31T01:30:00");
});

test("a clock goes by another offset once it has changed", () => {
  const clock = clockOf(SESSION);
  expect(shownBy(clock, Date.parse("2027-10-31T00:59:59Z")).toString()).toBe("2027-10-31T01:59:59");
  expect(shownBy(clock, Date.parse("2027-10-31T01:00:00Z")).toString()).toBe("2027-10-31T01:00:00");
  const never = { utc_offset: "-03:30", changes_at: null, utc_offset_then: null };
  expect(shownBy(never, Date.parse("2027-01-01T00:00:00Z")).toString()).toBe("2026-12-31T20:30:00");
});

test("now is told on the same clock as what stands beside it", () => {
  const now = Date.parse("2027-12-31T23:30:00Z");
  expect(nowBeside("2027-06-01T09:00:00+01:00", now).year).toBe(2028);
});

test("a time says its zone only to a viewer whose clock shows another", () => {
  process.env.TZ = "Europe/London";
  expect(timeForViewer("2027-10-20T10:00:00+01:00", "UK time")).toBe("10:00");
  process.env.TZ = "Europe/Athens";
  expect(timeForViewer("2027-10-20T10:00:00+01:00", "UK time")).toBe("10:00 UK time (12:00 for you)");
});

test("a clock is another's where it shows another time than the viewer's own", () => {
  process.env.TZ = "Asia/Tokyo"; // where it never changes
  const tokyo = { utc_offset: "+09:00", changes_at: null, utc_offset_then: null };
  expect(isAnothers(tokyo)).toBe(false);
  expect(isAnothers({ ...tokyo, utc_offset: "+08:00" })).toBe(true);
});
