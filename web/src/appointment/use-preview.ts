import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { answered } from "../api/client";
import type { components } from "../api/generated/booking";
import { useApi } from "../api/use-api";
import { spanInWords, wallClock } from "../time/words";
import { useLater } from "../ui/later";
import { justBooked, type Preview, takenKey } from "./preview";
import type { DatesRequest } from "./booking-request";

/** The client may not be chosen yet. */
export type PreviewRequest = DatesRequest & { client_id: string | null };

const ASKED_AFTER = 250; // ms without a change

/**
 * What the request would book. While it is asked again, the last answer stays, as stale. `holds`: while nobody knows whether
 * the request was saved, its own sessions would show as taken.
 */
export function usePreview(request: PreviewRequest | null, { holds }: { holds: boolean }) {
  const queries = useQueryClient();
  const ask = useAsk();
  const asking = JSON.stringify(request);
  const settled = useLater(asking, ASKED_AFTER);
  const asked = useQuery({
    ...ask(settled),
    enabled: settled !== "null" && !holds,
    placeholderData: (before) => before,
  });
  const current = asked.isPlaceholderData ? undefined : asked.data;
  return {
    preview: request ? asked.data : undefined,
    news: useNews(settled, current),
    error: asked.error,
    isStale: asking !== settled || asked.isPlaceholderData,
    /** For whoever saves before the preview is there. Raises Problem, ConnectionLost. */
    askNow: () => queries.query(ask(asking)),
  };
}

/** What others have booked of the request since it was first asked for; null once the request is another. */
function useNews(asking: string, preview: Preview | undefined): string | null {
  const [last, setLast] = useState<{ asking: string; preview: Preview; news: string | null } | null>(null);
  if (preview && (last?.asking !== asking || last.preview !== preview)) {
    const before = last?.asking === asking ? last : null;
    const isSame = before && takenKey(before.preview) === takenKey(preview);
    setLast({
      asking,
      preview,
      news: isSame ? before.news : before && justBooked(before.preview, preview),
    });
  }
  return last?.asking === asking ? last.news : null;
}

function useAsk() {
  const { booking } = useApi();
  return (asking: string) => ({
    // Under "diary", so that it is asked again whenever the diary has changed.
    queryKey: ["diary", "preview", asking],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const body = {
        ...(JSON.parse(asking) as PreviewRequest),
        on_conflict: "reject" as const,
        accept: [],
        skip: [],
      };
      return previewOf(await answered(booking.POST("/api/booking/v1/series:preview", { body, signal })));
    },
  });
}

function previewOf({ recurrence, zone, lines }: components["schemas"]["PreviewResponse"]): Preview {
  return {
    recurrence: recurrence?.words ?? null,
    zone,
    lines: lines.map((line) =>
      line.line === "date"
        ? {
            number: line.number,
            start: wallClock(line.local_start),
            twice: line.twice,
            span: spanInWords(line),
            startsAt: line.starts_at,
            endsAt: line.ends_at,
            findings: line.findings.map(({ code, words }) => ({ code, words })),
            taken: line.conflicts.map(({ appointment_id, words, booked_by }) => ({
              appointmentId: appointment_id,
              words,
              bookedBy: booked_by,
            })),
          }
        : { icon: line.about === "skipped_month" ? "skip" : "clock", words: line.words },
    ),
  };
}
