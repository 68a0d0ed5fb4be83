import { describe, expect, it } from "vitest";

import { wallClock } from "../../src/time/words";
import {
  absenceInWords,
  colleagueInWords,
  connectionInWords,
  endInWords,
  hereInWords,
  soFar,
  type Standing,
  timeInWords,
} from "../../src/room/words";

const GRACE = { name: "Grace Whitfield", phone: "07700 900 118" };

function connection(
  standing: Partial<Standing>,
  client = GRACE as { name: string; phone: string | null },
): string {
  return connectionInWords(
    { client: "absent", media: "none", signalling: "connected", isStuck: false, ...standing },
    client,
  );
}

describe("a colleague", () => {
  it("waits to stand in, or is there, by the name of their sign-in", () => {
    expect(colleagueInWords("you", { name: "Morven Kerr" })).toBe("Morven Kerr would stand in for you.");
    expect(colleagueInWords("another", { name: "Morven Kerr" })).toBe("Morven Kerr is in the room.");
    expect(colleagueInWords("another", { name: null })).toBe("A colleague is in the room.");
  });
});

describe("the state of the connection", () => {
  it("is good while nobody is in the call", () => {
    expect(connection({ client: "waiting" })).toBe("Your connection is good");
    expect(connection({ client: "left" })).toBe("Your connection is good");
  });

  it("is connected as long as the two hear each other, whatever the room says", () => {
    expect(connection({ client: "in_call", media: "connected", signalling: "lost" })).toBe("Connected");
    expect(connection({ client: "lost", media: "connected" })).toBe("Connected");
  });

  it("tells one's own loss from the other's", () => {
    const own = "Connection lost. Trying again… You are still in the session.";
    expect(connection({ client: "in_call", signalling: "lost" })).toBe(own);
    expect(connection({ client: "in_call", media: "lost" })).toBe(own);
    expect(connection({ client: "lost", media: "lost" })).toBe(
      "Grace Whitfield's connection is lost. They can come back by the same link.",
    );
  });

  it("names whom to ring where the devices cannot reach each other", () => {
    const standing = { client: "in_call", media: "connecting" } as const;
    expect(connection(standing)).toBe("Connecting…");
    expect(connection({ ...standing, isStuck: true })).toBe(
      "The two devices cannot reach each other. Ring 07700 900 118",
    );
    expect(connection({ ...standing, isStuck: true }, { ...GRACE, phone: null })).toBe(
      "The two devices cannot reach each other.",
    );
  });
});

describe("a client whom nobody sees", () => {
  it("waits, for how long and by what", () => {
    const since = { client_since: "2027-10-20T08:50:00Z", device: "phone" } as const;
    expect(hereInWords(since, Date.parse("2027-10-20T08:52:30Z"))).toBe("Here for 2 min, on a phone");
    expect(hereInWords(since, Date.parse("2027-10-20T08:50:30Z"))).toBe("Here for under 1 min, on a phone");
    expect(hereInWords({ ...since, device: null }, Date.parse("2027-10-20T09:55:00Z"))).toBe(
      "Here for 1 h 5 min",
    );
  });

  it("is not there yet, or not any more", () => {
    expect(absenceInWords("absent", "Grace", "09:45")).toEqual([
      "Grace is not here yet",
      "Their link lets them in from 09:45.",
    ]);
    expect(absenceInWords("left", "Grace", "09:45")).toEqual([
      "Grace has left",
      "They can come back by the same link.",
    ]);
  });
});

it("the time says how much of the session is left, or by how much it is over", () => {
  const session = { starts_at: "2027-10-20T09:00:00Z", ends_at: "2027-10-20T09:30:00Z" };
  const at = (time: string, shown: string) =>
    timeInWords(session, Date.parse(`2027-10-20T${time}Z`), wallClock(`2027-10-20T${shown}`));
  expect(at("08:52:00", "09:52:00")).toBe("09:52");
  expect(at("09:12:00", "10:12:00")).toBe("10:12, 18 min left");
  expect(at("09:34:00", "10:34:00")).toBe("10:34, 4 min over");
});

describe("what has happened so far", () => {
  const activity = (kind: string, at: string, scanner = false) => ({
    kind: kind as "opened",
    at: `2027-10-20T${at}+01:00`,
    scanner,
  });

  it("is told in order, by the clock that it is told on", () => {
    const lines = soFar(
      [activity("admitted", "09:59:00"), activity("opened", "09:48:00"), activity("joined", "09:50:00")],
      "Grace Whitfield",
    );
    expect(lines).toEqual([
      { at: "09:48", words: "Link opened" },
      { at: "09:50", words: "Joined the waiting room" },
      { at: "09:59", words: "You admitted Grace Whitfield" },
    ]);
  });

  it("says how long a loss took where they came back", () => {
    const lines = soFar([activity("lost", "10:06:00"), activity("rejoined", "10:06:03")], "Grace");
    expect(lines).toEqual([{ at: "10:06", words: "Connection lost and back in 3 s" }]);
    expect(soFar([activity("lost", "10:06:00")], "Grace")).toEqual([
      { at: "10:06", words: "Connection lost" },
    ]);
  });

  it("counts what came several times in a row, tells scanners from people, and leaves out the host", () => {
    const lines = soFar(
      [
        activity("opened", "09:00:00", true),
        activity("opened", "09:00:01", true),
        activity("host_entered", "09:30:00"),
        activity("opened", "09:48:00"),
        activity("joined", "09:49:00", true),
        activity("joined", "09:50:00"),
      ],
      "Grace",
    );
    expect(lines.map(({ words }) => words)).toEqual([
      "Opened by a mail scanner (2 times)",
      "Link opened",
      "Joined by what looks like a mail scanner",
      "Joined the waiting room",
    ]);
  });
});

describe("the end", () => {
  const link = { state: "dead", reason: "concluded", generation: 1 } as const;

  it("says what it was, and when", () => {
    const activities = [{ kind: "concluded" as const, at: "2027-10-20T10:29:00+01:00", scanner: false }];
    expect(endInWords({ ended: "concluded", activities, link }, "Grace")).toEqual([
      "This session has ended",
      "The call was concluded at 10:29. Its link does not work any more.",
    ]);
  });

  it("is there for a cancelled session too, and not for one that goes on", () => {
    const open = { ended: null, activities: [], link: { ...link, state: "live", reason: null } as const };
    expect(endInWords(open, "Grace")).toBeNull();
    expect(endInWords({ ...open, link: { ...link, reason: "cancelled" } as const }, "Grace")?.[0]).toBe(
      "This session is cancelled",
    );
  });
});
