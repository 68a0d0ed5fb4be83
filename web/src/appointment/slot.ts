import type { CalendarDateTime } from "@internationalized/date";

import type { Opened } from "../api/appointment";
import { wallClock } from "../time/words";
import type { Client } from "./client";
import type { Frequency } from "./recurrence";

/** Where somebody clicked. `start` is on the practice's clock; a duration is there only where one was drawn. */
export interface Slot {
  practitionerId: string;
  start: CalendarDateTime;
  durationMinutes?: number;
  /** What "Repeat from this appointment" brings with it. */
  client?: Client;
  kindId?: string;
  repeats?: Frequency;
}

/** The same a week later, to be repeated from there. */
export function repeatedFrom({ client, kind, practitioner, local_start, starts_at, ends_at }: Opened): Slot {
  return {
    practitionerId: practitioner.id,
    start: wallClock(local_start).add({ weeks: 1 }),
    durationMinutes: Math.round((Date.parse(ends_at) - Date.parse(starts_at)) / 60_000),
    client,
    kindId: kind.id,
    repeats: "weekly",
  };
}
