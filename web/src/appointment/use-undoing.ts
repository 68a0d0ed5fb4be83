import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { answered } from "../api/client";
import { Problem } from "../api/problem";
import { useApi } from "../api/use-api";
import type { Saved, Undoable } from "./use-appointments";

const TOO_LONG = 60_000; // ms, after which no answer is awaited any more

/** Takes a change back once, however often it is tried. `said` is what there is to say afterwards. */
export function useUndoing(undoable: Undoable | null, say: (saved: Saved) => void) {
  const { booking } = useApi();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const isThere = useIsThere(undoable);
  const undoing = useMutation({
    mutationFn: ({ seriesId, etag }: Undoable) =>
      answered(
        booking.POST("/api/booking/v1/series/{series_id}:undo", {
          params: { path: { series_id: seriesId }, header: { "Idempotency-Key": key, "If-Match": etag } },
          signal: AbortSignal.timeout(TOO_LONG),
        }),
      ),
    onSuccess: () => say(said("As it was before. No message went out.", null)),
    onError: (error, tried) => say(said(refusalInWords(error), error instanceof Problem ? null : tried)),
    onSettled: () => queries.invalidateQueries({ queryKey: ["diary"] }),
  });
  return {
    /** null where there is nothing to take back, or no time left for it. */
    undo: undoable && isThere && !undoing.isPending ? () => undoing.mutate(undoable) : null,
    isUndoing: undoing.isPending,
  };
}

function said(words: string, undo: Undoable | null): Saved {
  return { words, appointmentIds: [], change: null, shows: null, undo };
}

function refusalInWords(error: Error): string {
  if (!(error instanceof Problem) || error.said.status >= 500) {
    return "Not sure whether this was undone: the connection dropped. Try again.";
  }
  const { title, detail } = error.said;
  return [`${title}${detail ? ":" : "."}`, detail].filter(Boolean).join(" ");
}

/** Whether there is time left. */
function useIsThere(undoable: Undoable | null): boolean {
  const [passed, setPassed] = useState<Undoable | null>(null);
  useEffect(() => {
    if (!undoable) {
      return;
    }
    const timer = setTimeout(() => setPassed(undoable), leftOf(undoable));
    return () => clearTimeout(timer);
  }, [undoable]);
  return undoable !== null && undoable !== passed;
}

/** In ms. */
export function leftOf({ until }: Undoable): number {
  return Math.max(0, Date.parse(until) - Date.now());
}
