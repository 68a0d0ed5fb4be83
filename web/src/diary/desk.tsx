import type { CalendarDate } from "@internationalized/date";
import { useState } from "react";

import { navigate } from "../address";
import { useAppointments } from "../appointment/use-appointments";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { useKept } from "../ui/kept";
import { useShortcuts } from "../ui/letter-keys";
import { Segments } from "../ui/segments";
import { type Cursor, columnsOf, homeOf, NINE, slotAt, startAt } from "./columns";
import { DayGrid } from "./day-grid";
import styles from "./desk.module.css";
import type { Shown } from "./diary-types";
import { Keys } from "./keys";
import { MonthGrid } from "./month-grid";
import { Notices } from "./notices";
import { Side } from "./side";
import { addressOf, titleOf, turned, type View } from "./view";

const VIEWS_IN_WORDS = [
  ["day", "Day"],
  ["week", "Week"],
  ["month", "Month"],
] as const;

/** The diary on a screen with room for a grid. */
export function Desk(shown: Shown) {
  const { view, practice, practitioner, today, booked } = shown;
  const { book } = useAppointments();
  const [hidesCancelled, setHidesCancelled] = useKept("hide-cancelled", false);
  const [keysShown, setKeysShown] = useState(false);
  const [chosen, setCursor] = useState<Cursor | null>(null);

  const appointments = (booked.appointments ?? []).filter(
    (appointment) => !(hidesCancelled && appointment.status === "cancelled"),
  );
  const columns = columnsOf(shown, appointments);
  const cursor = chosen ?? homeOf(columns, today, practice.clock);
  const days =
    columns.length > 0 && view.name === "week" ? spanOf(columns.map(({ date }) => date)) : shown.days;
  const emptyWeekend = view.name === "week" && booked.appointments && columns.length === 5;

  const show = (change: Partial<View>) => navigate(addressOf({ ...view, ...change }));
  const turn = (pages: number) => navigate(addressOf(turned(view, pages)));
  const bookAtCursor = () => {
    if (view.name !== "month") {
      const slot = slotAt(columns, cursor);
      if (slot) {
        book(slot);
      }
    } else if (practitioner) {
      book({ practitionerId: practitioner.id, start: startAt(cursor.date, NINE) });
    }
  };

  useShortcuts({
    N: bookAtCursor,
    T: () => show({ date: today }),
    D: () => show({ name: "day" }),
    W: () => show({ name: "week" }),
    M: () => show({ name: "month" }),
    "[": () => turn(-1),
    "]": () => turn(1),
    "?": () => setKeysShown(true),
  });

  return (
    <>
      <div className={styles.bar}>
        <Button onPress={() => show({ date: today })}>Today</Button>
        <Button variant="quiet" icon aria-label="Before" onPress={() => turn(-1)}>
          <Icon name="left" />
        </Button>
        <Button variant="quiet" icon aria-label="After" onPress={() => turn(1)}>
          <Icon name="right" />
        </Button>
        <h1 aria-live="polite">{titleOf(view, days)}</h1>
        {emptyWeekend && <span className={styles.weekend}>Nothing booked on the weekend</span>}
        <div className={styles.right}>
          <Segments
            label="View"
            choices={VIEWS_IN_WORDS}
            chosen={view.name}
            onChoose={(name) => show({ name })}
          />
          {practitioner && (
            <Button variant="primary" onPress={bookAtCursor}>
              <Icon name="plus" />
              New appointment <kbd aria-hidden="true">N</kbd>
            </Button>
          )}
        </div>
      </div>
      <Notices booked={booked} shownClock={practice.clock} />
      <div className={styles.desk}>
        <Side
          {...shown}
          hidesCancelled={hidesCancelled}
          onHideCancelled={setHidesCancelled}
          onShow={show}
          onShowKeys={() => setKeysShown(true)}
        />
        {view.name === "month" ? (
          <MonthGrid
            {...shown}
            appointments={appointments}
            cursor={cursor.date}
            onMove={(date) => {
              setCursor({ ...cursor, date });
              if (date.month !== view.date.month) {
                show({ date });
              }
            }}
            onShow={show}
          />
        ) : columns.length === 0 ? (
          <p className={styles.nobody}>
            {shown.practitioners.length > 0
              ? "Choose a practitioner to see their diary."
              : "Nobody yet. The diary has one column for each practitioner."}
          </p>
        ) : (
          <DayGrid
            label={[view.name === "week" && practitioner?.name, titleOf(view, days)]
              .filter(Boolean)
              .join(", ")}
            practice={practice}
            columns={columns}
            loading={!booked.appointments}
            cursor={cursor}
            onMove={setCursor}
            onTurn={view.name === "week" ? turn : null}
            isOneDay={view.name === "day"}
            onTurnPage={turn}
          />
        )}
      </div>
      {keysShown && <Keys onClose={() => setKeysShown(false)} />}
    </>
  );
}

function spanOf(dates: readonly CalendarDate[]) {
  const [first] = dates;
  const last = dates.at(-1);
  if (!first || !last) {
    throw new Error("A week without a day.");
  }
  return { first, last };
}
