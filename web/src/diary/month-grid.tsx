import { type CalendarDate, isSameDay } from "@internationalized/date";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";

import { useAppointments } from "../appointment/use-appointments";
import { useMinute } from "../time/use-now";
import { counted, weekday } from "../time/words";
import { kindClass } from "../ui/kind";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";
import type { Shown } from "./diary-types";
import styles from "./month-grid.module.css";
import { dayInWords, eachDay, type View } from "./view";
import { type DiaryAppointment, isOn, isOver, timeOn, wholeName } from "./words";

interface MonthGridProps extends Shown {
  appointments: readonly DiaryAppointment[];
  cursor: CalendarDate;
  onMove: (date: CalendarDate) => void;
  onShow: (change: Partial<View>) => void;
}

/** What fits in a day's cell; the rest is counted. */
const LINES = 4;

/** One practitioner's month. The arrows go from day to day, Enter opens the day. */
export function MonthGrid({ view, days, today, appointments, cursor, onMove, onShow }: MonthGridProps) {
  const { open } = useAppointments();
  const box = useRef<HTMLDivElement>(null);
  const takesFocus = useRef(false);
  const dates = eachDay(days);
  const weeks = Array.from({ length: dates.length / 7 }, (_, week) => dates.slice(week * 7, week * 7 + 7));
  const current = dates.find((date) => isSameDay(date, cursor)) ?? view.date;

  useLayoutEffect(() => {
    if (takesFocus.current) {
      takesFocus.current = false;
      box.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
    }
  });

  function keyed(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[event.key];
    if (step !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      takesFocus.current = true;
      onMove(current.add({ days: step }));
    }
  }

  return (
    <div ref={box} className={styles.month} role="grid" aria-label="Month" tabIndex={-1} onKeyDown={keyed}>
      <div role="row" className={styles.weekdays}>
        {dates.slice(0, 7).map((date) => (
          <span key={date.day} role="columnheader" aria-label={weekday(date)}>
            {weekday(date).slice(0, 3)}
          </span>
        ))}
      </div>
      {weeks.map((week) => (
        <div key={week[0]?.toString()} role="row" className={styles.week}>
          {week.map((date) => {
            const day = date.toString();
            const own = appointments.filter((appointment) => isOn(appointment, day));
            const outside = date.month !== view.date.month;
            return (
              <div
                key={date.toString()}
                role="gridcell"
                className={looks(styles.day, isSameDay(date, today) && styles.today, outside && styles.out)}
              >
                <button
                  type="button"
                  className={styles.number}
                  tabIndex={isSameDay(date, current) ? 0 : -1}
                  aria-label={`${dayInWords(date)}, ${counted(own.length, "appointment")}`}
                  onClick={() => onShow({ name: "day", date })}
                >
                  {date.day}
                </button>
                {own.slice(0, own.length > LINES ? LINES - 1 : LINES).map((appointment) => (
                  <MonthLine
                    key={appointment.id}
                    appointment={appointment}
                    day={day}
                    onOpen={() => open(appointment.id)}
                  />
                ))}
                {own.length > LINES && (
                  <button
                    type="button"
                    className={styles.more}
                    tabIndex={-1}
                    onClick={() => onShow({ name: "day", date })}
                  >
                    {own.length - LINES + 1} more
                  </button>
                )}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

interface MonthLineProps {
  appointment: DiaryAppointment;
  day: string;
  onOpen: () => void;
}

function MonthLine({ appointment, day, onOpen }: MonthLineProps) {
  const minute = useMinute();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={looks(
        styles.line,
        kindClass(appointment.kind.colour),
        isOver(appointment, minute) && styles.past,
        appointment.status === "cancelled" && styles.cancelled,
      )}
      aria-label={wholeName(appointment)}
      title={wholeName(appointment)}
      onClick={onOpen}
    >
      <span className={text.num}>{timeOn(appointment, day, false)}</span> <b>{appointment.client.name}</b>
    </button>
  );
}
