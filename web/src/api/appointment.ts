import { useQuery } from "@tanstack/react-query";

import { answered } from "./client";
import type { components } from "./generated/booking";
import { useApi } from "./use-api";

export type Opened = components["schemas"]["OpenedAppointment"];

/** An appointment without its link, so that looking at it is no showing of the link. */
export function useOpened(appointmentId: string) {
  const { booking } = useApi();
  return useQuery({
    // Under "diary", so that it is asked again whenever the diary has changed.
    queryKey: ["diary", "appointment", appointmentId],
    queryFn: ({ signal }) =>
      answered(
        booking.GET("/api/booking/v1/appointments/{appointment_id}", {
          params: { path: { appointment_id: appointmentId } },
          signal,
        }),
      ),
  });
}
