import type { CalendarDateTime } from "@internationalized/date";

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
