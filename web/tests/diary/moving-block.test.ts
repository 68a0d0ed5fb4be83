import { CalendarDate } from "@internationalized/date";
import { expect, test } from "vitest";

import type { Column } from "../../src/diary/columns";
import { canMove, inTheWay, isAtHome, stepped, whereInWords } from "../../src/diary/moving-block";
import type { DiaryAppointment } from "../../src/diary/words";

function appointment(id: string, client: string, from: string, to: string): DiaryAppointment {
  return {
    id,
    client: { id: client, name: client },
    practitioner: { id: "adeyemi", name: "Dr. Adeyemi" },
    status: "booked",
    local_start: `2027-10-22T${from}:00`,
    local_end: `2027-10-22T${to}:00`,
    starts_at: `2027-10-22T${from}:00Z`,
    ends_at: `2027-10-22T${to}:00Z`,
  } as DiaryAppointment;
}

const MAYA = appointment("maya", "Maya Lindgren", "16:00", "16:30");
const TOM = appointment("tom", "Tom Ashby", "10:30", "11:15");
const FRIDAY = new CalendarDate(2027, 10, 22);
const COLUMN = {
  date: FRIDAY,
  appointments: [TOM, MAYA],
  blocks: [
    { id: "tom", from: 630, to: 675, cancelled: false },
    { id: "maya", from: 960, to: 990, cancelled: false },
  ],
} as unknown as Column;

test("what stands there is in the way, but not what is cancelled or what is moved itself", () => {
  const at = (minute: number) => inTheWay(MAYA, { date: FRIDAY, minute }, COLUMN)?.id;
  expect([at(585), at(600), at(615), at(660), at(675), at(975)]).toEqual([
    undefined,
    undefined,
    "tom",
    "tom",
    undefined,
    undefined,
  ]);
  const blocks = COLUMN.blocks.map((block) => ({ ...block, cancelled: true }));
  expect(inTheWay(MAYA, { date: FRIDAY, minute: 660 }, { ...COLUMN, blocks })).toBeUndefined();
});

test("where it would go is said, and who is there", () => {
  const target = { date: FRIDAY, minute: 660 };
  expect(whereInWords({ appointment: MAYA, target }, undefined)).toBe("Fri 22 Oct 11:00");
  expect(whereInWords({ appointment: MAYA, target }, TOM)).toBe(
    "Fri 22 Oct 11:00: Dr. Adeyemi is with Tom Ashby, to 11:15",
  );
  expect(whereInWords({ appointment: MAYA, target: null }, undefined)).toBe(
    "Only in the column of Dr. Adeyemi",
  );
});

test("it goes by quarters of an hour of one day", () => {
  expect([stepped(-20), stepped(667), stepped(668), stepped(1500)]).toEqual([0, 660, 675, 1425]);
  expect(isAtHome(MAYA, { date: FRIDAY, minute: 960 })).toBe(true);
  expect(isAtHome(MAYA, { date: FRIDAY.add({ days: 1 }), minute: 960 })).toBe(false);
});

test("what has begun or is cancelled stays where it is", () => {
  const begins = Date.parse(MAYA.starts_at);
  expect([canMove(MAYA, begins - 1), canMove(MAYA, begins)]).toEqual([true, false]);
  expect(canMove({ ...MAYA, status: "cancelled" }, begins - 1)).toBe(false);
});
