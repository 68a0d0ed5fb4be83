import { clock, dayAndMonth, nearDay } from "../time/words";
import { clockIn } from "../time/zones";
import type { SummaryResponse } from "./summary-types";

type Ended = Pick<SummaryResponse, "link" | "activities" | "zone">;

type Session = Pick<SummaryResponse, "join_from" | "join_until" | "zone">;

/** "Works now, until 11:00" · "Works from Wed 20 Oct 09:45, until 11:00"; null once its time has passed. */
export function worksInWords({ join_from, join_until, zone }: Session, now: number): string | null {
  if (join_from === null || join_until === null || now >= Date.parse(join_until)) {
    return null;
  }
  const until = clock(clockIn(join_until, zone));
  if (now >= Date.parse(join_from)) {
    return `Works now, until ${until}`;
  }
  const from = clockIn(join_from, zone);
  return `Works from ${nearDay(from, clockIn(new Date(now), zone))} ${clock(from)}, until ${until}`;
}

/** "Ended on 20 October at 10:29: the call was concluded." Where it is not known when: "The call was concluded." */
export function deadInWords({ link, activities, zone }: Ended): string {
  const words = link.words ?? "This link does not work any more.";
  const end = activities.find(({ kind }) => kind === link.reason);
  if (!end) {
    return words;
  }
  const at = clockIn(end.at, zone);
  return `Ended on ${dayAndMonth(at)} at ${clock(at)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
