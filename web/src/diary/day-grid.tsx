import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";

import { useAppointments } from "../appointment/use-appointments";
import { useNow } from "../time/use-now";
import { clock } from "../time/words";
import { clocksDiffer, viewerZone, zoneInWords } from "../time/zones";
import { Icon } from "../ui/icon";
import { AppointmentBlock } from "./appointment-block";
import { type Column, columnAt, type Cursor, slotAt, startAt } from "./columns";
import { moved, STEP, type Stop, stopAt, stopsOf } from "./cursor";
import { DAY, placed } from "./layout";
import { useSlow } from "./use-slow";

interface DayGridProps {
  label: string;
  zone: string;
  columns: readonly Column[];
  loading: boolean;
  cursor: Cursor;
  onMove: (cursor: Cursor) => void;
  /** Where left and right go on beyond the last column; null where they stop. */
  onTurn: ((pages: number) => void) | null;
}

const EIGHT = 8 * 60;
const HOURS = Array.from({ length: 23 }, (_, index) => (index + 1) * 60);
/** An hour's label this near to the time that it is now would be covered by it. */
const COVERED = 14; // minutes
/** Room for the first hour's label. */
const ABOVE = 10; // px
const SEVERAL_STEPS = 4; // an hour

/**
 * Days or practitioners side by side. For screen readers each column is a row: its cells are the appointments, and the
 * slot that the cursor is on. One element takes Tab; the arrows move it.
 */
export function DayGrid({ label, zone, columns, loading, cursor, onMove, onTurn }: DayGridProps) {
  const { book, booked, open } = useAppointments();
  const box = useRef<HTMLDivElement>(null);
  const takesFocus = useRef(false);
  const hadFocus = useRef<Element | null>(null);
  const now = useNow(zone);
  const nowMinute = now.hour * 60 + now.minute;
  const showsToday = columns.some((column) => column.isToday);
  const slow = useSlow(loading);

  const current = columnAt(columns, cursor);
  const stop = current && stopAt(stopsOf(current.blocks), cursor.minute, cursor.appointmentId);

  useLayoutEffect(() => {
    // A slot that has been booked is gone, and the focus with it: the appointment in its place takes it.
    const wasLost = hadFocus.current?.isConnected === false && document.activeElement === document.body;
    if (takesFocus.current || wasLost) {
      takesFocus.current = false;
      const target = box.current?.querySelector<HTMLElement>("[tabindex='0']");
      target?.focus({ preventScroll: true });
      target?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });

  const bookedColumn = columns.find(({ blocks }) =>
    blocks.some(({ id }) => booked?.appointmentIds.includes(id)),
  );
  const bookedBlock = bookedColumn?.blocks.find(({ id }) => booked?.appointmentIds.includes(id));
  const focusBooked = useRef<(() => void) | null>(null);
  useEffect(() => {
    focusBooked.current = () => {
      const isElsewhere =
        document.activeElement !== document.body && !box.current?.contains(document.activeElement);
      if (bookedColumn && bookedBlock && !isElsewhere) {
        moveTo(bookedColumn, { ...bookedBlock, appointmentId: bookedBlock.id });
      }
    };
  });
  const bookedId = bookedBlock?.id;
  useEffect(() => {
    if (bookedId) {
      // The closed dialog gives the focus back in a frame asked for before: to a button that it came from, if to any.
      const frame = requestAnimationFrame(() => focusBooked.current?.());
      return () => cancelAnimationFrame(frame);
    }
  }, [bookedId]);

  const earliest = Math.min(EIGHT, ...columns.flatMap(({ blocks }) => blocks.map(({ from }) => from)));
  const scrolledFor = useRef<number | null>(null);
  useEffect(() => {
    if (!loading && scrolledFor.current === null && box.current) {
      scrolledFor.current = earliest;
      const minute = parseFloat(getComputedStyle(box.current).getPropertyValue("--minute"));
      box.current.scrollTop = earliest * minute - ABOVE;
    }
  }, [loading, earliest]);

  function moveTo(column: Column, { from, appointmentId }: Stop) {
    takesFocus.current = true;
    onMove({ date: column.date, practitionerId: column.practitionerId, minute: from, appointmentId });
  }

  function moveSideways(by: number) {
    const index = columns.findIndex((column) => column === current);
    const next = columns[index + by];
    if (next) {
      moveTo(next, stopAt(stopsOf(next.blocks), cursor.minute, null));
    } else if (current && onTurn) {
      takesFocus.current = true;
      const [first] = columns;
      const edge = by > 0 ? first : columns.at(-1);
      onMove({ ...cursor, date: (edge ?? current).date.add({ weeks: by }), appointmentId: null });
      onTurn(by);
    }
  }

  function keyed(event: KeyboardEvent) {
    if (!current || !stop || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const stops = stopsOf(current.blocks);
    const run = {
      ArrowDown: () => moveTo(current, moved(stops, stop, 1)),
      ArrowUp: () => moveTo(current, moved(stops, stop, -1)),
      PageDown: () => moveTo(current, moved(stops, stop, SEVERAL_STEPS)),
      PageUp: () => moveTo(current, moved(stops, stop, -SEVERAL_STEPS)),
      ArrowRight: () => moveSideways(1),
      ArrowLeft: () => moveSideways(-1),
    }[event.key];
    if (run) {
      event.preventDefault();
      run();
    }
  }

  /** The focus goes to the slot first: it comes back there when the dialog closes. */
  function bookFrom(column: Column, minute: number, durationMinutes: number | null) {
    const target = { date: column.date, practitionerId: column.practitionerId, minute, appointmentId: null };
    flushSync(() => onMove(target));
    box.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus({ preventScroll: true });
    book({
      practitionerId: column.practitionerId,
      start: startAt(column.date, minute),
      ...(durationMinutes !== null && { durationMinutes }),
    });
  }

  return (
    <div
      ref={box}
      className="gridbox"
      role="grid"
      aria-label={label}
      aria-busy={loading}
      tabIndex={-1}
      onKeyDown={keyed}
      onFocus={(event) => {
        hadFocus.current = event.target;
      }}
      style={{ "--columns": columns.length } as CSSProperties}
    >
      <div className="hours" aria-hidden="true">
        <div className="corner">
          {clocksDiffer(new Date(), zone, viewerZone()) && <span>{zoneInWords(zone)}</span>}
        </div>
        <div className="track">
          {HOURS.filter((hour) => !showsToday || Math.abs(hour - nowMinute) > COVERED).map((hour) => (
            <span key={hour} style={{ "--from": hour } as CSSProperties}>
              {clock({ hour: hour / 60, minute: 0 })}
            </span>
          ))}
          {showsToday && (
            <span className="now" style={{ "--from": nowMinute } as CSSProperties}>
              {clock(now)}
            </span>
          )}
        </div>
      </div>
      {columns.map((column, index) => (
        <div
          key={column.key}
          role="row"
          className={column.isToday && column.heading.day !== null ? "col today" : "col"}
          aria-label={column.heading.whole}
        >
          <div role="rowheader" className="colhead">
            {column.heading.words}
            {column.heading.day !== null && <span className="n">{column.heading.day}</span>}
            <span className="quiet">{loading ? "" : summaryOf(column)}</span>
          </div>
          <Track onDrawn={(from, duration) => bookFrom(column, from, duration)}>
            {column.isToday && (
              <div
                className={index === columns.findIndex((each) => each.isToday) ? "nowline starts" : "nowline"}
                style={{ "--from": nowMinute } as CSSProperties}
              />
            )}
            {slow && <Placeholders seed={index} />}
            <Appointments
              column={column}
              ranges={columns.length < 4}
              now={nowMinute}
              cursorAt={column === current && stop ? stop.appointmentId : null}
              onOpen={open}
              onFocus={(id, minute) =>
                onMove({
                  date: column.date,
                  practitionerId: column.practitionerId,
                  minute,
                  appointmentId: id,
                })
              }
            />
            {column === current && stop?.appointmentId === null && (
              <SlotCell
                key={stop.from}
                stop={stop}
                name={`New appointment, ${column.heading.whole}, ${clockOf(stop.from)}`}
                onBook={() => {
                  const slot = slotAt(columns, cursor);
                  if (slot) {
                    book(slot);
                  }
                }}
              />
            )}
          </Track>
        </div>
      ))}
      {columns.length === 0 && <p className="nobody">Choose a practitioner to see their diary.</p>}
    </div>
  );
}

interface AppointmentsProps {
  column: Column;
  /** Whether there is room for the end beside the start. */
  ranges: boolean;
  now: number;
  /** The appointment that takes Tab. */
  cursorAt: string | null;
  onOpen: (appointmentId: string) => void;
  onFocus: (appointmentId: string, minute: number) => void;
}

function Appointments({ column, ranges, cursorAt, onOpen, onFocus }: AppointmentsProps) {
  const places = placed(column.blocks);
  return column.appointments.map((appointment) => {
    const place = places.get(appointment.id);
    return (
      place && (
        <AppointmentBlock
          key={appointment.id}
          appointment={appointment}
          place={place}
          withEnd={ranges}
          takesTab={appointment.id === cursorAt}
          onOpen={() => onOpen(appointment.id)}
          onFocus={() => onFocus(appointment.id, place.from)}
        />
      )
    );
  });
}

function SlotCell({ stop, name, onBook }: { stop: Stop; name: string; onBook: () => void }) {
  return (
    <button
      type="button"
      role="gridcell"
      className="placed slot"
      tabIndex={0}
      aria-label={name}
      style={{ "--from": stop.from, "--to": stop.to, "--left": 0, "--width": 1 } as CSSProperties}
      // A click with the mouse is the track's: it may become a drawn slot. Enter counts no clicks.
      onClick={(event) => event.detail === 0 && onBook()}
    >
      <Icon name="plus" />
      New, {clockOf(stop.from)}
    </button>
  );
}

/** A column's time, on which a slot is clicked or drawn with the mouse. Keys do the same through the cursor. */
function Track({
  children,
  onDrawn,
}: {
  children: React.ReactNode;
  onDrawn: (from: number, durationMinutes: number | null) => void;
}) {
  const [drawn, setDrawn] = useState<{ from: number; to: number; start: number } | null>(null);

  function minuteAt(event: PointerEvent<HTMLElement>): number {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const minute = ((event.clientY - top) / height) * DAY;
    return Math.max(0, Math.min(DAY - STEP, Math.floor(minute / STEP) * STEP));
  }

  function pressed(event: PointerEvent<HTMLElement>) {
    const onAppointment = event.target instanceof Element && event.target.closest(".appt") !== null;
    if (event.button === 0 && !onAppointment) {
      const from = minuteAt(event);
      setDrawn({ from, to: from + STEP, start: from });
      if (event.pointerType === "mouse") {
        event.currentTarget.setPointerCapture(event.pointerId);
      }
    }
  }

  function dragged(event: PointerEvent<HTMLElement>) {
    if (drawn && event.pointerType === "mouse") {
      const minute = minuteAt(event);
      setDrawn({
        start: drawn.start,
        from: Math.min(drawn.start, minute),
        to: Math.max(drawn.start, minute) + STEP,
      });
    }
  }

  function released() {
    if (drawn) {
      setDrawn(null);
      const length = drawn.to - drawn.from;
      onDrawn(drawn.from, length > STEP ? length : null);
    }
  }

  return (
    <div
      className="track"
      role="presentation"
      onPointerDown={pressed}
      onPointerMove={dragged}
      onPointerUp={released}
      onPointerCancel={() => setDrawn(null)}
    >
      {children}
      {drawn && drawn.to - drawn.from > STEP && (
        <div
          className="placed slot drawn"
          style={{ "--from": drawn.from, "--to": drawn.to, "--left": 0, "--width": 1 } as CSSProperties}
        >
          {clockOf(drawn.from)}–{clockOf(drawn.to)}
        </div>
      )}
    </div>
  );
}

/** Grey blocks where appointments will be. */
function Placeholders({ seed }: { seed: number }) {
  return [9, 11, 14].map((hour) => {
    const from = hour * 60 + ((seed * 35) % 75);
    return (
      <div
        key={hour}
        className="placed coming"
        style={{ "--from": from, "--to": from + 30, "--left": 0, "--width": 1 } as CSSProperties}
      />
    );
  });
}

/** "today, 7 booked" */
function summaryOf(column: Column): string {
  const booked = column.blocks.filter((block) => !block.cancelled).length;
  return `${column.isToday && column.heading.day !== null ? "today, " : ""}${booked} booked`;
}

function clockOf(minute: number): string {
  return clock({ hour: Math.floor(minute / 60), minute: minute % 60 });
}
