import type { Opened } from "../api/appointment";
import type { components } from "../api/generated/booking";
import { Problem } from "../api/problem";
import { counted } from "../time/words";
import type { Expected } from "./expected";

export type Cancellation = components["schemas"]["CancellationResponse"];
export type Scope = components["schemas"]["CancellationScope"];

/** Why neither it nor another session of its series can be cancelled; null where one can. `now` in ms since 1970. */
export function whyNotCancelled({ series, status }: Opened, now: number): string | null {
  const { appointments } = series;
  if (appointments.some((each) => each.status === "booked" && Date.parse(each.ends_at) > now)) {
    return null;
  }
  if (appointments.length > 1) {
    return "No session of this series is still to come.";
  }
  return status === "cancelled" ? "This session is cancelled." : "This session is over.";
}

/** Those of the scopes that differ in what goes, narrowest first; empty where nothing can be cancelled. */
export function choicesOf({ scopes }: Pick<Cancellation, "scopes">): Scope[] {
  const choices: Scope[] = [];
  for (const scope of scopes) {
    if (scope.appointments.length > 0 && !choices.some((other) => idsOf(other) === idsOf(scope))) {
      choices.push(scope);
    }
  }
  return choices;
}

function idsOf({ appointments }: Scope): string {
  return appointments.map(({ id }) => id).join();
}

/** This session · This one and the 2 that follow · All 4 that have not begun */
export function scopeInWords({ scope, appointments }: Scope): string {
  const others = appointments.length - 1;
  switch (scope) {
    case "this":
      return "This session";
    case "this_and_following":
      return others > 0
        ? `This one and the ${others} that ${others === 1 ? "follows" : "follow"}`
        : "This session";
    case "all_ahead":
      return appointments.length > 1
        ? `All ${appointments.length} that have not begun`
        : "The one that has not begun";
  }
}

/** What the button will do: Cancel 3 sessions */
export function cancellingInWords(count: number): string {
  return count === 1 ? "Cancel the session" : `Cancel ${count} sessions`;
}

/** What the client is told, when and where; null: nobody can say. */
export function messageInWords(expected: Expected | undefined, notify: boolean): string | null {
  return notify || !canBeTold(expected) ? (expected?.said ?? null) : "No message goes to the client.";
}

/** Whether telling is a choice: not where no message would go in any case. */
export function canBeTold(expected: Expected | undefined): boolean {
  return !expected || expected.messages.length > 0;
}

/** 2 reminders will not be sent any more. */
export function withdrawnInWords({ withdrawn }: Scope): string | null {
  return withdrawn > 0
    ? `${counted(withdrawn, "message")} about ${withdrawn === 1 ? "it" : "them"} will not be sent any more.`
    : null;
}

/** What is said once it is done. */
export function doneInWords(count: number, message: string | null): string {
  const done = count === 1 ? "The session is cancelled." : `${count} sessions are cancelled.`;
  return [done, message].filter(Boolean).join(" ");
}

export interface CancelError {
  words: string;
  /** What is shown is not any more what is so: look at the new version. */
  isStale: boolean;
}

/** What became of a try to cancel, in words; null where the page says it already (signed out). */
export function cancelErrorOf(error: Error | null): CancelError | null {
  if (!error) {
    return null;
  }
  if (!(error instanceof Problem) || error.said.status >= 500) {
    return {
      words:
        "Not sure whether this was cancelled: the connection dropped. Try again (it cannot cancel twice).",
      isStale: false,
    };
  }
  switch (error.said.type) {
    case "/problems/not-signed-in":
      return null;
    case "/problems/version-stale":
      return { words: `Not cancelled. ${error.message}`, isStale: true };
    case "/problems/idempotency-key-reused":
      return { words: "The first try was done. Close this to see it in the diary.", isStale: true };
    case "/problems/nothing-to-cancel":
    case "/problems/appointment-not-found":
      return { words: `Not cancelled: ${error.message}`, isStale: true };
    default:
      return { words: `Not cancelled: ${error.message}`, isStale: false };
  }
}
