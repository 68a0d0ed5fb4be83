import { expect, test } from "vitest";

import { backOff, Outbox, Seen } from "../../../services/video-links/src/video_links/page/signalling.js";

const hello = { mine: "a", yours: null };

test("a page that was cut off tries again after half a second, and later each 5 seconds", () => {
  expect([0, 1, 2, 3, 4, 40].map((attempt) => backOff(attempt, 1))).toEqual([
    500, 1000, 2000, 4000, 5000, 5000,
  ]);
  expect(backOff(0, 0)).toBe(375);
});

test("what was not taken is sent again, in its order; what was taken is not", () => {
  const outbox = new Outbox();
  for (let count = 0; count < 3; count++) outbox.add("host", hello);
  const numbers = (now: number) => outbox.due("host", now, 3000).map(({ number }) => number);
  expect(numbers(0)).toEqual([1, 2, 3]);
  expect(numbers(2999)).toEqual([]);
  outbox.taken(2);
  expect(numbers(3000)).toEqual([1, 3]);
  outbox.lost();
  expect(numbers(3001)).toEqual([1, 3]);
});

test("a signal waits until the room has named the one that it is for", () => {
  const outbox = new Outbox();
  outbox.add("host", hello);
  expect(outbox.due("another", 0, 3000)).toEqual([]);
  outbox.forget();
  expect(outbox.due("host", 0, 3000)).toEqual([]);
});

test("a signal that comes twice is news once", () => {
  const seen = new Seen();
  const signals = [
    { from: "host", number: 1 },
    { from: "host", number: 1 },
    { from: "host", number: 2 },
    { from: "another", number: 1 },
  ];
  expect(signals.map((signal) => seen.isNews(signal))).toEqual([true, false, true, true]);
});
