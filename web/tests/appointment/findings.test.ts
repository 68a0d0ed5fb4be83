import { CalendarDateTime } from "@internationalized/date";
import { expect, test } from "vitest";

import { acceptedIn, findingsKey, openIn, questionsOf } from "../../src/appointment/findings";
import type { Finding, Preview } from "../../src/appointment/preview";

const PAST: Finding = { code: "in_the_past", words: "This time is over" };
const ELSEWHERE: Finding = {
  code: "client_elsewhere",
  words: "Grace Whitfield is with Morven Kerr, 10:00 to 10:30",
};

/** Weekly dates from 21 October on, each with what speaks against it; of those that are taken, it is not asked. */
function weekly(...findings: Finding[][]): Preview {
  return {
    recurrence: null,
    zone: "Europe/London",
    lines: findings.map((found, index) => ({
      number: index + 1,
      start: new CalendarDateTime(2027, 10, 21, 10).add({ weeks: index }),
      twice: false,
      span: "10:00–10:30",
      startsAt: "2027-10-21T09:00:00Z",
      endsAt: "2027-10-21T09:30:00Z",
      findings: found,
      taken: [],
    })),
  };
}

function words(preview: Preview): string[] {
  return questionsOf(preview).map((question) => question.words);
}

test("each thing that speaks against dates is asked about once", () => {
  expect(words(weekly([], []))).toEqual([]);
  expect(words(weekly([PAST], []))).toEqual(["Book anyway: 21 October is in the past"]);
  expect(words(weekly([PAST, ELSEWHERE], [PAST]))).toEqual([
    "Book anyway: 2 dates are in the past",
    `Book anyway: ${ELSEWHERE.words}`,
  ]);
  expect(words(weekly([ELSEWHERE], [ELSEWHERE]))).toEqual([
    "Book anyway: the client is with another practitioner on 2 dates",
  ]);
});

test("a taken date is asked about as taken, and as nothing else", () => {
  const preview = weekly([PAST], []);
  const obstacle = { appointmentId: "a", words: "Dr. Adeyemi is with Priya Nair", bookedBy: null };
  preview.lines = preview.lines.map((line, index) => (index === 0 ? { ...line, taken: [obstacle] } : line));
  expect(words(preview)).toEqual([]);
});

test("what was accepted holds for what was asked, and for nothing that was found since", () => {
  const before = weekly([ELSEWHERE], []);
  const accepted = { codes: [ELSEWHERE.code], of: findingsKey(before) };
  expect(openIn(before, accepted)).toEqual([]);
  expect(acceptedIn(before, accepted)).toEqual(["client_elsewhere"]);
  const now = weekly([ELSEWHERE], [ELSEWHERE]);
  expect(openIn(now, accepted).map(({ code }) => code)).toEqual(["client_elsewhere"]);
  expect(acceptedIn(now, accepted)).toEqual([]);
});
