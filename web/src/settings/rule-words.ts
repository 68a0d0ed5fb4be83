import type { Rule } from "./queries";

type Trigger = Rule["trigger"];

interface Words {
  words: string;
  forWhom: string;
  /** The heading under which its rules stand. */
  group: string;
}

const BOOKED = "When something is booked";
const BEFORE = "Before a session";
const CHANGED = "When something is changed";
const CANCELLED = "When something is cancelled";
const LINK = "When a link is needed again";
const OTHERWISE = "Otherwise";

/** As they stand on the screen: the article's own trigger first. */
const TRIGGERS: Record<Trigger, Words> = {
  recurring_video: { words: "New recurring video appointment", forWhom: "Video types", group: BOOKED },
  single_video: { words: "New video appointment", forWhom: "Video types", group: BOOKED },
  recurring: { words: "New recurring appointment", forWhom: "Other types", group: BOOKED },
  single: { words: "New appointment", forWhom: "Other types", group: BOOKED },
  reminder: { words: "Reminder", forWhom: "All types", group: BEFORE },
  changed: { words: "Appointments are moved", forWhom: "All types", group: CHANGED },
  cancelled: { words: "Appointments are cancelled", forWhom: "All types", group: CANCELLED },
  link_requested: { words: "A client asks for their link", forWhom: "Video types", group: LINK },
  link_reissued: { words: "A link is replaced", forWhom: "Video types", group: LINK },
};

/** An API that is newer than this page may have a trigger that is not known here. */
function wordsOf(trigger: string): Words {
  const known: Record<string, Words | undefined> = TRIGGERS;
  return known[trigger] ?? { words: trigger, forWhom: "All types", group: OTHERWISE };
}

export function triggerInWords({ trigger }: Pick<Rule, "trigger">): string {
  return wordsOf(trigger).words;
}

export function forWhom({ trigger }: Pick<Rule, "trigger">): string {
  return wordsOf(trigger).forWhom;
}

/** Every rule that there is, under its heading; a heading without a rule is left out. */
export function grouped<R extends Pick<Rule, "trigger">>(
  rules: readonly R[],
): { title: string; rules: R[] }[] {
  const order = Object.keys(TRIGGERS);
  return [BOOKED, BEFORE, CHANGED, CANCELLED, LINK, OTHERWISE].flatMap((heading) => {
    const own = rules
      .filter(({ trigger }) => wordsOf(trigger).group === heading)
      .sort((one, other) => order.indexOf(one.trigger) - order.indexOf(other.trigger));
    return own.length > 0 ? [{ title: heading, rules: own }] : [];
  });
}

/** What a rule speaks of, as far as a template that it sends can be tried on it. */
export function speaksOf(trigger: Trigger, { of, kind }: { of: number; kind: { video: boolean } }): boolean {
  if (wordsOf(trigger).group === BOOKED) {
    return trigger === `${of > 1 ? "recurring" : "single"}${kind.video ? "_video" : ""}`;
  }
  return kind.video || wordsOf(trigger).group !== LINK;
}

const AT_ONCE = [{ id: "PT0S", words: "at once" }];
const DELAYS = ["PT20S", "PT1M", "PT5M"] as const;
const DELAYS_IN_WORDS = { PT20S: "20 s", PT1M: "1 min", PT5M: "5 min" };
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
  const times = rule.lead === null ? delaysOf(wordsOf(rule.trigger).group) : LEADS;
  const now = rule.lead ?? rule.delay ?? "PT0S";
  return times.some(({ id }) => id === now) ? times : [{ id: now, words: rule.when.trim() }, ...times];
}

/** Who asks for a link, or needs a new one, does not wait for it. */
function delaysOf(group: string): { id: string; words: string }[] {
  if (group === LINK) {
    return AT_ONCE;
  }
  const what = group === BOOKED ? "booking" : "that";
  return [...AT_ONCE, ...DELAYS.map((id) => ({ id, words: `${DELAYS_IN_WORDS[id]} after ${what}` }))];
}
