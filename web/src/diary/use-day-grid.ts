import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from "react";
import { flushSync } from "react-dom";

import { useAppointments } from "../appointment/use-appointments";
import { type Column, columnAt, type Cursor, slotAt, startAt } from "./columns";
import { moved, type Stop, stopAt, stopsOf } from "./cursor";

/** Columns, and the cursor that goes through them. */
export interface CursorGrid {
  columns: readonly Column[];
  loading: boolean;
  cursor: Cursor;
  onMove: (cursor: Cursor) => void;
  /** Where left and right go on beyond the last column; null where they stop. */
  onTurn: ((pages: number) => void) | null;
}

const EIGHT = 8 * 60;
/** Room for the first hour's label. */
const ABOVE = 10; // px
const SEVERAL_STEPS = 4; // an hour

/** The cursor of a day grid: where it stands, by which keys it moves, and that the focus goes with it. */
export function useDayGrid({ columns, loading, cursor, onMove, onTurn }: CursorGrid) {
  const { book } = useAppointments();
  const box = useRef<HTMLDivElement>(null);
  const takesFocus = useRef(false);
  const hadFocus = useRef<Element | null>(null);
  const current = columnAt(columns, cursor);
  const stop = current && stopAt(stopsOf(current.blocks), cursor.minute, cursor.appointmentId);

  useLayoutEffect(() => {
    // A slot that has been booked is gone, and the focus with it: the appointment in its place takes it.
    const wasLost = hadFocus.current?.isConnected === false && document.activeElement === document.body;
    if (takesFocus.current || wasLost) {
      takesFocus.current = false;
      const target = tabStopIn(box);
      target?.focus({ preventScroll: true });
      target?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
  useMoveToSaved(box, columns, moveTo);
  useScrollToFirst(box, columns, loading);

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

  function focused(event: FocusEvent) {
    hadFocus.current = event.target;
    const appointmentId = appointmentOf(event.target);
    const key = event.target.closest<HTMLElement>("[data-column]")?.dataset.column;
    const column = columns.find((each) => each.key === key);
    const block = column?.blocks.find(({ id }) => id === appointmentId);
    if (column && block) {
      const { date, practitionerId } = column;
      onMove({ date, practitionerId, minute: block.from, appointmentId: block.id });
    }
  }

  /** With the mouse. The focus goes to the slot first: it comes back there when the dialog closes. */
  function bookFrom(column: Column, minute: number, durationMinutes: number | null) {
    const target = { date: column.date, practitionerId: column.practitionerId, minute, appointmentId: null };
    flushSync(() => onMove(target));
    tabStopIn(box)?.focus({ preventScroll: true });
    book({
      practitionerId: column.practitionerId,
      start: startAt(column.date, minute),
      ...(durationMinutes !== null && { durationMinutes }),
    });
  }

  function bookAtCursor() {
    const slot = slotAt(columns, cursor);
    if (slot) {
      book(slot);
    }
  }

  return { box, current, stop, keyed, focused, bookFrom, bookAtCursor };
}

/** The appointment in whose block something is. */
export function appointmentOf(target: EventTarget): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>("[data-appointment]")?.dataset.appointment
    : undefined;
}

function tabStopIn(box: RefObject<HTMLElement | null>): HTMLElement | null {
  return box.current?.querySelector<HTMLElement>("[tabindex='0']") ?? null;
}

/** What has just been booked or moved takes the cursor, unless somebody has gone on elsewhere. */
function useMoveToSaved(
  box: RefObject<HTMLElement | null>,
  columns: readonly Column[],
  moveTo: (column: Column, stop: Stop) => void,
): void {
  const { saved } = useAppointments();
  const column = columns.find(({ blocks }) => blocks.some(({ id }) => saved?.appointmentIds.includes(id)));
  const block = column?.blocks.find(({ id }) => saved?.appointmentIds.includes(id));
  const move = useRef<(() => void) | null>(null);
  useEffect(() => {
    move.current = () => {
      const isElsewhere =
        document.activeElement !== document.body && !box.current?.contains(document.activeElement);
      if (column && block && !isElsewhere) {
        moveTo(column, { ...block, appointmentId: block.id });
      }
    };
  });
  const there = column && block && `${column.key} ${block.from} ${block.id}`;
  useEffect(() => {
    if (there) {
      // The closed dialog gives the focus back in a frame asked for before: to a button that it came from, if to any.
      const frame = requestAnimationFrame(() => move.current?.());
      return () => cancelAnimationFrame(frame);
    }
  }, [there]);
}

/** Once, when the first page is there: to eight, or to what begins before. */
function useScrollToFirst(
  box: RefObject<HTMLElement | null>,
  columns: readonly Column[],
  loading: boolean,
): void {
  const earliest = Math.min(EIGHT, ...columns.flatMap(({ blocks }) => blocks.map(({ from }) => from)));
  const isDone = useRef(false);
  useEffect(() => {
    if (!loading && !isDone.current && box.current) {
      isDone.current = true;
      const minute = parseFloat(getComputedStyle(box.current).getPropertyValue("--minute"));
      box.current.scrollTo({ top: earliest * minute - ABOVE });
    }
  }, [box, loading, earliest]);
}
