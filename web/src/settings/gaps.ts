import { listed } from "../time/words";
import type { Rule } from "./queries";

type Trigger = Rule["trigger"];

/** A type of appointment, as far as rules speak of it. */
export interface VideoKind {
  id: string;
  name: string;
  video: boolean;
}

const NEEDED: { trigger: Trigger; words: string }[] = [
  { trigger: "single_video", words: "confirmation of a single appointment" },
  { trigger: "recurring_video", words: "confirmation of a series" },
  { trigger: "reminder", words: "reminder" },
];

/** What keeps links of video types from being sent: "no reminder is on for Video follow-up". */
export function gapsOf(rules: readonly Rule[], kinds: readonly VideoKind[]): string[] {
  const videos = kinds.filter(({ video }) => video);
  return NEEDED.flatMap(({ trigger, words }) => {
    const without = videos.filter(({ id }) => !isOn(rules, trigger, id)).map(({ name }) => name);
    const names = without.length === videos.length && videos.length > 1 ? "any video type" : listed(without);
    return without.length > 0 ? [`no ${words} is on for ${names}`] : [];
  });
}

/** On each channel a rule for the type counts in place of the general one, even while it is off. */
function isOn(rules: readonly Rule[], trigger: Trigger, kindId: string): boolean {
  const fitting = rules.filter((rule) => rule.trigger === trigger && (rule.kind_id ?? kindId) === kindId);
  return fitting.some(
    (rule) =>
      rule.active &&
      (rule.kind_id !== null ||
        !fitting.some((other) => other.kind_id !== null && other.channel === rule.channel)),
  );
}

/** The gaps that a rule would leave if it were off, besides those that are there already. */
export function gapsWithout(rule: Rule, rules: readonly Rule[], kinds: readonly VideoKind[]): string[] {
  const before = gapsOf(rules, kinds);
  const after = gapsOf(
    rules.map((each) => (each.id === rule.id ? { ...each, active: false } : each)),
    kinds,
  );
  return after.filter((gap) => !before.includes(gap));
}
