import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { answered } from "../api/client";
import { Problem } from "../api/problem";
import type { components } from "../api/generated/booking";
import { useApi } from "../api/use-api";
import { useLong } from "./use-long";

export type SeriesRequest = components["schemas"]["SeriesRequest"];

const TOO_LONG = 60_000; // ms, after which no answer is awaited any more

/**
 * Books once, however often it is tried: all tries of one dialog have the same Idempotency-Key. A refusal leaves the key
 * free. A try whose answer was lost either booked, and the next one gets that answer, or did not.
 */
export function useSaving() {
  const { booking } = useApi();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const saving = useMutation({
    mutationFn: (body: SeriesRequest) =>
      answered(
        booking.POST("/api/booking/v1/series", {
          params: { header: { "Idempotency-Key": key } },
          body,
          signal: AbortSignal.timeout(TOO_LONG),
        }),
      ),
    // After an error too: what was refused says that the diary is not what it was. Else a preview would show as taken what
    // has just been booked, or may have been.
    onSettled: (_, error) =>
      queries.invalidateQueries({
        queryKey: ["diary"],
        predicate: ({ queryKey: [, what] }) => what !== "preview" || error instanceof Problem,
      }),
  });
  return { ...saving, isLong: useLong(saving.isPending) };
}
