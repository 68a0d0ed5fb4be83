import { type CalendarDate, isSameDay, toCalendarDate } from "@internationalized/date";
import { useState } from "react";
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from "react-aria-components";

import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { looks } from "../ui/looks";
import styles from "./mini-month.module.css";
import { type Days, isIn } from "./view";

interface MiniMonthProps {
  /** That the diary shows; null where it shows a day or a month. */
  week: Days | null;
  date: CalendarDate;
  today: CalendarDate;
  onChoose: (date: CalendarDate) => void;
}

export function MiniMonth({ week, date, today, onChoose }: MiniMonthProps) {
  const [focused, setFocused] = useState(date);
  const [followed, setFollowed] = useState(date);
  if (!isSameDay(followed, date)) {
    setFollowed(date);
    setFocused(date);
  }

  function looksOf(day: CalendarDate, isOutside: boolean): string {
    return looks(
      isOutside && styles.out,
      isSameDay(day, today) && styles.today,
      week && isIn(day, week) && styles.in,
      week && isSameDay(day, week.first) && styles.first,
      week && isSameDay(day, week.last) && styles.last,
      !week && isSameDay(day, date) && styles.chosen,
    );
  }

  return (
    <Calendar
      className={looks(styles.month)}
      aria-label="Go to"
      firstDayOfWeek="mon"
      value={date}
      onChange={(day) => onChoose(toCalendarDate(day))}
      focusedValue={focused}
      onFocusChange={(day) => setFocused(toCalendarDate(day))}
    >
      <header className={styles.head}>
        <Heading level={2} />
        <Button slot="previous" variant="quiet" icon slim>
          <Icon name="left" />
        </Button>
        <Button slot="next" variant="quiet" icon slim>
          <Icon name="right" />
        </Button>
      </header>
      <CalendarGrid weekdayStyle="narrow">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>
          {(day) => (
            <CalendarCell
              date={day}
              className={({ isOutsideMonth }) => looksOf(toCalendarDate(day), isOutsideMonth)}
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
