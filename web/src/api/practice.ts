import { queryOptions, useQuery } from "@tanstack/react-query";

import { type Api, answered } from "./client";
import type { components } from "./generated/booking";
import { useApi } from "./use-api";

export type Practice = components["schemas"]["PracticeResponse"];
export type Practitioner = components["schemas"]["PractitionerResponse"];
export type Kind = components["schemas"]["AppointmentKind"];

/** What changes seldom: asked once, and again when the window comes back after five minutes. */
const SELDOM = 300_000; // ms

export function usePractice() {
  const { booking } = useApi();
  return useQuery({
    queryKey: ["practice"],
    queryFn: () => answered(booking.GET("/api/booking/v1/practice")),
    staleTime: SELDOM,
  });
}

export function usePractitioners() {
  const { booking } = useApi();
  return useQuery({
    queryKey: ["practitioners"],
    queryFn: () => answered(booking.GET("/api/booking/v1/practitioners")),
    staleTime: SELDOM,
  });
}

export function useKinds() {
  return useQuery(kindsQuery(useApi().booking));
}

/** Video types first. */
export function kindsQuery(booking: Api["booking"]) {
  return queryOptions({
    queryKey: ["kinds"],
    queryFn: () => answered(booking.GET("/api/booking/v1/appointment-kinds")),
    staleTime: SELDOM,
  });
}
