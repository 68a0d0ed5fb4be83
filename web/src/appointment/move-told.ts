import type { Expected } from "./expected";
import { goingOf, type MovePreview } from "./move-preview";

type Warning = Expected["warnings"][number];

/** What is so where the client is told as well: that they are not told now, and what has not changed for them. */
const BESIDE: readonly Warning["code"][] = ["not_notified", "not_told_again"];

/** Whether telling is a choice: not where no message would go in any case. */
export function isChoice(expected: Expected | undefined): boolean {
  return !expected?.warnings.some(({ code }) => !BESIDE.includes(code));
}

export interface Fact {
  about: "links" | "reminders" | "unchanged";
  title: string;
  words: string | null;
}

/** What follows the move by itself, and what the client is not told of. */
export function factsOf(preview: MovePreview, expected: Expected | undefined): Fact[] {
  const facts: Fact[] = [];
  if (preview.kind.video) {
    facts.push(
      goingOf(preview).length === 1
        ? { about: "links", title: "The link stays.", words: "It works at the session's new time." }
        : { about: "links", title: "The links stay.", words: "Each works at its session's new time." },
    );
  }
  for (const { trigger, title, words } of expected?.messages ?? []) {
    if (trigger === "reminder") {
      facts.push({ about: "reminders", title: words ? `${title},` : title, words });
    }
  }
  for (const { code, title, words } of expected?.warnings ?? []) {
    if (code === "not_told_again") {
      facts.push({ about: "unchanged", title, words });
    }
  }
  return facts;
}
