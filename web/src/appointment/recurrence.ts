import type { CalendarDate } from "@internationalized/date";

import type { components } from "../api/generated/booking";
import { ordinal, weekday } from "../time/words";

export type Frequency = components["schemas"]["Frequency"];

const FREQUENCIES: readonly Frequency[] = [
  "daily",
  "every_weekday",
  "weekly",
  "every_2_weeks",
  "every_3_weeks",
  "every_4_weeks",
  "monthly_by_date",
  "monthly_by_weekday",
];

/** How a series that begins on `first` can repeat, in words: "Every 2 weeks on Thursday". */
export function frequencies(first: CalendarDate | null): { frequency: Frequency; words: string }[] {
  return FREQUENCIES.map((frequency) => ({ frequency, words: inWords(frequency, first) }));
}

function inWords(frequency: Frequency, first: CalendarDate | null): string {
  const on = first ? ` on ${weekday(first)}` : "";
  switch (frequency) {
    case "daily":
      return "Every day";
    case "every_weekday":
      return "Every weekday, Monday to Friday";
    case "weekly":
      return `Every week${on}`;
    case "every_2_weeks":
      return `Every 2 weeks${on}`;
    case "every_3_weeks":
      return `Every 3 weeks${on}`;
    case "every_4_weeks":
      return `Every 4 weeks${on}`;
    case "monthly_by_date":
      return first ? `Every month, the ${ordinal(first.day)}` : "Every month, the same date";
    case "monthly_by_weekday":
      return first
        ? `Every month, the ${ordinal(Math.ceil(first.day / 7))} ${weekday(first)}`
        : "Every month, the same weekday";
  }
}
