import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import type { Api } from "../api/client";
import { serverEvents } from "../api/server-events";
import { useApi } from "../api/use-api";
import type { Asked } from "./queries";

/** Whose diary changed, and which days of it; null for any. The APIs' documents do not describe what a stream says. */
interface DiaryChange {
  practitioner_id: string | null;
  days: string[] | null;
}

const LEAST = 1_000; // ms before the next attempt to listen
const MOST = 30_000; // ms

/**
 * Has the diary asked again where others change it. The first of a stream always says that anything may have
 * changed, so nothing is missed between two streams. A hidden tab does not listen: browsers give few connections.
 */
export function useDiaryChanges(): void {
  const { booking } = useApi();
  const queries = useQueryClient();
  useEffect(() => {
    let listening: AbortController | null = null;
    function follow() {
      listening?.abort();
      listening = null;
      if (document.visibilityState === "visible") {
        listening = new AbortController();
        void listen(booking, queries, listening.signal);
      }
    }
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      listening?.abort();
    };
  }, [booking, queries]);
}

async function listen(booking: Api["booking"], queries: QueryClient, signal: AbortSignal): Promise<void> {
  let pause = LEAST;
  while (!signal.aborted) {
    try {
      const { response } = await booking.GET("/api/booking/v1/diary/changes", { parseAs: "stream", signal });
      if (response.ok && response.body) {
        for await (const { event, data } of serverEvents(response.body)) {
          pause = LEAST;
          if (event === "changed") {
            const change = JSON.parse(data) as DiaryChange;
            void queries.invalidateQueries({ predicate: (query) => concerns(change, query) });
          }
        }
      }
    } catch {
      // It ends with the connection, the access token or the page; whichever it was, the next attempt tells.
    }
    await new Promise((resume) => setTimeout(resume, pause));
    pause = Math.min(pause * 2, MOST);
  }
}

function concerns({ practitioner_id, days }: DiaryChange, { queryKey: [name, asked] }: Query): boolean {
  if (name !== "diary") {
    return false;
  }
  if (typeof asked === "string") {
    return true; // a preview: the dialog in which it stands knows its days, its key does not
  }
  const { from, to, practitioner_id: whose } = asked as Asked;
  const isTheirs = !whose || !practitioner_id || whose === practitioner_id;
  return isTheirs && (!days || days.some((day) => day >= from && day <= to));
}
