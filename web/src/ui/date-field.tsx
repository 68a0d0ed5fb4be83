import { type CalendarDate, getLocalTimeZone, toCalendarDate, today } from "@internationalized/date";
import { useId, useState } from "react";
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  Dialog,
  DialogTrigger,
  Heading,
  Popover,
} from "react-aria-components";

import { dateInFigures, typedDate } from "../time/typed-date";
import { weekday } from "../time/words";
import { Button } from "./button";
import type { FieldProps } from "./fields";
import styles from "./fields.module.css";
import { Icon } from "./icon";
import { useLater } from "./later";
import { looks } from "./looks";
import text from "./text.module.css";

interface DateFieldProps extends FieldProps {
  value: CalendarDate | null;
  /** null while what is typed is no date. */
  onChange: (value: CalendarDate | null) => void;
  hideLabel?: boolean;
  hideWeekday?: boolean;
}

const BEFORE_FAULTS = 600; // ms without a key

/** A date as it is typed or pasted, with the words for what was understood; or out of a calendar. */
export function DateField({ label, name, fault, value, onChange, hideLabel, hideWeekday }: DateFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  /** Whether what was understood is written as everything else is. The words for it stay: nothing moves under a click. */
  const [isWritten, setWritten] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const read = typed === null ? null : typedDate(typed, today(getLocalTimeZone()));
  const isTyping = read !== null && ("fault" in read ? value === null : value?.compare(read.date) === 0);
  const isSettled = useLater(typed, BEFORE_FAULTS) === typed;
  const shown =
    isTyping && typed !== null && !(isWritten && value) ? typed : value ? dateInFigures(value) : "";
  const understood = isTyping && "words" in read ? read.words : null;
  const wrong = isTyping && "fault" in read && isSettled ? read.fault : fault;

  function type(words: string) {
    setTyped(words);
    setWritten(false);
    const meant = typedDate(words, today(getLocalTimeZone()));
    onChange(meant && "date" in meant ? meant.date : null);
  }

  return (
    <div className={styles.field} data-field={name} data-invalid={wrong ? true : undefined}>
      {!hideLabel && <label htmlFor={id}>{label}</label>}
      <div className={styles.input}>
        {!hideWeekday && value && <span aria-hidden="true">{weekday(value).slice(0, 3)}</span>}
        <input
          id={id}
          className={text.num}
          autoComplete="off"
          spellCheck="false"
          placeholder="dd/mm/yyyy"
          value={shown}
          onChange={(event) => type(event.target.value)}
          onBlur={() => setWritten(true)}
          aria-label={hideLabel ? label : undefined}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={looks(understood && `${id}-read`, wrong && `${id}-fault`) || undefined}
        />
        <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
          <AriaButton className={looks(styles.opensCalendar)} aria-label={`${label}: calendar`}>
            <Icon name="cal" />
          </AriaButton>
          <Popover className={looks(styles.popover)} offset={4}>
            <Dialog className={looks(styles.calendar)} aria-label={label}>
              <Calendar
                value={value}
                onChange={(day) => {
                  setTyped(null);
                  setOpen(false);
                  onChange(toCalendarDate(day));
                }}
                firstDayOfWeek="mon"
                // eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus somewhere
                autoFocus
              >
                <header>
                  <Button slot="previous" variant="quiet" icon slim>
                    <Icon name="left" />
                  </Button>
                  <Heading />
                  <Button slot="next" variant="quiet" icon slim>
                    <Icon name="right" />
                  </Button>
                </header>
                <CalendarGrid weekdayStyle="short">{(date) => <CalendarCell date={date} />}</CalendarGrid>
              </Calendar>
            </Dialog>
          </Popover>
        </DialogTrigger>
      </div>
      {understood && (
        <p className={styles.hint} id={`${id}-read`} role="status">
          {understood}
        </p>
      )}
      {wrong && (
        <span className={styles.fault} id={`${id}-fault`}>
          {wrong}
        </span>
      )}
    </div>
  );
}
