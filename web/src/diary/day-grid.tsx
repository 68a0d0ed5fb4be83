import { type CSSProperties, memo, type MouseEvent } from "react";

import { useAppointments } from "../appointment/use-appointments";
import type { Practice } from "../api/practice";
import { useMinute, useNow } from "../time/use-now";
import { isAnothers } from "../time/clocks";
import { looks } from "../ui/looks";
import { AppointmentBlock } from "./appointment-block";
import type { Column } from "./columns";
import styles from "./day-grid.module.css";
import { drawnAt } from "./drawn-at";
import { Landing, MovingBar } from "./landing";
import { placed } from "./layout";
import { inTheWay, type MovingBlock } from "./moving-block";
import { SlotCell } from "./slots";
import { Track } from "./track";
import { appointmentOf, type CursorGrid, useDayGrid } from "./use-day-grid";
import { useMovingBlock } from "./use-moving-block";
import { useSlow } from "./use-slow";
import { clockOf } from "./words";

interface DayGridProps extends CursorGrid {
  label: string;
  practice: Practice;
  /** Whether its columns are practitioners, on one day. */
  isOneDay: boolean;
  /** To the page before (-1) or after (1). */
  onTurnPage: (pages: number) => void;
}

const HOURS = Array.from({ length: 23 }, (_, index) => (index + 1) * 60);
/** An hour's label this near to the time that it is now would be covered by it. */
const COVERED = 14; // minutes

/**
 * Days or practitioners side by side. For screen readers each column is a row: its cells are the appointments, and the
 * slot that the cursor is on. One element takes Tab; the arrows move it.
 */
export function DayGrid({ label, practice, isOneDay, onTurnPage, ...grid }: DayGridProps) {
  const { columns, loading } = grid;
  const { open } = useAppointments();
  const { box, current, stop, keyed, focused, bookFrom, bookAtCursor } = useDayGrid(grid);
  const { moving, keyed: carried, handlers } = useMovingBlock({ box, columns, isOneDay, onTurn: onTurnPage });
  const landsIn = columns.find((column) => isUnder(column, moving));
  const other = landsIn && moving?.target ? inTheWay(moving.appointment, moving.target, landsIn) : undefined;
  const now = useNow(practice.clock);
  const nowMinute = now.hour * 60 + now.minute;
  const firstToday = columns.findIndex((column) => column.isToday);
  const slow = useSlow(loading);

  function clicked(event: MouseEvent) {
    const appointmentId = appointmentOf(event.target);
    if (appointmentId) {
      open(appointmentId);
    }
  }

  return (
    <>
      <div
        ref={box}
        className={styles.grid}
        role="grid"
        aria-label={label}
        aria-busy={loading}
        tabIndex={-1}
        onKeyDown={(event) => carried(event) || keyed(event)}
        {...handlers}
        data-moving={moving ? (moving.target ? "" : "refused") : undefined}
        onFocus={focused}
        onClick={clicked}
        style={{ "--columns": columns.length } as CSSProperties}
      >
        <Hours practice={practice} now={firstToday < 0 ? null : nowMinute} />
        {columns.map((column, index) => (
          <div
            key={column.key}
            role="row"
            data-column={column.key}
            className={looks(styles.column, column.isToday && column.heading.day !== null && styles.today)}
            aria-label={column.heading.whole}
          >
            <div role="rowheader" className={styles.head}>
              <span className={styles.whose} title={column.heading.whole}>
                {column.heading.words}
              </span>
              {column.heading.day !== null && <span className={styles.day}>{column.heading.day}</span>}
              <span className={styles.summary}>{loading ? "" : summaryOf(column)}</span>
            </div>
            <Track onDrawn={(from, duration) => bookFrom(column, from, duration)}>
              {column.isToday && (
                <div
                  className={looks(styles.nowLine, index === firstToday && styles.starts)}
                  style={{ "--from": nowMinute } as CSSProperties}
                />
              )}
              {slow && <Placeholders seed={index} />}
              <Appointments
                column={column}
                ranges={columns.length < 4}
                cursorAt={column === current && stop ? stop.appointmentId : null}
                movingId={moving?.appointment.id ?? null}
              />
              {column === landsIn && moving?.target && (
                <Landing appointment={moving.appointment} target={moving.target} other={other} />
              )}
              {column === current && stop?.appointmentId === null && (
                <SlotCell
                  key={stop.from}
                  stop={stop}
                  name={`New appointment, ${column.heading.whole}, ${clockOf(stop.from)}`}
                  onBook={bookAtCursor}
                />
              )}
            </Track>
          </div>
        ))}
      </div>
      <MovingBar moving={moving} other={other} />
    </>
  );
}

/** Whether what is moved would go into it. */
function isUnder({ date, practitionerId }: Column, moving: MovingBlock | null): boolean {
  return moving?.target?.date.compare(date) === 0 && moving.appointment.practitioner.id === practitionerId;
}

/** `now` in minutes; null where today is not shown. */
function Hours({ practice, now }: { practice: Practice; now: number | null }) {
  return (
    <div className={styles.hours} aria-hidden="true">
      <div className={styles.corner}>{isAnothers(practice.clock) && <span>{practice.zone_words}</span>}</div>
      <div className={styles.scale}>
        {HOURS.filter((hour) => now === null || Math.abs(hour - now) > COVERED).map((hour) => (
          <span key={hour} style={{ "--from": hour } as CSSProperties}>
            {clockOf(hour)}
          </span>
        ))}
        {now !== null && (
          <span className={styles.now} style={{ "--from": now } as CSSProperties}>
            {clockOf(now)}
          </span>
        )}
      </div>
    </div>
  );
}

interface AppointmentsProps {
  column: Column;
  /** Whether there is room for the end beside the start. */
  ranges: boolean;
  /** The appointment that takes Tab. */
  cursorAt: string | null;
  /** The appointment that is on its way elsewhere. */
  movingId: string | null;
}

/** Drawn anew when they are others, and not whenever the cursor moves or a dialog opens: they may be hundreds. */
const Appointments = memo(function Appointments({ column, ranges, cursorAt, movingId }: AppointmentsProps) {
  const places = placed(column.blocks);
  const minute = useMinute();
  return column.appointments.map((appointment) => {
    const place = places.get(appointment.id);
    return (
      place && (
        <AppointmentBlock
          key={appointment.id}
          appointment={appointment}
          day={column.date.toString()}
          place={place}
          minute={minute}
          withEnd={ranges}
          takesTab={appointment.id === cursorAt}
          isGhost={appointment.id === movingId}
        />
      )
    );
  });
}, isSame);

function isSame(before: AppointmentsProps, after: AppointmentsProps): boolean {
  const [drawn, { appointments }] = [before.column.appointments, after.column];
  return (
    before.column.key === after.column.key &&
    before.ranges === after.ranges &&
    before.cursorAt === after.cursorAt &&
    before.movingId === after.movingId &&
    drawn.length === appointments.length &&
    drawn.every((appointment, index) => appointment === appointments[index])
  );
}

/** Grey blocks where appointments will be. */
function Placeholders({ seed }: { seed: number }) {
  return [9, 11, 14].map((hour) => {
    const from = hour * 60 + ((seed * 35) % 75);
    return <div key={hour} {...drawnAt({ from, to: from + 30 }, styles.coming)} />;
  });
}

/** "today, 7 booked" */
function summaryOf(column: Column): string {
  const booked = column.blocks.filter((block) => !block.cancelled).length;
  return `${column.isToday && column.heading.day !== null ? "today, " : ""}${booked} booked`;
}
