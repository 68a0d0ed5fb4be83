import { CalendarDateTime } from "@internationalized/date";
import { expect, test } from "vitest";

import { acceptedIn, findingsKey, openIn, questionsOf } from "../../src/appointment/findings";
import { type Finding, freeOf, type Preview } from "../../src/appointment/preview";

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
  return questionsOf(freeOf(preview)).map((question) => question.words);
}

test("each thing that speaks against dates is asked about once", () => {
  expect(words(weekly([], []))).toEqual([]);
  expect(words(weekly([PAST], []))).toEqual(["21 October is in the past"]);
  expect(words(weekly([PAST, ELSEWHERE], [PAST]))).toEqual(["2 dates are in the past", ELSEWHERE.words]);
  expect(words(weekly([ELSEWHERE], [ELSEWHERE]))).toEqual([
    "the client is with another practitioner on 2 dates",
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
  const accepted = { codes: [ELSEWHERE.code], of: findingsKey(freeOf(before)) };
  expect(openIn(freeOf(before), accepted)).toEqual([]);
  expect(acceptedIn(freeOf(before), accepted)).toEqual(["client_elsewhere"]);
  const now = weekly([ELSEWHERE], [ELSEWHERE]);
  expect(openIn(freeOf(now), accepted).map(({ code }) => code)).toEqual(["client_elsewhere"]);
  expect(acceptedIn(freeOf(now), accepted)).toEqual([]);
});
