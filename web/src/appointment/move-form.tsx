import { useId } from "react";

import type { Opened } from "../api/appointment";
import { shortDayWithYear, spanInWords, wallClock } from "../time/words";
import { useMinute } from "../time/use-now";
import { DateField } from "../ui/date-field";
import { NumberField, TimeField } from "../ui/fields";
import { Icon } from "../ui/icon";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";
import type { Faults } from "./booking-request";
import choiceStyles from "./choice.module.css";
import styles from "./move-form.module.css";
import { type MovePreview, sessionsOf } from "./move-preview";
import { type MoveRequest, reachesOf } from "./move-request";
import { WhichOfTwo } from "./which-of-two";

interface MoveFormProps {
  appointment: Opened;
  request: MoveRequest;
  faults: Faults;
  preview: MovePreview | undefined;
  onEdit: (changes: Partial<MoveRequest>) => void;
}

/** From where to where, and how far. */
export function MoveForm({ appointment, request, faults, preview, onEdit }: MoveFormProps) {
  const group = useId();
  const reaches = reachesOf(appointment, useMinute());
  const to = preview && sessionsOf(preview).find((line) => line.appointment.id === appointment.id)?.to;
  return (
    <>
      <div className={styles.place}>
        <div className={styles.was}>
          <strong>From</strong>
          <p className={text.num}>
            {shortDayWithYear(wallClock(appointment.local_start))}, {spanInWords(appointment)}
            <Icon name="arrow" />
          </p>
        </div>
        <DateField
          label="New date"
          name="date"
          value={request.date}
          onChange={(date) => onEdit({ date })}
          fault={faults.date}
        />
        <TimeField
          label="Time"
          name="time"
          value={request.time}
          onChange={(time) => onEdit({ time })}
          fault={faults.time}
        />
        <NumberField
          label="Minutes"
          name="minutes"
          value={request.minutes}
          onChange={(minutes) => onEdit({ minutes })}
          fault={faults.minutes}
        />
      </div>
      {to?.twice && (
        <WhichOfTwo
          on={wallClock(to.local_start)}
          fold={request.fold}
          onChoose={(fold) => onEdit({ fold })}
        />
      )}
      {reaches.length > 1 && (
        <fieldset className={styles.scopes}>
          <legend className={text.forReaders}>Which sessions</legend>
          {reaches.map(({ scope, words, counted }) => (
            <label key={scope}>
              <input
                className={choiceStyles.radio}
                type="radio"
                name={group}
                checked={request.scope === scope}
                onChange={() => onEdit({ scope })}
              />
              <strong>{words}</strong>
              <span className={looks(styles.reach, text.small)}>{counted}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
