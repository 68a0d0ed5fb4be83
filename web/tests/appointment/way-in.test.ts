import { describe, expect, it } from "vitest";

import { type Session, wayIn } from "../../src/appointment/way-in";

const SESSION: Session = {
  id: "0199",
  starts_at: "2027-10-20T09:00:00Z",
  join_from: "2027-10-20T17:45:00+09:00",
  join_until: "2027-10-20T10:00:00Z",
  zone_words: "Tokyo time",
  status: "booked",
  practitioner: { id: "1", name: "Dr. Adeyemi" },
};
const at = (time: string) => Date.parse(`2027-10-20T${time}Z`);

describe("Switch to Video", () => {
  it("opens the room at once from 15 minutes before the start, and until the link's time is over", () => {
    const open = { to: "/appointments/0199/room", question: null };
    expect(wayIn(SESSION, ["clinician"], at("08:45:00"))).toEqual(open);
    expect(wayIn(SESSION, ["clinician"], at("09:59:00"))).toEqual(open);
    expect(wayIn(SESSION, ["clinician"], at("10:00:00"))).toEqual({
      refusal: "This session's time has passed.",
    });
  });

  it("asks when it is earlier", () => {
    expect(wayIn(SESSION, ["clinician"], at("06:50:00"))).toMatchObject({
      question: "This session starts in 2 h 10 min. Open the room now?",
    });
  });

  it("says who may open the room, to those who may not", () => {
    process.env.TZ = "Asia/Tokyo";
    expect(wayIn(SESSION, ["receptionist"], at("08:50:00"))).toEqual({
      refusal: "The room can be used since Wed 20 Oct, 17:45. Only a clinician can open it.",
    });
  });

  it("is there for video only, and for sessions that are still to be held", () => {
    expect(wayIn({ ...SESSION, join_from: null }, ["clinician"], at("09:00:00"))).toBeNull();
    expect(wayIn({ ...SESSION, status: "attended" }, ["clinician"], at("09:00:00"))).toEqual({
      refusal: "This session has ended.",
    });
    expect(wayIn({ ...SESSION, status: "cancelled" }, ["clinician"], at("09:00:00"))).toEqual({
      refusal: "This session is cancelled.",
    });
  });
});
