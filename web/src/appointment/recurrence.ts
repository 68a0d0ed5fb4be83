import type { CalendarDate } from "@internationalized/date";

import type { components } from "../api/generated/booking";
import { ordinal, weekday } from "../time/words";

export type Frequency = components["schemas"]["Frequency"];

/** How a series that begins on `first` can repeat, in words: "Every 2 weeks on Thursday". */
export function frequencies(first: CalendarDate | null): { frequency: Frequency; words: string }[] {
  const on = first ? ` on ${weekday(first)}` : "";
  const words: Record<Frequency, string> = {
    daily: "Every day",
    every_weekday: "Every weekday, Monday to Friday",
    weekly: `Every week${on}`,
    every_2_weeks: `Every 2 weeks${on}`,
    every_3_weeks: `Every 3 weeks${on}`,
    every_4_weeks: `Every 4 weeks${on}`,
    monthly_by_date: first ? `Every month, the ${ordinal(first.day)}` : "Every month, the same date",
    monthly_by_weekday: first
      ? `Every month, the ${ordinal(Math.ceil(first.day / 7))} ${weekday(first)}`
      : "Every month, the same weekday",
  };
  return Object.entries(words).map(([frequency, each]) => ({
    frequency: frequency as Frequency,
    words: each,
  }));
}
