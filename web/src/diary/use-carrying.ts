import type { CalendarDate } from "@internationalized/date";
import type { FocusEvent, KeyboardEvent } from "react";

import { useLetterKeys } from "../ui/letter-keys";
import { STEP } from "./cursor";
import { DAY } from "./layout";
import { type Moving, type MovingGrid, placeOf, type Target } from "./moving-block";

/** By the keyboard: M takes the focused appointment up, the arrows carry it, Enter lets it go, Esc puts it back. */
export function useCarrying(
  { box, columns, isOneDay, onTurn }: MovingGrid,
  { block, set, letGo, putBack, movableAt }: Moving,
) {
  const [hasLetters] = useLetterKeys();
  const isCarrying = block?.by === "keys";

  function takenUp(event: KeyboardEvent): boolean {
    const appointment = hasLetters && event.key.toUpperCase() === "M" ? movableAt(event.target) : undefined;
    if (!appointment) {
      return false;
    }
    set({ appointment, target: placeOf(appointment), by: "keys" });
    // Its block goes when a page is turned, and the keys have to go somewhere.
    box.current?.focus({ preventScroll: true });
    return true;
  }

  /** Whether the key was for what is carried, or to be. */
  function keyed(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return false;
    }
    const isTheirs =
      isCarrying && block.target ? carried(event, block.appointment.id, block.target) : takenUp(event);
    if (isTheirs) {
      event.preventDefault();
    }
    return isTheirs;
  }

  function carried(event: KeyboardEvent, id: string, { date, minute }: Target): boolean {
    const to = (place: Target) => block && set({ ...block, target: place });
    const run = {
      ArrowUp: () => to({ date, minute: Math.max(0, minute - STEP) }),
      ArrowDown: () => to({ date, minute: Math.min(DAY - STEP, minute + STEP) }),
      ArrowLeft: () => to({ date: dayBeside(date, -1), minute }),
      ArrowRight: () => to({ date: dayBeside(date, 1), minute }),
      Enter: () => ends(id, letGo),
      Escape: () => ends(id, putBack),
    }[event.key];
    run?.();
    // Other letters would do something else behind it.
    return run !== undefined || event.key.length === 1;
  }

  function ends(id: string, how: () => void) {
    // First: it comes back there when the dialog closes.
    box.current?.querySelector<HTMLElement>(`[data-appointment="${id}"]`)?.focus({ preventScroll: true });
    how();
  }

  /** The next day that is shown; beyond the last the next page's. */
  function dayBeside(date: CalendarDate, by: 1 | -1): CalendarDate {
    if (isOneDay) {
      onTurn(by);
      return date.add({ days: by });
    }
    const next = columns[columns.findIndex((column) => column.date.compare(date) === 0) + by];
    if (next) {
      return next.date;
    }
    onTurn(by);
    const edge = by > 0 ? columns[0] : columns.at(-1);
    return (edge?.date ?? date).add({ weeks: by });
  }

  function left(event: FocusEvent) {
    if (isCarrying && !box.current?.contains(event.relatedTarget)) {
      putBack();
    }
  }

  return { keyed, left };
}
