import { type CalendarDateTime, toCalendarDate } from "@internationalized/date";
import { useState } from "react";

import type { Kind, Practitioner } from "../api/practice";
import { DateField } from "../ui/date-field";
import { NumberField, Pick, TextField, TimeField } from "../ui/fields";
import fields from "../ui/fields.module.css";
import { Icon } from "../ui/icon";
import { KindName } from "../ui/kind";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";
import styles from "./booking-form.module.css";
import choiceStyles from "./choice.module.css";
import { ClientField } from "./client-field";
import { frequencies, type Frequency } from "./recurrence";
import type { Faults, BookingRequest } from "./booking-request";
import { WhichOfTwo } from "./which-of-two";

interface BookingFormProps {
  request: BookingRequest;
  faults: Faults;
  kinds: Kind[];
  practitioners: Practitioner[];
  /** Whether the duration was drawn in the diary: then a type does not change it. */
  drawn: boolean;
  onEdit: (changes: Partial<BookingRequest>) => void;
  onSearching: (searching: boolean) => void;
  /** On which of its days the clocks show the time twice. */
  twiceOn: CalendarDateTime | null;
  /** Of the preview, for whoever changes from one way to end to the other. */
  lastDate: CalendarDateTime | null;
  dateCount: number | null;
}

export function BookingForm({
  request,
  faults,
  kinds,
  practitioners,
  drawn,
  onEdit,
  onSearching,
  twiceOn,
  lastDate,
  dateCount,
}: BookingFormProps) {
  const [keepsMinutes, setKeepsMinutes] = useState(drawn);

  function chooseKind(kindId: string) {
    const duration = kinds.find(({ id }) => id === kindId)?.duration_minutes;
    onEdit({ kindId, ...(!keepsMinutes && duration !== undefined ? { minutes: duration } : {}) });
  }

  return (
    <div className={styles.form}>
      <ClientField
        value={request.client}
        onChange={(client) => onEdit({ client })}
        onTyping={onSearching}
        fault={faults.client}
      />
      <Pick
        label="Type"
        name="kind"
        placeholder="Choose a type"
        groups={groupsOf(kinds)}
        value={request.kindId}
        onChange={chooseKind}
        fault={faults.kind}
      />
      <div className={styles.three}>
        <DateField
          label="Date"
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
          onChange={(minutes) => {
            setKeepsMinutes(true);
            onEdit({ minutes });
          }}
          fault={faults.minutes}
        />
      </div>
      {twiceOn && <WhichOfTwo on={twiceOn} fold={request.fold} onChoose={(fold) => onEdit({ fold })} />}
      <Pick
        label="Practitioner"
        name="practitioner"
        groups={practitioners.map(({ id, name }) => ({ id, words: name, shown: name }))}
        value={request.practitionerId}
        onChange={(practitionerId) => onEdit({ practitionerId })}
        fault={faults.practitioner}
      />
      <div className={styles.recurrence}>
        <Recurrence request={request} faults={faults} {...{ onEdit, lastDate, dateCount }} />
      </div>
      <TextField
        label="Note to the client"
        name="note"
        aside="(optional)"
        hint="Goes into the confirmation. Please leave out health details."
        rows={2}
        value={request.note}
        onChange={(note) => onEdit({ note })}
        fault={faults.note}
      />
    </div>
  );
}

function groupsOf(kinds: Kind[]) {
  const groups = [
    { title: "Video: each session gets its own link", kinds: kinds.filter(({ video }) => video) },
    { title: "At the clinic or by phone", kinds: kinds.filter(({ video }) => !video) },
  ];
  return groups
    .filter((group) => group.kinds.length > 0)
    .map((group) => ({
      title: group.title,
      options: group.kinds.map((kind) => ({
        id: kind.id,
        words: kind.name,
        shown: (
          <>
            <KindName name={kind.name} colour={kind.colour} video={kind.video} tagged />
            <span className={looks(styles.minutes, text.num)}>{kind.duration_minutes} min</span>
          </>
        ),
      })),
    }));
}

const ONCE = "once";

interface RecurrenceProps {
  request: BookingRequest;
  faults: Faults;
  onEdit: BookingFormProps["onEdit"];
  lastDate: BookingFormProps["lastDate"];
  dateCount: BookingFormProps["dateCount"];
}

function Recurrence({ request, faults, onEdit, lastDate, dateCount }: RecurrenceProps) {
  const options = [
    { id: ONCE, words: "Does not repeat", shown: "Does not repeat" },
    ...frequencies(request.date).map(({ frequency, words }) => ({ id: frequency, words, shown: words })),
  ];

  function endOn(ends: BookingRequest["ends"]) {
    onEdit(
      ends === "count"
        ? { ends, count: request.count ?? dateCount }
        : { ends, until: request.until ?? (lastDate && toCalendarDate(lastDate)) },
    );
  }

  return (
    <>
      <Pick
        label="Recurrence?"
        name="recurrence"
        icon={<Icon name="repeat" />}
        groups={options}
        value={request.frequency ?? ONCE}
        onChange={(id) => onEdit({ frequency: id === ONCE ? null : (id as Frequency) })}
        fault={faults.recurrence}
      />
      {request.frequency && (
        <fieldset
          className={styles.ends}
          data-field="ends"
          aria-describedby={faults.ends ? "ends-fault" : undefined}
        >
          <legend>Ends</legend>
          <div>
            <label>
              <input
                className={choiceStyles.radio}
                type="radio"
                name="ends"
                checked={request.ends === "count"}
                onChange={() => endOn("count")}
              />
              after
            </label>
            <NumberField
              label="Number of dates"
              name="count"
              hideLabel
              value={request.count}
              onChange={(count) => onEdit({ ends: "count", count })}
            />
            dates
          </div>
          <div>
            <label>
              <input
                className={choiceStyles.radio}
                type="radio"
                name="ends"
                checked={request.ends === "until"}
                onChange={() => endOn("until")}
              />
              on
            </label>
            <DateField
              label="Last date"
              name="until"
              hideLabel
              hideWeekday
              value={request.until}
              onChange={(until) => onEdit({ ends: "until", until })}
            />
          </div>
          {faults.ends && (
            <p className={fields.fault} id="ends-fault">
              {faults.ends}
            </p>
          )}
        </fieldset>
      )}
    </>
  );
}
