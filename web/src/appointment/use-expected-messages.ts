import { useQuery } from "@tanstack/react-query";

import { answered } from "../api/client";
import type { Kind } from "../api/practice";
import { useApi } from "../api/use-api";

/** Which messages a booking would cause, as the rules are now. */
export function useExpectedMessages(kind: Kind | undefined, sessions: number) {
  const { notifications } = useApi();
  return useQuery({
    queryKey: ["expected-messages", kind?.id, sessions],
    queryFn: ({ signal }) =>
      answered(
        notifications.GET("/api/notifications/v1/expected-messages", {
          params: { query: { kind_id: kind?.id ?? "", video: kind?.video ?? false, appointments: sessions } },
          signal,
        }),
      ),
    enabled: kind !== undefined && sessions > 0,
    placeholderData: (before) => before,
  });
}
