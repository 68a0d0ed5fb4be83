import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { answered } from "../api/client";
import { useApi } from "../api/use-api";
import type { Scope } from "./cancellation";

const TOO_LONG = 60_000; // ms, after which no answer is awaited any more

/** As it was when the dialog opened: what others change since is told on trying, and shown on asking. */
export function useCancellation(appointmentId: string) {
  const { booking } = useApi();
  return useQuery({
    queryKey: ["cancellation", appointmentId],
    queryFn: ({ signal }) =>
      answered(
        booking.GET("/api/booking/v1/appointments/{appointment_id}/cancellation", {
          params: { path: { appointment_id: appointmentId } },
          signal,
        }),
      ),
    staleTime: Infinity,
    gcTime: 0,
  });
}

export function useCancelling(appointmentId: string) {
  const { booking } = useApi();
  const queries = useQueryClient();
  // The same for all tries of one dialog. A refusal leaves it free.
  const [key] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: ({ etag, scope, notify }: { etag: string; scope: Scope["scope"]; notify: boolean }) =>
      answered(
        booking.POST("/api/booking/v1/appointments/{appointment_id}:cancel", {
          params: {
            path: { appointment_id: appointmentId },
            header: { "Idempotency-Key": key, "If-Match": etag },
          },
          body: { scope, notify },
          signal: AbortSignal.timeout(TOO_LONG),
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["diary"] }),
  });
}
