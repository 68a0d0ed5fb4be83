import type { IconName } from "./icon";
import { Tag, type Tone } from "./tag";

/** What is to come first, what failed last. */
const STATES: Record<string, { words: string; icon: IconName; tone?: Tone }> = {
  scheduled: { words: "Scheduled", icon: "clock", tone: "note" },
  sending: { words: "Sending", icon: "mail", tone: "note" },
  sent: { words: "Sent", icon: "check", tone: "ok" },
  held: { words: "Held", icon: "pause", tone: "warn" },
  unknown: { words: "Unknown", icon: "alert", tone: "warn" },
  suppressed: { words: "Suppressed", icon: "ban" },
  cancelled: { words: "Cancelled", icon: "ban" },
  failed: { words: "Failed", icon: "alert", tone: "stop" },
};

const ORDER = Object.keys(STATES);

/** Its place among the states; after all of them for one that is not known here. */
export function rankOf(state: string): number {
  return ORDER.includes(state) ? ORDER.indexOf(state) : ORDER.length;
}

/** What became of a message: word, icon and colour, always the three together. */
export function MessageState({ state }: { state: string }) {
  const { words, icon, tone } = STATES[state] ?? { words: state, icon: "alert" as const };
  return (
    <Tag tone={tone} icon={icon}>
      {words}
    </Tag>
  );
}
