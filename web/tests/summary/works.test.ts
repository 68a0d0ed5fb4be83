import { expect, test } from "vitest";

import { deadInWords, worksInWords } from "../../src/summary/works";

const SESSION = {
  join_from: "2027-10-20T09:45:00+01:00",
  join_until: "2027-10-20T11:00:00+01:00",
};

test("a link says from when it works, and until when", () => {
  expect(worksInWords(SESSION, Date.parse("2027-10-20T08:44:59Z"))).toBe(
    "Works from Wed 20 Oct 09:45, until 11:00",
  );
  expect(worksInWords(SESSION, Date.parse("2026-10-20T08:44:59Z"))).toBe(
    "Works from Wed 20 Oct 2027 09:45, until 11:00",
  );
  expect(worksInWords(SESSION, Date.parse("2027-10-20T08:45:00Z"))).toBe("Works now, until 11:00");
});

test("a link does not say that it works once its time has passed", () => {
  expect(worksInWords(SESSION, Date.parse("2027-10-20T10:00:00Z"))).toBeNull();
});

test("a link that is dead says when it ended, and by what", () => {
  const activity = {
    kind: "concluded" as const,
    at: "2027-10-20T10:29:00+01:00",
    scanner: false,
    count: 1,
    who: null,
  };
  const link = { state: "dead" as const, reason: "concluded", url: null, words: "The call was concluded." };
  const ended = { link, activities: [activity] };
  expect(deadInWords(ended)).toBe("Ended on 20 October at 10:29: the call was concluded.");
  expect(deadInWords({ ...ended, activities: [] })).toBe("The call was concluded.");
  const missed = { ...activity, kind: "missed" as const, at: "2027-10-20T10:07:00+01:00" };
  const expired = { ...link, reason: "expired", words: "The client did not attend." };
  expect(deadInWords({ link: expired, activities: [missed] })).toBe(
    "Ended on 20 October at 10:07: the client did not attend.",
  );
});
