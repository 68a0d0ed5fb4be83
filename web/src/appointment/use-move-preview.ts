import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";

import { answered } from "../api/client";
import { useApi } from "../api/use-api";
import { useLater } from "../ui/later";
import type { PlacesRequest } from "./move-request";

const ASKED_AFTER = 250; // ms without a change

/**
 * What a move would do. While it is asked again, the last answer stays, as stale. `holds`: while nobody knows whether it was
 * done, the new places would show as they are.
 */
export function useMovePreview(
  appointmentId: string,
  request: PlacesRequest | null,
  { holds }: { holds: boolean },
) {
  const { booking } = useApi();
  const queries = useQueryClient();
  const ask = (asking: string) => ({
    // Under "diary", so that it is asked again whenever the diary has changed.
    queryKey: ["diary", "move-preview", appointmentId, asking],
    queryFn: ({ signal }: { signal: AbortSignal }) => {
      const body = {
        ...(JSON.parse(asking) as PlacesRequest),
        on_conflict: "reject" as const,
        accept: [],
        skip: [],
      };
      const path = { appointment_id: appointmentId };
      return answered(
        booking.POST("/api/booking/v1/appointments/{appointment_id}:preview-move", {
          params: { path },
          body,
          signal,
        }),
      );
    },
  });
  const asking = JSON.stringify(request);
  const settled = useLater(asking, ASKED_AFTER);
  const asked = useQuery({
    ...ask(settled),
    enabled: settled !== "null" && !holds,
    placeholderData: keepPreviousData,
  });
  return {
    preview: request ? asked.data : undefined,
    error: request ? asked.error : null,
    isStale: asking !== settled || asked.isPlaceholderData,
    /** Whether it is asked again just now, which others' changes cause too. */
    isAsking: asked.isFetching,
    /** For whoever moves before the preview is there. Raises Problem, ConnectionLost. */
    askNow: () => queries.query(ask(asking)),
  };
}
