import { CalendarDateTime, parseDateTime } from "@internationalized/date";

import { clock, type Interval, spanInWords, startInWords } from "./words";

/**
 * Clocks as answers tell them. The browser's zone data may be older than the clinic's: they say what the viewer's own
 * clock shows, and nothing else.
 */

const OFFSET = /(Z|[+-]\d\d:\d\d)$/;

/** What a clock is ahead of UTC, and what it will be from a moment on: the practice's, or a session's. */
export interface Clock {
  utc_offset: string;
  changes_at: string | null;
  utc_offset_then: string | null;
}

interface Session {
  local_start: string;
  utc_offset: string;
  end_utc_offset: string;
  ends_at: string;
}

export function clockOf(session: Session): Clock {
  return {
    utc_offset: session.utc_offset,
    changes_at: session.ends_at,
    utc_offset_then: session.end_utc_offset,
  };
}

/** Its start, told on its own clock. */
export function startOf({ local_start, utc_offset }: Pick<Session, "local_start" | "utc_offset">): string {
  return `${local_start}${utc_offset}`;
}

/** What the clock shows that a moment is told on: `2027-10-20T09:45:00+01:00` is 09:45. */
export function told(moment: string): CalendarDateTime {
  return parseDateTime(moment.replace(OFFSET, ""));
}

/** What a clock shows at a moment, in ms since 1970. */
export function shownBy(
  { utc_offset, changes_at, utc_offset_then }: Clock,
  moment: number,
): CalendarDateTime {
  const hasChanged = changes_at !== null && utc_offset_then !== null && moment >= Date.parse(changes_at);
  return shown(moment, offsetIn(hasChanged ? utc_offset_then : utc_offset));
}

/** What the clock that a moment is told on shows now. */
export function nowBeside(moment: string, now = Date.now()): CalendarDateTime {
  return shown(now, offsetOf(moment));
}

/** Whether the viewer's own clock shows another time than the one that the moment is told on. */
export function differsForViewer(moment: string): boolean {
  return viewersOffset(Date.parse(moment)) !== offsetOf(moment);
}

/** Whether the viewer's own clock shows another time than this one now. */
export function isAnothers(clock: Clock): boolean {
  const now = Date.now();
  return shownBy(clock, now).compare(shown(now, viewersOffset(now))) !== 0;
}

/** "10:00"; where the viewer's clock differs, "10:00 UK time (12:00 for you)". */
export function timeForViewer(moment: string, zoneWords: string): string {
  const time = clock(told(moment));
  return differsForViewer(moment) ? forViewer(time, moment, zoneWords) : time;
}

/** "10:00–10:30"; where the viewer's clock differs, "10:00 UK time (12:00 for you)". */
export function spanForViewer(session: Interval & { utc_offset: string; zone_words: string }): string {
  const moment = startOf(session);
  return differsForViewer(moment)
    ? forViewer(startInWords(session), moment, session.zone_words)
    : spanInWords(session);
}

function forViewer(words: string, moment: string, zoneWords: string): string {
  const at = Date.parse(moment);
  return `${words} ${zoneWords} (${clock(shown(at, viewersOffset(at)))} for you)`;
}

/** In ms. */
function offsetOf(moment: string): number {
  return offsetIn(OFFSET.exec(moment)?.[0] ?? "Z");
}

function offsetIn(figures: string): number {
  if (figures === "Z") {
    return 0;
  }
  const ahead = (Number(figures.slice(1, 3)) * 60 + Number(figures.slice(4, 6))) * 60_000;
  return figures.startsWith("-") ? -ahead : ahead;
}

function viewersOffset(at: number): number {
  return -new Date(at).getTimezoneOffset() * 60_000;
}

function shown(at: number, offset: number): CalendarDateTime {
  const there = new Date(at + offset);
  return new CalendarDateTime(
    there.getUTCFullYear(),
    there.getUTCMonth() + 1,
    there.getUTCDate(),
    there.getUTCHours(),
    there.getUTCMinutes(),
    there.getUTCSeconds(),
  );
}
