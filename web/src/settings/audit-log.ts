import { useInfiniteQuery } from "@tanstack/react-query";

import { answered } from "../api/client";
import type { components } from "../api/generated/booking";
import { useApi } from "../api/use-api";

export type Entry = components["schemas"]["AuditEntry"];
export type Answer = components["schemas"]["AuditEntries"];

/** Where each service's log goes on: undefined from its newest entry, null where there are no older ones. */
type Place = Record<Service, string | null | undefined>;
type Service = "booking" | "videoLinks" | "notifications";
type Answers = Partial<Record<Service, Answer>>;

const FROM_THE_NEWEST: Place = { booking: undefined, videoLinks: undefined, notifications: undefined };
const SERVICES = ["booking", "videoLinks", "notifications"] as const;

/** Who of the staff did what, in all services, the newest first. */
export function useAuditLog() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["audit"],
    initialPageParam: FROM_THE_NEWEST,
    queryFn: async ({ pageParam, signal }): Promise<Answers> => {
      const asked = (before: string | null | undefined) => ({
        params: { query: before ? { before } : {} },
        signal,
      });
      const ask = {
        booking: () => api.booking.GET("/api/booking/v1/audit-entries", asked(pageParam.booking)),
        videoLinks: () =>
          api.videoLinks.GET("/api/video-links/v1/audit-entries", asked(pageParam.videoLinks)),
        notifications: () =>
          api.notifications.GET("/api/notifications/v1/audit-entries", asked(pageParam.notifications)),
      };
      const answers = SERVICES.filter((service) => pageParam[service] !== null).map(
        async (service) => [service, await answered<Answer>(ask[service]())] as const,
      );
      return Object.fromEntries(await Promise.all(answers));
    },
    getNextPageParam: (last): Place | null => {
      const place: Place = {
        booking: last.booking?.next ?? null,
        videoLinks: last.videoLinks?.next ?? null,
        notifications: last.notifications?.next ?? null,
      };
      return SERVICES.some((service) => place[service] !== null) ? place : null;
    },
  });
}

/** Those before which no log has an entry that is not there yet, the newest first. */
export function merged(pages: readonly Answers[]): Entry[] {
  const complete = SERVICES.flatMap((service) => {
    const last = pages.findLast((page) => page[service])?.[service];
    const oldest = last?.next ? last.entries.at(-1) : undefined;
    return oldest ? [Date.parse(oldest.at)] : [];
  });
  const since = Math.max(-Infinity, ...complete);
  return pages
    .flatMap((page) => SERVICES.flatMap((service) => page[service]?.entries ?? []))
    .filter(({ at }) => Date.parse(at) >= since)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}
