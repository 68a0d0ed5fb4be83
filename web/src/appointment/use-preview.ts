import { useQuery, useQueryClient } from "@tanstack/react-query";

import { answered } from "../api/client";
import type { components } from "../api/generated/booking";
import { useApi } from "../api/use-api";
import { wallClock } from "../time/words";
import { useLater } from "../ui/later";
import type { Preview } from "./preview";
import type { DatesRequest } from "./wish";

const ASKED_AFTER = 250; // ms without a change

/**
 * What the wish would book. While it is asked again, the last answer stays, as stale. `holds`: while nobody knows whether
 * the wish was saved, its own sessions would show as taken.
 */
export function usePreview(request: DatesRequest | null, { holds }: { holds: boolean }) {
  const queries = useQueryClient();
  const ask = useAsk();
  const wished = JSON.stringify(request);
  const settled = useLater(wished, ASKED_AFTER);
  const asked = useQuery({
    ...ask(settled),
    enabled: settled !== "null" && !holds,
    placeholderData: (before) => before,
  });
  return {
    preview: request ? asked.data : undefined,
    error: asked.error,
    isStale: wished !== settled || asked.isPlaceholderData,
    /** For whoever saves before the preview is there. Raises Problem, ConnectionLost. */
    askNow: () => queries.query(ask(wished)),
  };
}

function useAsk() {
  const { booking } = useApi();
  return (wished: string) => ({
    // Under "diary", so that it is asked again whenever the diary has changed.
    queryKey: ["diary", "preview", wished],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const body = { ...(JSON.parse(wished) as DatesRequest), on_conflict: "reject" as const };
      return previewOf(await answered(booking.POST("/api/booking/v1/series:preview", { body, signal })));
    },
  });
}

function previewOf({ recurrence, lines }: components["schemas"]["PreviewResponse"]): Preview {
  return {
    recurrence: recurrence?.words ?? null,
    lines: lines.map((line) =>
      line.line === "date"
        ? {
            number: line.number,
            start: wallClock(line.local_start),
            end: wallClock(line.local_end),
            taken: line.conflicts.map(({ words }) => words),
          }
        : { icon: line.about === "skipped_month" ? "skip" : "clock", words: line.words },
    ),
  };
}
