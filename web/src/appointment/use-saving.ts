import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { answered } from "../api/client";
import type { components } from "../api/generated/booking";
import { Problem } from "../api/problem";
import { useApi } from "../api/use-api";
import { dayAndMonth, listed, wallClock } from "../time/words";

export type SeriesRequest = components["schemas"]["SeriesRequest"];
export type Series = components["schemas"]["SeriesResponse"];

const LONG = 8_000; // ms, after which somebody might think that nothing happens
const TOO_LONG = 60_000; // ms, after which no answer is awaited any more

/**
 * Books once, however often it is tried: all tries of one dialog have the same Idempotency-Key. A refusal leaves the key
 * free. A try whose answer was lost either booked, and the next one gets that answer, or did not.
 */
export function useSaving(onBooked: (series: Series) => void) {
  const { booking } = useApi();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [isLong, setLong] = useState(false);
  const saving = useMutation({
    mutationFn: (body: SeriesRequest) =>
      answered(
        booking.POST("/api/booking/v1/series", {
          params: { header: { "Idempotency-Key": key } },
          body,
          signal: AbortSignal.timeout(TOO_LONG),
        }),
      ),
    onSuccess: onBooked,
    // After an error too: what was refused says that the diary is not what it was.
    onSettled: () => queries.invalidateQueries({ queryKey: ["diary"] }),
  });
  useEffect(() => {
    if (!saving.isPending) {
      return;
    }
    const timer = setTimeout(() => setLong(true), LONG);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [saving.isPending]);
  return { ...saving, isLong };
}

export interface Trouble {
  words: string;
  /** Nobody knows whether it was saved; trying again finds out. */
  isUnsure: boolean;
}

/** What happened to a save, in words; null where the page says it already (signed out). */
export function troubleOf(error: Error | null): Trouble | null {
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

function unsure(why: string): Trouble {
  return { words: `Not sure whether this was saved: ${why}. What you typed is still here.`, isUnsure: true };
}

function refused(words: string): Trouble {
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
