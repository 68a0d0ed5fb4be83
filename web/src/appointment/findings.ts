import { counted, dayAndMonth } from "../time/words";
import type { Finding, PlannedDate } from "./preview";

/** What speaks against dates beside that they are taken, and what of it is to be booked all the same. */

export type FindingCode = Finding["code"];

/** A date that would be booked, or to which a session would move, and what speaks against it. */
export type FoundDate = Pick<PlannedDate, "start" | "findings">;

/** What is to be booked all the same, and to which dates that was said. */
export interface Accepted {
  codes: readonly FindingCode[];
  of: string;
}

export const IN_SHORT: Record<FindingCode, string> = {
  client_elsewhere: "With another",
  in_the_past: "In the past",
};

/** What speaks against the dates, one line a code: what is asked before they are taken. */
export function questionsOf(dates: readonly FoundDate[]): Finding[] {
  const codes = new Set(dates.flatMap(({ findings }) => findings.map(({ code }) => code)));
  return [...codes].map((code) => ({ code, words: why(code, datesWith(dates, code)) }));
}

/** Those of the questions that have not been answered by a tick. */
export function openIn(dates: readonly FoundDate[], accepted: Accepted | null): Finding[] {
  const codes = acceptedIn(dates, accepted);
  return questionsOf(dates).filter(({ code }) => !codes.includes(code));
}

/** What was accepted, as long as it is the same that speaks against the same dates. */
export function acceptedIn(dates: readonly FoundDate[], accepted: Accepted | null): readonly FindingCode[] {
  return accepted?.of === findingsKey(dates) ? accepted.codes : [];
}

/** Which dates have which findings, so that what is accepted holds only for these. */
export function findingsKey(dates: readonly FoundDate[]): string {
  return dates
    .flatMap(({ start, findings }) => findings.map(({ words }) => `${start.toString()} ${words}`))
    .join("; ");
}

function datesWith(dates: readonly FoundDate[], code: FindingCode): FoundDate[] {
  return dates.filter(({ findings }) => findings.some((each) => each.code === code));
}

function why(code: FindingCode, dates: readonly FoundDate[]): string {
  const [only] = dates;
  const several = counted(dates.length, "date");
  switch (code) {
    case "client_elsewhere":
      return dates.length === 1 && only
        ? (only.findings.find((each) => each.code === code)?.words ?? "")
        : `the client is with another practitioner on ${several}`;
    case "in_the_past":
      return dates.length === 1 && only
        ? `${dayAndMonth(only.start)} is in the past`
        : `${several} are in the past`;
  }
}
