import { expect, test } from "vitest";

import { moved, slotFrom, stopAt, stopsOf } from "../../src/diary/cursor";

const TEN = 600;
const booked = { id: "booked", from: TEN, to: TEN + 45, cancelled: false };
const cancelled = { id: "cancelled", from: TEN, to: TEN + 30, cancelled: true };

test("an empty day has a stop each quarter of an hour", () => {
  expect(stopsOf([])).toHaveLength(96);
});

test("down from the slot before an appointment goes to the appointment, and then past it", () => {
  const stops = stopsOf([booked]);
  const before = stopAt(stops, TEN - 15, null);
  const on = moved(stops, before, 1);
  expect(on.appointmentId).toBe("booked");
  expect(moved(stops, on, 1)).toMatchObject({ from: TEN + 45, appointmentId: null });
});

test("up and down end with the day", () => {
  const stops = stopsOf([]);
  expect(moved(stops, stopAt(stops, 0, null), -1).from).toBe(0);
  expect(moved(stops, stopAt(stops, 1425, null), 1).from).toBe(1425);
});

test("from the side the cursor comes to the appointment that covers that time", () => {
  expect(stopAt(stopsOf([booked]), TEN + 30, null).appointmentId).toBe("booked");
});

test("the time of a cancelled appointment is free, and the appointment is still reached", () => {
  const stops = stopsOf([cancelled]);
  const free = stopAt(stops, TEN, null);
  expect(free.appointmentId).toBeNull();
  expect(moved(stops, free, 1).appointmentId).toBe("cancelled");
});

test("a free slot is drawn for half an hour, or until what is booked next", () => {
  const stops = stopsOf([booked]);
  expect(stopAt(stops, TEN - 60, null)).toMatchObject({ from: TEN - 60, to: TEN - 30 });
  expect(stopAt(stops, TEN - 15, null)).toMatchObject({ from: TEN - 15, to: TEN });
});

test("a quarter of an hour that is partly booked is no slot", () => {
  const stops = stopsOf([{ ...booked, from: TEN + 5, to: TEN + 10 }]);
  expect(stops.filter((stop) => stop.appointmentId === null && stop.from === TEN)).toEqual([]);
});

test("a new appointment on top of a booked one begins after it", () => {
  const stops = stopsOf([booked]);
  expect(slotFrom(stops, stopAt(stops, TEN, "booked")).from).toBe(TEN + 45);
});

test("an appointment that has gone leaves the cursor at its time", () => {
  expect(stopAt(stopsOf([]), TEN, "booked")).toMatchObject({ from: TEN, appointmentId: null });
});
