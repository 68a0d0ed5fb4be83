import { Problem } from "../api/problem";
import { dayAndMonth, listed, wallClock } from "../time/words";

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
  if (!(error instanceof Problem)) {
    return unsure("the connection dropped");
  }
  if (error.status >= 500) {
    return unsure("the server did not answer as it should");
  }
  if (error.status === 401) {
    return null;
  }
  if (error.status === 409) {
    const days = takenSince(error);
    return refused(
      `Not booked: ${days ?? "a date"} ${days?.includes(" and ") ? "were" : "was"} taken while you were typing. The list shows it now.`,
    );
  }
  if (error.title === "This Idempotency-Key was used for another request") {
    return refused(
      "The first try was saved, without what you changed since. Close this to see it in the diary.",
    );
  }
  return refused(`Not booked: ${error.title}${error.detail ? `. ${error.detail}` : "."}`);
}

function unsure(why: string): SaveError {
  return { words: `Not sure whether this was saved: ${why}. What you typed is still here.`, isUnsure: true };
}

function refused(words: string): SaveError {
  return { words, isUnsure: false };
}

/** 18 November and 25 November */
function takenSince({ more }: Problem): string | null {
  if (!Array.isArray(more.conflicts)) {
    return null;
  }
  const starts = (more.conflicts as { local_start: string }[]).map(({ local_start }) => local_start);
  const days = [...new Set(starts)].map((start) => dayAndMonth(wallClock(start)));
  return listed(days);
}
