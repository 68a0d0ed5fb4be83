import { type CalendarDate, isSameDay, toCalendarDate } from "@internationalized/date";
import { useState } from "react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from "react-aria-components";

import { Icon } from "../ui/icon";
import { type Days, isIn } from "./view";

interface MiniMonthProps {
  /** The days that the diary shows. */
  shown: Days;
  date: CalendarDate;
  today: CalendarDate;
  onChoose: (date: CalendarDate) => void;
}

export function MiniMonth({ shown, date, today, onChoose }: MiniMonthProps) {
  const [focused, setFocused] = useState(date);
  const [followed, setFollowed] = useState(date);
  if (!isSameDay(followed, date)) {
    setFollowed(date);
    setFocused(date);
  }
  const severalDays = !isSameDay(shown.first, shown.last);

  function looks(day: CalendarDate, isOutside: boolean): string {
    return [
      isOutside && "out",
      isSameDay(day, today) && "today",
      severalDays && isIn(day, shown) && "in",
      severalDays && isSameDay(day, shown.first) && "a",
      severalDays && isSameDay(day, shown.last) && "z",
      !severalDays && isSameDay(day, date) && "chosen",
    ]
      .filter(Boolean)
      .join(" ");
  }

  return (
    <Calendar
      className="mini-month"
      aria-label="Go to"
      firstDayOfWeek="mon"
      value={date}
      onChange={(day) => onChoose(toCalendarDate(day))}
      focusedValue={focused}
      onFocusChange={(day) => setFocused(toCalendarDate(day))}
    >
      <header className="month-head">
        <Heading level={2} />
        <Button slot="previous" className="btn quiet icon slim">
          <Icon name="left" />
        </Button>
        <Button slot="next" className="btn quiet icon slim">
          <Icon name="right" />
        </Button>
      </header>
      <CalendarGrid weekdayStyle="narrow">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>
          {(day) => (
            <CalendarCell
              date={day}
              className={({ isOutsideMonth }) => looks(toCalendarDate(day), isOutsideMonth)}
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
