import { expect, test } from "vitest";

import type { Rule } from "../../src/settings/queries";
import { forWhom, grouped, speaksOf, timesOf, triggerInWords } from "../../src/settings/rule-words";

type Trigger = Rule["trigger"];

function rules(...triggers: string[]) {
  return triggers.map((trigger) => ({ trigger: trigger as Trigger }));
}

test("every rule stands under a heading, in the screen's order", () => {
  const all = rules("link_reissued", "single", "cancelled", "changed", "reminder", "recurring_video");
  expect(grouped(all).map(({ title, rules }) => [title, rules.map(({ trigger }) => trigger)])).toEqual([
    ["When something is booked", ["recurring_video", "single"]],
    ["Before a session", ["reminder"]],
    ["When something is changed", ["changed"]],
    ["When something is cancelled", ["cancelled"]],
    ["When a link is needed again", ["link_reissued"]],
  ]);
});

test("a rule of a newer API is shown by the name of its trigger", () => {
  const [group] = grouped(rules("moved"));
  expect(group?.rules).toHaveLength(1);
  expect(triggerInWords({ trigger: "moved" as Trigger })).toBe("moved");
  expect(forWhom({ trigger: "moved" as Trigger })).toBe("All types");
});

test("what is sent after something other than a booking does not say that it goes after booking", () => {
  const times = (trigger: Trigger) => timesOf({ trigger, delay: "PT0S", lead: null, when: "at once" });
  expect(times("single").map(({ words }) => words)).toContain("20 s after booking");
  expect(times("cancelled").map(({ words }) => words)).toContain("20 s after that");
  expect(times("changed").map(({ words }) => words)).toContain("1 min after that");
  expect(times("link_reissued").map(({ words }) => words)).toEqual(["at once"]);
});

test("a template is tried on what its rules speak of", () => {
  const clinic = { of: 1, kind: { video: false } };
  const video = { of: 4, kind: { video: true } };
  expect(speaksOf("cancelled", clinic)).toBe(true);
  expect(speaksOf("cancelled", video)).toBe(true);
  expect(speaksOf("single", clinic)).toBe(true);
  expect(speaksOf("single", video)).toBe(false);
  expect(speaksOf("recurring_video", video)).toBe(true);
  expect(speaksOf("link_requested", clinic)).toBe(false);
});
