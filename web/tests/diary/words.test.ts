import { describe, expect, it } from "vitest";

import {
  type DiaryAppointment,
  endOn,
  isOn,
  isWaiting,
  presenceInWords,
  startOn,
  timeOn,
  wholeName,
} from "../../src/diary/words";

const named = (name: string) => ({ id: name, name });
const APPOINTMENT: DiaryAppointment = {
  id: "1",
  series_id: "2",
  number: 2,
  of: 4,
  starts_at: "2027-10-20T09:00:00Z",
  ends_at: "2027-10-20T09:30:00Z",
  local_start: "2027-10-20T10:00:00",
  fold: 0,
  twice: false,
  local_end: "2027-10-20T10:30:00",
  status: "booked",
  practitioner: named("Dr. Adeyemi"),
  client: named("Grace Whitfield"),
  kind: { ...named("Video follow-up"), colour: "blue", video: true },
  link: "live",
  call: null,
  scanner_waits: false,
};
const NOW = Date.parse("2027-10-20T08:52:00Z");

function withClient(
  client: "waiting" | "in_call" | "left",
  ended: "concluded" | null = null,
): DiaryAppointment {
  const call = { client, client_since: "2027-10-20T08:50:00Z", host_present: false, ended };
  return { ...APPOINTMENT, call };
}

const LATE: DiaryAppointment = {
  ...APPOINTMENT,
  of: 1,
  local_start: "2027-10-20T23:30:00",
  local_end: "2027-10-21T00:15:00",
};

describe("an appointment over midnight", () => {
  it("is on both days, and says on each when it is on the other", () => {
    const days = ["2027-10-19", "2027-10-20", "2027-10-21", "2027-10-22"];
    expect(days.filter((day) => isOn(LATE, day))).toEqual(["2027-10-20", "2027-10-21"]);
    expect(timeOn(LATE, "2027-10-20", true)).toBe("23:30 to Thu 00:15");
    expect(timeOn(LATE, "2027-10-21", true)).toBe("Wed 23:30 to 00:15");
    expect(timeOn(LATE, "2027-10-20", false)).toBe("from 23:30");
    expect(timeOn(LATE, "2027-10-21", false)).toBe("until 00:15");
    expect([startOn(LATE, "2027-10-21"), endOn(LATE, "2027-10-20")]).toEqual(["Wed 23:30", "Thu 00:15"]);
    expect(wholeName(LATE)).toBe(
      "Video follow-up, Grace Whitfield, Wednesday 20 October, 23:30 to 00:15 on Thursday 21 October",
    );
  });

  it("is on one day where it ends at midnight, and on one where the clocks go back meanwhile", () => {
    const untilMidnight = { ...LATE, local_end: "2027-10-21T00:00:00" };
    expect(isOn(untilMidnight, "2027-10-21")).toBe(false);
    expect(timeOn(untilMidnight, "2027-10-20", true)).toBe("23:30–00:00");
    const back = { ...LATE, local_start: "2027-10-24T23:30:00", local_end: "2027-10-24T23:00:00" };
    expect(["2027-10-23", "2027-10-24", "2027-10-25"].filter((day) => isOn(back, day))).toEqual([
      "2027-10-24",
    ]);
    expect(timeOn(APPOINTMENT, "2027-10-20", false)).toBe("10:00");
  });
});

describe("an appointment whose client is in its room", () => {
  it("says that they wait, to eyes and in its whole name", () => {
    const waiting = withClient("waiting");
    expect(isWaiting(waiting)).toBe(true);
    expect(presenceInWords(waiting, NOW)).toBe("Waiting, 2 min");
    expect(wholeName(waiting)).toBe(
      "Video follow-up, Grace Whitfield, Wednesday 20 October, 10:00 to 10:30, 2nd of 4, client is waiting",
    );
  });

  it("asks of what joined as a mail scanner does", () => {
    const waiting = { ...withClient("waiting"), scanner_waits: true };
    expect(presenceInWords(waiting, NOW)).toBe("A mail scanner?");
    expect(wholeName(waiting)).toMatch(/2nd of 4, what looks like a mail scanner is waiting$/);
  });

  it("says so of the call too, and nothing once it has ended or they have left", () => {
    expect(presenceInWords(withClient("in_call"), NOW)).toBe("In the call");
    expect(presenceInWords(withClient("left"), NOW)).toBeNull();
    expect(isWaiting(withClient("waiting", "concluded"))).toBe(false);
    expect(isWaiting(APPOINTMENT)).toBe(false);
  });
});
