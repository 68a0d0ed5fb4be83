import { isSameDay } from "@internationalized/date";

import { Link, navigate } from "../address";
import { useAppointments } from "../appointment/use-appointments";
import { useSession } from "../session/use-session";
import { useMinute, useNow } from "../time/use-now";
import { clock, endInShort, startInShort, weekday } from "../time/words";
import { type Clock, isAnothers } from "../time/clocks";
import { Button, buttonLooks } from "../ui/button";
import fields from "../ui/fields.module.css";
import { Icon } from "../ui/icon";
import { kindClass, kindIcon } from "../ui/kind";
import { looks } from "../ui/looks";
import { Tag } from "../ui/tag";
import text from "../ui/text.module.css";
import styles from "./agenda.module.css";
import { homeOf, columnsOf, slotAt } from "./columns";
import type { Shown } from "./diary-types";
import { Notices } from "./notices";
import { useSlow } from "./use-slow";
import { addressOf, dayInWords, eachDay, roomOf } from "./view";
import { Waiting } from "./waiting";
import {
  type DiaryAppointment,
  endOn,
  isOn,
  isWaiting,
  place,
  presenceInWords,
  startOn,
  STATE,
  tookPlace,
  wholeName,
} from "./words";

/** A gap shorter than this says nothing. */
const WORTH_SAYING = 45; // minutes

/** The day on a phone, to be read. */
export function Agenda(shown: Shown) {
  const { view, days, practice, practitioners, practitioner, today, booked, waiting } = shown;
  const { book } = useAppointments();
  const slow = useSlow(!booked.appointments);
  const week = booked.appointments ?? [];
  const day = view.date.toString();
  const own = week.filter((appointment) => isOn(appointment, day));
  const dayAddress = (date: typeof view.date) => addressOf({ ...view, name: "day", date });

  function bookNext() {
    const columns = columnsOf({ ...shown, view: { ...view, name: "week" } }, week);
    const home = homeOf(
      columns.filter((column) => isSameDay(column.date, view.date)),
      today,
      practice.clock,
    );
    const slot = slotAt(columns, home);
    if (slot) {
      book(slot);
    }
  }

  return (
    <>
      <div className={styles.bar}>
        <div className={styles.line}>
          <h1>{dayInWords(view.date)}</h1>
          <Button
            variant="quiet"
            icon
            aria-label="Before"
            onPress={() => navigate(dayAddress(view.date.subtract({ days: 1 })))}
          >
            <Icon name="left" />
          </Button>
          <Button
            variant="quiet"
            icon
            aria-label="After"
            onPress={() => navigate(dayAddress(view.date.add({ days: 1 })))}
          >
            <Icon name="right" />
          </Button>
        </div>
        <nav className={styles.days} aria-label="Days of this week">
          {eachDay(days).map((date) => {
            const busy = week.some(
              (appointment) => appointment.status !== "cancelled" && isOn(appointment, date.toString()),
            );
            return (
              <Link
                key={date.toString()}
                to={dayAddress(date)}
                aria-current={isSameDay(date, view.date) ? "date" : undefined}
                aria-label={`${dayInWords(date)}${isSameDay(date, today) ? ", today" : ""}${busy ? "" : ", nothing booked"}`}
                className={busy ? undefined : styles.off}
              >
                <span>{weekday(date).slice(0, 3)}</span>
                {date.day}
              </Link>
            );
          })}
        </nav>
        {practitioners.length > 1 && (
          <label className={styles.whose}>
            <span className={text.quiet}>Practitioner</span>
            <select
              className={fields.input}
              value={practitioner?.id}
              onChange={(event) => navigate(addressOf({ ...view, practitionerId: event.target.value }))}
            >
              {practitioners.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {isAnothers(practice.clock) && <p className={text.quiet}>All times are {practice.zone_words}.</p>}
      </div>
      <Notices booked={booked} shownClock={practice.clock} />
      <div className={styles.agenda}>
        <Waiting appointments={waiting.filter(({ id }) => own.every((shown) => shown.id !== id))} />
        {booked.appointments && own.length === 0 && <p>Nothing booked.</p>}
        {slow && <Coming />}
        <Rows
          appointments={own}
          day={day}
          isToday={isSameDay(view.date, today)}
          shownClock={practice.clock}
        />
        {practitioner && (
          <Button onPress={bookNext}>
            <Icon name="plus" />
            New appointment
          </Button>
        )}
      </div>
    </>
  );
}

interface RowsProps {
  appointments: readonly DiaryAppointment[];
  day: string;
  isToday: boolean;
  shownClock: Clock;
}

/** Appointments in the order of their times, with the free time between them, and now. */
function Rows({ appointments, day, isToday, shownClock }: RowsProps) {
  const { open } = useAppointments();
  const isHost = useSession().person.roles.includes("clinician");
  const now = clock(useNow(shownClock));
  const minute = useMinute();
  const next = isToday ? appointments.findIndex(({ ends_at }) => Date.parse(ends_at) > minute) : -1;
  const live = appointments.filter(({ status }) => status !== "cancelled");
  return (
    <ol>
      {appointments.map((appointment, index) => {
        const before = live.findLast((each) => each.starts_at < appointment.starts_at);
        return [
          before && appointment.status !== "cancelled" && isGap(before, appointment) && (
            <li key={`${appointment.id} free`} className={styles.free}>
              {endInShort(before)} to {startInShort(appointment)}: nothing booked
            </li>
          ),
          index === next && (
            <li key="now" className={styles.nowRow}>
              Now, {now}
            </li>
          ),
          <li key={appointment.id}>
            {isWaiting(appointment) && isHost ? (
              <div className={looks(styles.waitRow, kindClass(appointment.kind.colour))}>
                <Row appointment={appointment} day={day} onOpen={() => open(appointment.id)} />
                <Link className={buttonLooks({ variant: "primary" })} to={roomOf(appointment)}>
                  <Icon name="video" /> Join
                </Link>
              </div>
            ) : (
              <Row appointment={appointment} day={day} onOpen={() => open(appointment.id)} />
            )}
          </li>,
        ];
      })}
    </ol>
  );
}

interface RowProps {
  appointment: DiaryAppointment;
  day: string;
  onOpen: () => void;
}

function Row({ appointment, day, onOpen }: RowProps) {
  const { kind, client, status } = appointment;
  const state = STATE[status];
  const minute = useMinute();
  const presence = presenceInWords(appointment, minute);
  return (
    <button
      type="button"
      className={looks(
        styles.row,
        kindClass(kind.colour),
        status === "cancelled" && styles.gone,
        isWaiting(appointment) && styles.waits,
      )}
      aria-label={wholeName(appointment)}
      onClick={onOpen}
    >
      <span className={looks(styles.at, text.num)}>
        {startOn(appointment, day)}
        <small>{endOn(appointment, day)}</small>
      </span>
      <span>
        <strong>{client.name}</strong>
        {presence && (
          <span className={looks(styles.what, styles.presence)}>
            <Icon name="user" />
            {presence}
          </span>
        )}
        <span className={styles.what}>
          <Icon name={kindIcon(kind.video)} />
          {[kind.name, place(appointment)].filter(Boolean).join(" · ")}
        </span>
      </span>
      {isWaiting(appointment) ? null : state ? (
        <Tag tone={tookPlace(status) ? "ok" : undefined} icon={tookPlace(status) ? "check" : "ban"}>
          {state.charAt(0).toUpperCase() + state.slice(1)}
        </Tag>
      ) : (
        <span className={text.quiet}>
          <Icon name="right" />
        </span>
      )}
    </button>
  );
}

function Coming() {
  return (
    <div className={styles.comings} aria-hidden="true">
      <div className={styles.coming} />
      <div className={styles.coming} />
      <div className={styles.coming} />
    </div>
  );
}

function isGap(before: DiaryAppointment, after: DiaryAppointment): boolean {
  return Date.parse(after.starts_at) - Date.parse(before.ends_at) >= WORTH_SAYING * 60_000;
}
