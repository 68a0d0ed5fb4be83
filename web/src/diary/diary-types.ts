import type { CalendarDate } from "@internationalized/date";

import type { Practice, Practitioner } from "../api/practice";
import type { useBooked } from "./queries";
import type { Days, View } from "./view";
import type { DiaryAppointment } from "./words";

/** What every way to show the diary is given. */
export interface Shown {
  view: View;
  days: Days;
  practice: Practice;
  practitioners: Practitioner[];
  /** Whose week or month; null where the practice has nobody yet. */
  practitioner: Practitioner | null;
  today: CalendarDate;
  booked: ReturnType<typeof useBooked>;
  /** Today's appointments whose clients are in their waiting rooms now. */
  waiting: DiaryAppointment[];
}
