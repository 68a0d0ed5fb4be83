import { useQuery, useQueryClient } from "@tanstack/react-query";

import { answered } from "../api/client";
import { isProblem } from "../api/problem";
import { useApi } from "../api/use-api";
import type { Change } from "./expected";

const SOON = 500; // ms
const PATIENCE = 20; // times

/** Which messages a change would cause, as everything is now; null while there is none to ask about. */
export function useExpectedMessages(change: Change | null) {
  const ask = useAsk();
  return useQuery({ ...ask(change), enabled: change !== null, placeholderData: (before) => before });
}

/** The same at the moment at which it is asked; undefined where nobody answers. */
export function useExpectedNow() {
  const queries = useQueryClient();
  const ask = useAsk();
  return async (change: Change) => {
    try {
      return await queries.query({ ...ask(change), staleTime: 0 });
    } catch {
      return undefined;
    }
  };
}

function useAsk() {
  const { notifications } = useApi();
  return (change: Change | null) => ({
    queryKey: ["expected-messages", change],
    retry: (failures: number, error: Error) => failures < (isNotHeardYet(error) ? PATIENCE : 2),
    retryDelay: SOON,
    queryFn: ({ signal }: { signal: AbortSignal }) => {
      if (!change) {
        throw new Error("There is nothing to ask about.");
      }
      return answered(
        notifications.POST("/api/notifications/v1/expected-messages", { body: change, signal }),
      );
    },
  });
}

/** Messages hear of who has just been added, and of what has just been booked, a moment later. */
function isNotHeardYet(error: Error): boolean {
  return isProblem(error, "/problems/client-not-heard", "/problems/appointment-unknown");
}
