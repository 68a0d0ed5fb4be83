import {
  type CalendarDateTime,
  getLocalTimeZone,
  parseAbsolute,
  toCalendarDateTime,
} from "@internationalized/date";

import { clock } from "./words";

/** The same names as in messages to clients; where a zone has none, its city's. */
const NAMES: Record<string, string> = {
  "Europe/London": "UK time",
  "Europe/Belfast": "UK time",
  "Europe/Dublin": "Irish time",
  "America/New_York": "Eastern time",
  "America/Chicago": "Central time",
  "America/Denver": "Mountain time",
  "America/Los_Angeles": "Pacific time",
  "Pacific/Auckland": "New Zealand time",
  "Africa/Johannesburg": "South African time",
  "Asia/Kolkata": "Indian time",
  "Asia/Tokyo": "Japanese time",
};

/** UK time, Paris time */
export function zoneInWords(zone: string): string {
  const city = zone.includes("/") && !zone.startsWith("Etc/") ? zone.slice(zone.lastIndexOf("/") + 1) : null;
  return NAMES[zone] ?? (city ? `${city.replaceAll("_", " ")} time` : zone.replace("Etc/", ""));
}

/** Of whoever looks at the screen. */
export function viewerZone(): string {
  return getLocalTimeZone();
}

/** Whether the two clocks show different times at this moment. Zones of different names often do not. */
export function clocksDiffer(moment: string | Date, zone: string, other: string): boolean {
  return clockIn(moment, zone).compare(clockIn(moment, other)) !== 0;
}

/** "10:00"; where the viewer's clock differs, "10:00 UK time (12:00 for you)". */
export function timeForViewer(moment: string, zone: string, viewer: string = viewerZone()): string {
  const time = clock(clockIn(moment, zone));
  return clocksDiffer(moment, zone, viewer)
    ? `${time} ${zoneInWords(zone)} (${clock(clockIn(moment, viewer))} for you)`
    : time;
}

export function clockIn(moment: string | Date, zone: string): CalendarDateTime {
  return toCalendarDateTime(parseAbsolute(typeof moment === "string" ? moment : moment.toISOString(), zone));
}
