import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { answered } from "../api/client";
import type { components } from "../api/generated/booking";
import { Problem } from "../api/problem";
import { useApi } from "../api/use-api";
import { useLong } from "./use-long";

const TOO_LONG = 60_000; // ms, after which no answer is awaited any more

interface Move {
  /** Of the series, as it was shown. */
  etag: string;
  body: components["schemas"]["AppointmentMoveRequest"];
  /** Which go: for what is said of it. */
  movedIds: string[];
  /** What the client is told of it; null where nobody can say. */
  said: string | null;
}

/** Moves once, however often it is tried: all tries of one dialog have the same Idempotency-Key. A refusal leaves it free. */
export function useMoving(appointmentId: string) {
  const { booking } = useApi();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const moving = useMutation({
    mutationFn: ({ etag, body }: Move) =>
      answered(
        booking.POST("/api/booking/v1/appointments/{appointment_id}:move", {
          params: {
            path: { appointment_id: appointmentId },
            header: { "Idempotency-Key": key, "If-Match": etag },
          },
          body,
          signal: AbortSignal.timeout(TOO_LONG),
        }),
      ),
    // After an error too: what was refused says that the diary is not what it was. Else what is shown of the move would be
    // of one that has been done, or may have been.
    onSettled: (_, error) =>
      queries.invalidateQueries({
        queryKey: ["diary"],
        predicate: ({ queryKey: [, what] }) => what !== "move-preview" || error instanceof Problem,
      }),
  });
  return { ...moving, isLong: useLong(moving.isPending) };
}
