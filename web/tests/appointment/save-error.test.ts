import { expect, test } from "vitest";

import { ConnectionLost, Problem } from "../../src/api/problem";
import { saveErrorOf } from "../../src/appointment/save-error";

test("without an answer nobody knows, and it can be tried again", () => {
  expect(saveErrorOf(new ConnectionLost(null))).toEqual({
    words: "Not sure whether this was saved: the connection dropped. What you typed is still here.",
    isUnsure: true,
  });
  expect(saveErrorOf(Problem.of(503, null))?.isUnsure).toBe(true);
});

test("what was taken meanwhile is named by its day", () => {
  const refusal = Problem.of(409, {
    type: "/problems/slots-taken",
    title: "Not booked: some of the dates are taken",
    conflicts: [{ local_start: "2027-11-18T10:00" }, { local_start: "2027-11-18T10:00" }],
  });
  expect(saveErrorOf(refusal)).toEqual({
    words: "Not booked: 18 November was taken while you were typing. The list shows it now.",
    isUnsure: false,
  });
});

test("a first try that was saved after all is said to be", () => {
  const reused = new Problem({
    type: "/problems/idempotency-key-reused",
    title: "This Idempotency-Key was used for another request",
    status: 422,
  });
  expect(saveErrorOf(reused)?.words).toContain("The first try was saved");
});

test("who is signed out is told so above the dialog, and nothing besides", () => {
  expect(
    saveErrorOf(new Problem({ type: "/problems/not-signed-in", title: "Sign in", status: 401 })),
  ).toBeNull();
});
