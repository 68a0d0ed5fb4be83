import { Problem } from "../api/problem";
import { foundSince, type SaveError, takenSince, unsureOf } from "./save-error";

/** What happened to a move, in words; null where the page says it already (signed out). */
export function moveErrorOf(error: Error | null): SaveError | null {
  if (!error) {
    return null;
  }
  const unsure = unsureOf(error);
  if (unsure) {
    return {
      words: `Not sure whether this was moved: ${unsure}. What you chose is still here.`,
      isUnsure: true,
    };
  }
  const words = error instanceof Problem ? refusalInWords(error) : null;
  return words === null ? null : { words, isUnsure: false };
}

function refusalInWords({ said, message }: Problem): string | null {
  switch (said.type) {
    case "/problems/not-signed-in":
      return null;
    case "/problems/version-stale":
      return `${message} The list shows it now; what you chose is kept.`;
    case "/problems/places-taken":
    case "/problems/all-places-taken":
      return `Not moved: ${takenSince(said.conflicts)} taken meanwhile. The list shows it now.`;
    case "/problems/places-not-accepted":
      return `Not moved. ${foundSince(said.findings)} The list asks about it now.`;
    case "/problems/idempotency-key-reused":
      return "The first try was done, without what you changed since. Close this to see it in the diary.";
    default:
      return `Not moved: ${message}`;
  }
}
