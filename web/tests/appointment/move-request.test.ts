import { CalendarDateTime } from "@internationalized/date";
import { expect, test } from "vitest";

import type { Opened } from "../../src/api/appointment";
import { placesRequest, reachesOf, startingMove, whyNotMoved } from "../../src/appointment/move-request";
import { SECOND } from "./moving";

const BEFORE = Date.parse("2027-10-01T00:00:00Z");

test("each scope counts what it reaches, and one that reaches no further is left out", () => {
  const words = (of: Opened, now: number) =>
    reachesOf(of, now).map(({ words, counted }) => `${words}: ${counted}`);
  expect(words(SECOND, BEFORE)).toEqual([
    "This session: 14 October only",
    "This and following: 3 sessions, from 14 October",
    "All ahead: 4 sessions, from 7 October",
  ]);
  expect(words(SECOND, Date.parse("2027-10-08T00:00:00Z"))).toEqual([
    "This session: 14 October only",
    "This and following: 3 sessions, from 14 October",
  ]);
  const last = { ...SECOND, ...SECOND.series.appointments[3] } as Opened;
  expect(words(last, BEFORE)).toEqual([
    "This session: 28 October only",
    "All ahead: 4 sessions, from 7 October",
  ]);
});

test("it begins where it is, or where it was dragged to, and minutes are named only where they change", () => {
  const starting = startingMove(SECOND, null);
  expect(placesRequest(starting, SECOND)).toEqual({
    scope: "this",
    starts_local: "2027-10-14T16:00",
    fold: 0,
    duration_minutes: null,
    take_along: [],
  });
  const dragged = startingMove(SECOND, new CalendarDateTime(2027, 10, 13, 14, 15));
  expect(placesRequest(dragged, SECOND)?.starts_local).toBe("2027-10-13T14:15");
  expect(placesRequest({ ...starting, minutes: 45 }, SECOND)?.duration_minutes).toBe(45);
  expect(placesRequest({ ...starting, date: null }, SECOND)).toBeNull();
});

test("what has begun, is over or cancelled is not moved", () => {
  expect(whyNotMoved(SECOND, BEFORE)).toBeNull();
  expect(whyNotMoved(SECOND, Date.parse("2027-10-14T15:00:00Z"))).toBe("This session has begun, or is over.");
  expect(whyNotMoved({ ...SECOND, status: "cancelled" }, BEFORE)).toBe("This session is cancelled.");
});
