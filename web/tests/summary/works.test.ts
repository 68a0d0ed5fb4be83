import { expect, test } from "vitest";

import { worksInWords } from "../../src/summary/works";

const SESSION = {
  join_from: "2027-10-20T08:45:00Z",
  join_until: "2027-10-20T10:00:00Z",
  zone: "Europe/London",
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
