import type { components } from "../api/generated/booking";
import { Problem } from "../api/problem";
import { counted } from "../time/words";
import type { Expected } from "./expected";

export type Cancellation = components["schemas"]["CancellationResponse"];
export type Scope = components["schemas"]["CancellationScope"];

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

/** 1 cancellation, at once; null: nobody can say yet. */
export function messageInWords(
  { notice }: Pick<Cancellation, "notice">,
  expected: Expected | undefined,
  notify: boolean,
): string | null {
  if (!notify) {
    return "No message goes to the client.";
  }
  if (notice) {
    return notice;
  }
  const [message] = expected?.messages ?? [];
  if (message) {
    const when = message.when === "at once" ? "now" : message.when;
    return `${message.count} ${message.what} goes out ${when}.`;
  }
  const [warning] = expected?.warnings ?? [];
  return warning ? `${warning.title} ${warning.words}` : null;
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
