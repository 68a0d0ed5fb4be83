import { type CalendarDate, toCalendarDate } from "@internationalized/date";
import { useEffect } from "react";

import { useAddress } from "../address";
import { type Practice, type Practitioner, usePractice, usePractitioners } from "../api/practice";
import type { Clock } from "../time/clocks";
import { useNow } from "../time/use-now";
import { useNarrow } from "../ui/use-narrow";
import { usePrinted } from "../ui/use-printed";
import { Agenda } from "./agenda";
import { keepOwn, useAskedAhead } from "./ask-ahead";
import { Desk } from "./desk";
import { Unreachable } from "./notices";
import styles from "./diary.module.css";
import { useBooked } from "./queries";
import { Sheet } from "./sheet";
import { askedFor, viewOf } from "./view";
import { useSaidWaiting } from "./use-said-waiting";
import { isWaiting } from "./words";

/** `/`: what is booked, by day, week and month. */
export function Diary() {
  const practice = usePractice();
  const practitioners = usePractitioners();
  return (
    <main className={styles.diary}>
      {practice.data && practitioners.data ? (
        <Opened practice={practice.data} practitioners={practitioners.data} />
      ) : (
        <Coming isUnreachable={(practice.failureReason ?? practitioners.failureReason) !== null} />
      )}
    </main>
  );
}

function Coming({ isUnreachable }: { isUnreachable: boolean }) {
  useAskedAhead();
  return isUnreachable && <Unreachable />;
}

function Opened({ practice, practitioners }: { practice: Practice; practitioners: Practitioner[] }) {
  const { query } = useAddress();
  const isNarrow = useNarrow();
  const isPrinted = usePrinted();
  const today = useToday(practice.clock);

  const own = practitioners.find((practitioner) => practitioner.own);
  useEffect(() => keepOwn(own?.id ?? null), [own?.id]);
  const asked = viewOf(query, today, own ? "week" : "day");
  const chosen = practitioners.find((practitioner) => practitioner.id === asked.practitionerId);
  const practitioner = chosen ?? own ?? practitioners[0] ?? null;
  const { days, ofOne } = askedFor(asked, isNarrow);
  const booked = useBooked(days, ofOne ? (practitioner?.id ?? null) : null);

  const ofToday = useBooked({ first: today, last: today }, null);
  const waiting = (ofToday.appointments ?? []).filter(isWaiting);
  useSaidWaiting(waiting);

  const shown = { view: asked, days, practice, practitioners, practitioner, today, booked, waiting };
  return (
    <>
      <div className={styles.onScreen}>{isNarrow ? <Agenda {...shown} /> : <Desk {...shown} />}</div>
      {isPrinted && <Sheet {...shown} />}
    </>
  );
}

function useToday(clock: Clock): CalendarDate {
  return toCalendarDate(useNow(clock));
}
