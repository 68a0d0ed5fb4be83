import { queryOptions, useQuery } from "@tanstack/react-query";

import { type Api, answered } from "../api/client";
import { isProblem } from "../api/problem";
import { useApi } from "../api/use-api";
import { useIsOffline } from "../connection";
import type { Days } from "./view";

const ASK_AGAIN = 5_000; // ms
/** So long ago an answer that was asked for ahead may have come before it is shown. */
const ASKED_AHEAD = 5_000; // ms

/** What a diary's query is known by, after the word `diary`. */
export interface Asked {
  from: string;
  to: string;
  practitioner_id?: string;
}

/** What is booked on these days, of one practitioner or of all. Whoever books invalidates `["diary"]`. */
export function bookedQuery(booking: Api["booking"], { first, last }: Days, practitionerId: string | null) {
  const query: Asked = {
    from: first.toString(),
    to: last.toString(),
    ...(practitionerId && { practitioner_id: practitionerId }),
  };
  return queryOptions({
    queryKey: ["diary", query],
    queryFn: ({ signal }) => answered(booking.GET("/api/booking/v1/diary", { params: { query }, signal })),
    staleTime: ASKED_AHEAD,
  });
}

export function useBooked(days: Days, practitionerId: string | null) {
  const { booking } = useApi();
  const isOffline = useIsOffline();
  const asked = useQuery({
    ...bookedQuery(booking, days, practitionerId),
    refetchInterval: ({ state }) => (state.error ? ASK_AGAIN : false),
  });
  return {
    appointments: asked.data?.appointments,
    /** When it was last answered, in ms since 1970; 0 for never. */
    asOf: asked.dataUpdatedAt,
    isOffline,
    isRefused: asked.isError && !isOffline && !isSignedOut(asked.error),
  };
}

/** Said by a notice of its own. */
function isSignedOut(error: Error): boolean {
  return isProblem(error, "/problems/not-signed-in");
}
