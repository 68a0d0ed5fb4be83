import { expect, test } from "vitest";

import {
  canBeTold,
  cancelErrorOf,
  choicesOf,
  cancellingInWords,
  doneInWords,
  messageInWords,
  type Scope,
  scopeInWords,
  whyNotCancelled,
  withdrawnInWords,
} from "../../src/appointment/cancellation";
import type { Opened } from "../../src/api/appointment";
import { ConnectionLost, Problem } from "../../src/api/problem";
import type { Expected } from "../../src/appointment/expected";

function scope(which: Scope["scope"], ...numbers: number[]): Scope {
  return {
    scope: which,
    withdrawn: 0,
    appointments: numbers.map((number) => ({
      id: `session-${number}`,
      number,
      local_start: "2027-10-20T10:00:00",
      fold: 0,
      twice: false,
      local_end: "2027-10-20T10:30:00",
      utc_offset: "+01:00",
      end_utc_offset: "+01:00",
      rule_start: "2027-10-20T10:00:00",
      starts_at: "2027-10-20T09:00:00Z",
      ends_at: "2027-10-20T09:30:00Z",
      status: "booked",
      shifted: null,
      accepted: [],
    })),
  };
}

function scopes(...each: Scope[]) {
  return choicesOf({ scopes: each }).map(scopeInWords);
}

test("a session that cannot be cancelled says why, and one of whose series any can does not", () => {
  const opened = (status: Opened["status"], ...appointments: [Opened["status"], string][]) =>
    ({
      status,
      series: { appointments: appointments.map(([status, ends_at]) => ({ status, ends_at })) },
    }) as Opened;
  const now = Date.parse("2027-10-20T09:00:00Z");
  const [past, ahead] = ["2027-10-20T08:30:00Z", "2027-10-27T08:30:00Z"];
  expect(whyNotCancelled(opened("booked", ["booked", ahead]), now)).toBeNull();
  expect(whyNotCancelled(opened("attended", ["attended", past], ["booked", ahead]), now)).toBeNull();
  expect(whyNotCancelled(opened("cancelled", ["cancelled", ahead]), now)).toBe("This session is cancelled.");
  expect(whyNotCancelled(opened("booked", ["booked", past]), now)).toBe("This session is over.");
  expect(whyNotCancelled(opened("cancelled", ["attended", past], ["cancelled", ahead]), now)).toBe(
    "No session of this series is still to come.",
  );
});

test("each choice says how many sessions go", () => {
  expect(
    scopes(scope("this", 2), scope("this_and_following", 2, 3, 4), scope("all_ahead", 1, 2, 3, 4)),
  ).toEqual(["This session", "This one and the 2 that follow", "All 4 that have not begun"]);
  expect(scopes(scope("this", 3), scope("this_and_following", 3, 4))).toEqual([
    "This session",
    "This one and the 1 that follows",
  ]);
});

test("what comes to the same is no choice", () => {
  expect(
    scopes(scope("this", 4), scope("this_and_following", 4), scope("all_ahead", 1, 2, 3, 4)),
  ).toHaveLength(2);
  expect(scopes(scope("this", 1), scope("this_and_following", 1), scope("all_ahead", 1))).toEqual([
    "This session",
  ]);
});

test("what can cancel nothing is no choice", () => {
  expect(scopes(scope("this"), scope("this_and_following", 3), scope("all_ahead", 3))).toEqual([
    "This session",
  ]);
  expect(scopes(scope("this"), scope("this_and_following"), scope("all_ahead"))).toEqual([]);
  expect(scopes(scope("this"), scope("this_and_following"), scope("all_ahead", 3))).toEqual([
    "The one that has not begun",
  ]);
});

test("the button says what it does", () => {
  expect([cancellingInWords(1), cancellingInWords(3)]).toEqual(["Cancel the session", "Cancel 3 sessions"]);
});

const SIGNED_OUT = { type: "/problems/not-signed-in", title: "Sign in", status: 401 } as const;

const SAID = "The cancellation goes out now to g.whitfield@mail.example.";
const EXPECTED = {
  messages: [{ title: "1 cancellation now" }],
  warnings: [],
  said: SAID,
} as unknown as Expected;
const WITHOUT_EMAIL: Expected = {
  messages: [],
  warnings: [],
  said: "Tomasz Zieliński has no email address, so no message can be sent.",
};

test("which message goes out is said before and after", () => {
  expect(messageInWords(EXPECTED, true)).toBe(SAID);
  expect(messageInWords(EXPECTED, false)).toBe("No message goes to the client.");
  expect(messageInWords(undefined, true)).toBeNull();
  expect(doneInWords(3, SAID)).toBe(`3 sessions are cancelled. ${SAID}`);
  expect(doneInWords(1, null)).toBe("The session is cancelled.");
});

test("why the client gets none is said whatever was chosen, and nothing is there to choose", () => {
  expect(messageInWords(WITHOUT_EMAIL, false)).toBe(WITHOUT_EMAIL.said);
  expect(canBeTold(WITHOUT_EMAIL)).toBe(false);
  expect(canBeTold(EXPECTED)).toBe(true);
  expect(canBeTold(undefined)).toBe(true);
});

test("messages that are withdrawn are counted", () => {
  expect(withdrawnInWords({ ...scope("this", 1), withdrawn: 1 })).toBe(
    "1 message about it will not be sent any more.",
  );
  expect(withdrawnInWords({ ...scope("this_and_following", 1, 2), withdrawn: 2 })).toBe(
    "2 messages about them will not be sent any more.",
  );
  expect(withdrawnInWords(scope("this", 1))).toBeNull();
});

test("somebody else's change is named, and can be looked at", () => {
  const detail = "Morven Kerr changed this at 09:51. Look at the new version before you cancel.";
  expect(
    cancelErrorOf(
      new Problem({
        type: "/problems/version-stale",
        title: "It is not any more what you saw",
        status: 412,
        detail,
      }),
    ),
  ).toEqual({
    words: `Not cancelled. ${detail}`,
    isStale: true,
  });
});

test("a lost answer can be tried again, since it cannot cancel twice", () => {
  const unsure = {
    words: "Not sure whether this was cancelled: the connection dropped. Try again (it cannot cancel twice).",
    isStale: false,
  };
  expect(cancelErrorOf(new ConnectionLost(null))).toEqual(unsure);
  expect(cancelErrorOf(Problem.of(503, null))).toEqual(unsure);
});

test("what the page says already is not said again", () => {
  expect(cancelErrorOf(null)).toBeNull();
  expect(cancelErrorOf(new Problem(SIGNED_OUT))).toBeNull();
});
