import { expect, test } from "vitest";

import { gapsOf, gapsWithout } from "../../src/settings/gaps";
import type { Rule } from "../../src/settings/queries";
import { timesOf } from "../../src/settings/rule-words";

const KINDS = [
  { id: "follow-up", name: "Video follow-up", video: true },
  { id: "first", name: "Video first session", video: true },
  { id: "clinic", name: "Follow-up", video: false },
];

function rule(trigger: Rule["trigger"], changes: Partial<Rule> = {}): Rule {
  return {
    id: `${trigger} ${changes.kind_id ?? ""}`,
    version: 1,
    etag: '"1"',
    trigger,
    kind_id: null,
    channel: "email",
    template_id: "t",
    active: true,
    delay: null,
    lead: null,
    when: "at once",
    ...changes,
  };
}

const ALL = [
  rule("single_video"),
  rule("recurring_video"),
  rule("single"),
  rule("recurring"),
  rule("reminder"),
];

test("with the rules of the start every link is sent", () => {
  expect(gapsOf(ALL, KINDS)).toEqual([]);
});

test("a reminder that is switched off leaves every video type without", () => {
  expect(gapsWithout(rule("reminder"), ALL, KINDS)).toEqual(["no reminder is on for any video type"]);
});

test("a rule for other types leaves no gap", () => {
  expect(gapsWithout(rule("recurring"), ALL, KINDS)).toEqual([]);
});

test("a rule of a type that is off is no reason to use the general one", () => {
  const own = rule("reminder", { kind_id: "follow-up", active: false });
  expect(gapsOf([...ALL, own], KINDS)).toEqual(["no reminder is on for Video follow-up"]);
});

test("a text message that is off does not silence the email", () => {
  const text = rule("reminder", { kind_id: "follow-up", channel: "sms", active: false });
  expect(gapsOf([...ALL, text], KINDS)).toEqual([]);
});

test("the time that a rule has is among those to choose from", () => {
  expect(timesOf(rule("reminder", { lead: "PT36H", when: "36 h before" }))[0]).toEqual({
    id: "PT36H",
    words: "36 h before",
  });
  expect(timesOf(rule("reminder", { lead: "PT24H", when: "24 h before" }))).toHaveLength(6);
  expect(timesOf(rule("link_requested", { delay: "PT0S" }))).toEqual([{ id: "PT0S", words: "at once" }]);
});
