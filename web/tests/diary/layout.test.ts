import { expect, test } from "vitest";

import { type Block, placed } from "../../src/diary/layout";

function block(id: string, from: string, to: string, cancelled = false): Block {
  return { id, from: minutes(from), to: minutes(to), cancelled };
}

function minutes(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(":").map(Number);
  return hour * 60 + minute;
}

test("an appointment alone has the whole column", () => {
  const place = placed([block("a", "10:00", "10:30")]).get("a");
  expect(place).toEqual({ from: 600, to: 630, left: 0, width: 1 });
});

test("appointments that touch in time do not stand side by side", () => {
  const places = placed([block("a", "10:00", "10:30"), block("b", "10:30", "11:00")]);
  expect([...places.values()].map((place) => place.width)).toEqual([1, 1]);
});

test("a quarter of an hour is drawn long enough for its words where what follows is free", () => {
  expect(placed([block("a", "12:00", "12:15")]).get("a")).toMatchObject({ to: minutes("12:20"), width: 1 });
});

test("a quarter of an hour with another right after it stands beside it", () => {
  const places = placed([block("a", "12:00", "12:15"), block("b", "12:15", "12:45")]);
  expect(places.get("a")).toMatchObject({ left: 0, width: 0.5 });
  expect(places.get("b")).toMatchObject({ left: 0.5, width: 0.5 });
});

test("a third one takes the lane that is free again", () => {
  const places = placed([
    block("a", "9:00", "10:00"),
    block("b", "9:30", "11:00"),
    block("c", "10:00", "10:30"),
  ]);
  expect([places.get("a")?.left, places.get("b")?.left, places.get("c")?.left]).toEqual([0, 0.5, 0]);
});

test("a cancelled one keeps its place while nothing else is booked there", () => {
  expect(placed([block("a", "10:00", "10:30", true)]).get("a")).toMatchObject({ left: 0, width: 1 });
});

test("a cancelled one takes the right third where its slot is booked anew", () => {
  const places = placed([block("gone", "10:00", "10:30", true), block("new", "10:00", "10:30")]);
  expect(places.get("new")).toMatchObject({ left: 0, width: 2 / 3 });
  expect(places.get("gone")?.left).toBeCloseTo(2 / 3);
  expect(places.get("gone")?.width).toBeCloseTo(1 / 3);
});

test("nothing is drawn past midnight", () => {
  expect(placed([block("a", "23:55", "24:00")]).get("a")?.to).toBe(1440);
});
