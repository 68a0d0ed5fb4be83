import type { Rule } from "./queries";

const TRIGGERS: Record<Rule["trigger"], { words: string; forWhom: string }> = {
  recurring_video: { words: "New recurring video appointment", forWhom: "Video types" },
  single_video: { words: "New video appointment", forWhom: "Video types" },
  recurring: { words: "New recurring appointment", forWhom: "Other types" },
  single: { words: "New appointment", forWhom: "Other types" },
  reminder: { words: "Reminder", forWhom: "All types" },
  cancelled: { words: "Appointments are cancelled", forWhom: "All types" },
  link_requested: { words: "A client asks for their link", forWhom: "Video types" },
  link_reissued: { words: "A link is replaced", forWhom: "Video types" },
};

/** As they stand on the screen: the article's own trigger first. */
export const ANNOUNCEMENTS: Rule["trigger"][] = ["recurring_video", "single_video", "recurring", "single"];

/** What brings a session's link by itself. */
export const LINKS: Rule["trigger"][] = ["link_requested", "link_reissued"];

export function triggerInWords({ trigger }: Pick<Rule, "trigger">): string {
  return TRIGGERS[trigger].words;
}

export function forWhom({ trigger }: Pick<Rule, "trigger">): string {
  return TRIGGERS[trigger].forWhom;
}

const AT_ONCE = [{ id: "PT0S", words: "at once" }];
const DELAYS = [
  ...AT_ONCE,
  { id: "PT20S", words: "20 s after booking" },
  { id: "PT1M", words: "1 min after booking" },
  { id: "PT5M", words: "5 min after booking" },
];
const LEADS = [
  { id: "PT1H", words: "1 h before" },
  { id: "PT2H", words: "2 h before" },
  { id: "PT24H", words: "24 h before" },
  { id: "PT48H", words: "48 h before" },
  { id: "P1D", words: "1 day before, same time" },
  { id: "P2D", words: "2 days before, same time" },
];

/** When a rule's message can go, the time that it has now among them. */
export function timesOf(
  rule: Pick<Rule, "trigger" | "delay" | "lead" | "when">,
): { id: string; words: string }[] {
  const times = LINKS.includes(rule.trigger) ? AT_ONCE : rule.lead === null ? DELAYS : LEADS;
  const now = rule.lead ?? rule.delay ?? "PT0S";
  return times.some(({ id }) => id === now) ? times : [{ id: now, words: rule.when.trim() }, ...times];
}
