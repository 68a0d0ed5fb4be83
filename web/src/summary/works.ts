import { clock, dayAndMonth, nearDay } from "../time/words";
import { nowBeside, told } from "../time/clocks";
import type { SummaryResponse } from "./summary-types";

type Ended = Pick<SummaryResponse, "link" | "activities">;

type Session = Pick<SummaryResponse, "join_from" | "join_until">;

/** "Works now, until 11:00" · "Works from Wed 20 Oct 09:45, until 11:00"; null once its time has passed. */
export function worksInWords({ join_from, join_until }: Session, now: number): string | null {
  if (join_from === null || join_until === null || now >= Date.parse(join_until)) {
    return null;
  }
  const until = clock(told(join_until));
  if (now >= Date.parse(join_from)) {
    return `Works now, until ${until}`;
  }
  const from = told(join_from);
  return `Works from ${nearDay(from, nowBeside(join_from, now))} ${clock(from)}, until ${until}`;
}

/** "Ended on 20 October at 10:29: the call was concluded." Where it is not known when: "The call was concluded." */
export function deadInWords({ link, activities }: Ended): string {
  const words = link.words ?? "This link does not work any more.";
  // A link that a session was missed by says of itself that it has expired.
  const end = activities.find(({ kind }) => kind === "missed" || kind === link.reason);
  if (!end) {
    return words;
  }
  const at = told(end.at);
  return `Ended on ${dayAndMonth(at)} at ${clock(at)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
