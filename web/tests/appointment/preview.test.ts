import { CalendarDateTime } from "@internationalized/date";
import { expect, test } from "vitest";

import {
  bookedBy,
  choiceOf,
  datesOf,
  daysInWords,
  faultOfTaken,
  freeInWords,
  headingOf,
  justBooked,
  type Obstacle,
  type Preview,
  takenOf,
  type PlannedDate,
  twiceOn,
} from "../../src/appointment/preview";

const FIRST = new CalendarDateTime(2027, 10, 21, 10, 0);

function obstacle(appointmentId: string, bookedBy: string | null = "Morven Kerr"): Obstacle {
  return { appointmentId, words: "Dr. Adeyemi is with Priya Nair, 10:00 to 10:45", bookedBy };
}

/** Weekly dates from Thursday 21 October on; those of these indexes are taken. */
function weekly(count: number, ...taken: number[]): Preview {
  const lines = Array.from({ length: count }, (_, index): PlannedDate => {
    const start = FIRST.add({ weeks: index });
    return {
      number: taken.includes(index) ? null : index + 1,
      start,
      twice: false,
      span: "10:00–10:30",
      startsAt: `${start.toString()}Z`,
      endsAt: `${start.add({ minutes: 30 }).toString()}Z`,
      findings: [],
      taken: taken.includes(index) ? [obstacle(`${index}`)] : [],
    };
  });
  return {
    recurrence: "every week on Thursday",
    zone: "Europe/London",
    lines: [...lines, { icon: "clock", words: "Clocks go back on Sunday 31 October: still 10:00" }],
  };
}

test("the heading counts dates, and no notes", () => {
  expect(headingOf(weekly(6, 4))).toBe("6 dates: 5 free, 1 taken");
  expect(headingOf(weekly(6))).toBe("6 dates, all free");
  expect(headingOf(weekly(2, 0, 1))).toBe("2 dates, all taken");
  expect(headingOf(weekly(1))).toBe("1 date, free");
  expect(headingOf(weekly(1, 0))).toBe("1 date, taken");
});

test("one choice is offered for the whole series", () => {
  expect(choiceOf(weekly(6, 4))?.skip).toBe("Book the other 5 and skip this one");
  expect(choiceOf(weekly(12, 1, 2, 3))?.skip).toBe("Book the other 9 and skip these 3");
  expect(choiceOf(weekly(2, 1))?.skip).toBe("Book the other one and skip this one");
});

test("nothing is to be chosen where all is free, or where nothing is left to book", () => {
  expect(choiceOf(weekly(6))).toBeNull();
  expect(choiceOf(weekly(1, 0))).toBeNull();
  expect(faultOfTaken(weekly(6), null)).toBeUndefined();
});

test("a taken date without a choice is asked about by its day", () => {
  expect(faultOfTaken(weekly(6, 4), null)).toBe("Choose what to do about 18 November.");
  expect(faultOfTaken(weekly(6, 4, 5), null)).toBe("Choose what to do about 18 November and 25 November.");
  expect(faultOfTaken(weekly(6, 4), "skip")).toBeUndefined();
  expect(faultOfTaken(weekly(6, 4), "none")).toBe("Not booked: change the date or time.");
  expect(faultOfTaken(weekly(1, 0), "skip")).toBe(
    "Not booked: 21 October is taken. Change the date or time.",
  );
});

test("many taken dates are counted and not listed", () => {
  expect(daysInWords(takenOf(weekly(8, 0, 1, 2, 3, 4)))).toBe("21 October and 4 more dates");
});

test("what Save books is what is free, once it is chosen", () => {
  expect(bookedBy(weekly(6), null)).toBe(6);
  expect(bookedBy(weekly(6, 4), null)).toBe(0);
  expect(bookedBy(weekly(6, 4), "skip")).toBe(5);
  expect(bookedBy(weekly(6, 4), "none")).toBe(0);
});

test("a free date on a weekend says so", () => {
  const [date] = takenOf(weekly(1, 0));
  expect(date && freeInWords(date)).toBe("Free");
  expect(date && freeInWords({ ...date, start: date.start.add({ days: 3 }) })).toBe("Free, a Sunday");
});

test("who has just booked what is said by name, and once", () => {
  expect(justBooked(weekly(6), weekly(6, 0))).toBe("Morven Kerr has just booked this slot.");
  expect(justBooked(weekly(6), weekly(6, 0, 1, 2))).toBe("Morven Kerr has just booked this slot.");
  expect(justBooked(weekly(6, 0), weekly(6, 0, 4))).toBe("Morven Kerr has just booked 18 November.");
});

test("what was taken before is no news, nor what is free again", () => {
  expect(justBooked(weekly(6, 0, 4), weekly(6, 0, 4))).toBeNull();
  expect(justBooked(weekly(6, 0, 4), weekly(6, 4))).toBeNull();
});

test("the day on which the clocks show the time twice is asked about", () => {
  const preview = weekly(3);
  expect(twiceOn(preview)).toBeNull();
  const [, second] = datesOf(preview);
  preview.lines = datesOf(preview).map((date) => ({ ...date, twice: date === second }));
  expect(twiceOn(preview)).toBe(second?.start);
});

test("somebody whose name is not known is someone", () => {
  const now = weekly(1, 0);
  now.lines = takenOf(now).map((date) => ({ ...date, taken: [obstacle("0", null)] }));
  expect(justBooked(weekly(1), now)).toBe("Someone has just booked this slot.");
});
