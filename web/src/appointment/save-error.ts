import type { components } from "../api/generated/booking";
import { Problem } from "../api/problem";
import { dayAndMonth, listed, wallClock } from "../time/words";

type Conflict = components["schemas"]["Conflict"];
type OpenFinding = components["schemas"]["OpenFinding"];

export interface SaveError {
  words: string;
  /** Nobody knows whether it was saved; trying again finds out. */
  isUnsure: boolean;
}

/** What happened to a save, in words; null where the page says it already (signed out). */
export function saveErrorOf(error: Error | null): SaveError | null {
  if (!error) {
    return null;
  }
  const unsure = unsureOf(error);
  if (unsure || !(error instanceof Problem)) {
    return {
      words: `Not sure whether this was saved: ${unsure ?? ""}. What you typed is still here.`,
      isUnsure: true,
    };
  }
  const { said } = error;
  switch (said.type) {
    case "/problems/not-signed-in":
      return null;
    case "/problems/slots-taken":
    case "/problems/all-slots-taken":
      return refused(
        `Not booked: ${takenSince(said.conflicts)} taken while you were typing. The list shows it now.`,
      );
    case "/problems/findings-not-accepted":
      return refused(`Not booked. ${foundSince(said.findings)} The list asks about it now.`);
    case "/problems/idempotency-key-reused":
      return refused(
        "The first try was saved, without what you changed since. Close this to see it in the diary.",
      );
    default:
      return refused(`Not booked: ${said.title}${said.detail ? `. ${said.detail}` : "."}`);
  }
}

/** Why nobody knows whether it was done; null where that is known. */
export function unsureOf(error: Error): string | null {
  if (!(error instanceof Problem)) {
    return "the connection dropped";
  }
  return error.said.status >= 500 ? "the server did not answer as it should" : null;
}

function refused(words: string): SaveError {
  return { words, isUnsure: false };
}

/** 18 November: Grace Whitfield is with Morven Kerr, 10:00 to 10:30. */
export function foundSince(findings: OpenFinding[]): string {
  const words = new Set(
    findings.map(({ local_start, words }) => `${dayAndMonth(wallClock(local_start))}: ${words}.`),
  );
  return [...words].slice(0, 3).join(" ");
}

/** 18 November and 25 November were */
export function takenSince(conflicts: Conflict[]): string {
  const starts = new Set(conflicts.map(({ local_start }) => local_start));
  const days = [...starts].map((start) => dayAndMonth(wallClock(start)));
  return days.length > 1 ? `${listed(days)} were` : `${days[0] ?? "a date"} was`;
}
