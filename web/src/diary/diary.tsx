import { type CalendarDate, toCalendarDate } from "@internationalized/date";

import { useAddress } from "../address";
import { type Practice, type Practitioner, usePractice, usePractitioners } from "../api/practice";
import { useNow } from "../time/use-now";
import { useNarrow } from "../ui/use-narrow";
import { Agenda } from "./agenda";
import { Desk } from "./desk";
import { Unreachable } from "./notices";
import { useDiaryChanges } from "./diary-changes";
import styles from "./diary.module.css";
import { useBooked } from "./queries";
import { daysOf, viewOf } from "./view";
import { useSaidWaiting } from "./use-said-waiting";
import { isWaiting } from "./words";

/** `/`: what is booked, by day, week and month. */
export function Diary() {
  const practice = usePractice();
  const practitioners = usePractitioners();
  const failed = practice.failureReason ?? practitioners.failureReason;
  return (
    <main className={styles.diary}>
      {practice.data && practitioners.data ? (
        <Opened practice={practice.data} practitioners={practitioners.data} />
      ) : (
        failed && <Unreachable />
      )}
    </main>
  );
}

function Opened({ practice, practitioners }: { practice: Practice; practitioners: Practitioner[] }) {
  const { query } = useAddress();
  const isNarrow = useNarrow();
  const today = useToday(practice.zone);
  useDiaryChanges();

  const own = practitioners.find((practitioner) => practitioner.own);
  const asked = viewOf(query, today, own ? "week" : "day");
  const chosen = practitioners.find((practitioner) => practitioner.id === asked.practitionerId);
  const practitioner = chosen ?? own ?? practitioners[0] ?? null;
  // A phone reads one practitioner's day, and shows which days of its week have anything.
  const days = daysOf(isNarrow ? { name: "week", date: asked.date } : asked);
  const ofOne = isNarrow || asked.name !== "day";
  const booked = useBooked(days, ofOne ? (practitioner?.id ?? null) : null);

  const ofToday = useBooked({ first: today, last: today }, null);
  const waiting = (ofToday.appointments ?? []).filter(isWaiting);
  useSaidWaiting(waiting);

  const shown = { view: asked, days, practice, practitioners, practitioner, today, booked, waiting };
  return isNarrow ? <Agenda {...shown} /> : <Desk {...shown} />;
}

function useToday(zone: string): CalendarDate {
  return toCalendarDate(useNow(zone));
}
