import { type MouseEvent, type PointerEvent, useEffect, useRef } from "react";

import type { Column } from "./columns";
import { DAY } from "./layout";
import { isAtHome, type Moving, type MovingGrid, placeOf, stepped } from "./moving-block";
import type { DiaryAppointment } from "./words";

/** Where the mouse took hold of a block. */
interface Held {
  appointment: DiaryAppointment;
  x: number;
  y: number;
  /** Of the block, above the mouse. */
  minutesAbove: number;
  isDragged: boolean;
}

/** So far the mouse may slip in a click. */
const SLIP = 5; // px

/** With the mouse alone: on touch dragging scrolls. */
export function useDragging({ box, columns }: MovingGrid, { block, set, letGo, putBack, movableAt }: Moving) {
  const held = useRef<Held | null>(null);
  /** The click that ends a drag is none. */
  const swallowsClick = useRef(false);
  const escape = useRef<() => void>(() => undefined);
  useEffect(() => {
    escape.current = () => {
      held.current = null;
      putBack();
    };
  });

  const isMoving = block !== null;
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (event.key === "Escape" && held.current) {
        event.preventDefault();
        event.stopPropagation();
        escape.current();
      }
    }
    if (isMoving) {
      addEventListener("keydown", pressed, { capture: true });
      return () => removeEventListener("keydown", pressed, { capture: true });
    }
  }, [isMoving]);

  function pressed(event: PointerEvent<HTMLElement>) {
    swallowsClick.current = false;
    if (block) {
      putBack();
    }
    const appointment = movableAt(event.target);
    const at = trackAt(event);
    if (event.button !== 0 || event.pointerType !== "mouse" || !appointment || !at) {
      return;
    }
    const { date, minute } = placeOf(appointment);
    // Of one that began the day before only the rest is on this day.
    const begins = at.column.date.compare(date) === 0 ? minute : minute - DAY;
    held.current = {
      appointment,
      x: event.clientX,
      y: event.clientY,
      minutesAbove: at.minute - begins,
      isDragged: false,
    };
  }

  function dragged(event: PointerEvent<HTMLElement>) {
    const { current: from } = held;
    if (!from || (!from.isDragged && Math.hypot(event.clientX - from.x, event.clientY - from.y) < SLIP)) {
      return;
    }
    if (!from.isDragged) {
      from.isDragged = true;
      swallowsClick.current = true;
      // Not before: a click would not be the block's any more.
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    const at = trackAt(event);
    const isTheirs = at?.column.practitionerId === from.appointment.practitioner.id;
    set({
      appointment: from.appointment,
      by: "mouse",
      target: isTheirs ? { date: at.column.date, minute: stepped(at.minute - from.minutesAbove) } : null,
    });
  }

  function released() {
    const wasDragged = held.current?.isDragged;
    held.current = null;
    if (wasDragged && block) {
      const isElsewhere = block.target !== null && !isAtHome(block.appointment, block.target);
      (isElsewhere ? letGo : putBack)();
    }
  }

  function cancelled() {
    if (held.current?.isDragged) {
      escape.current();
    }
    held.current = null;
  }

  function clicked(event: MouseEvent) {
    if (swallowsClick.current) {
      swallowsClick.current = false;
      event.stopPropagation();
    }
  }

  /** The column that the mouse is over, and the time. */
  function trackAt({ clientX, clientY }: PointerEvent): { column: Column; minute: number } | null {
    for (const column of columns) {
      const track = box.current?.querySelector(`[data-column="${column.key}"] > [role=presentation]`);
      const drawn = track?.getBoundingClientRect();
      if (drawn && drawn.left <= clientX && clientX < drawn.right) {
        return { column, minute: ((clientY - drawn.top) / drawn.height) * DAY };
      }
    }
    return null;
  }

  return {
    onPointerDown: pressed,
    onPointerMove: dragged,
    onPointerUp: released,
    onPointerCancel: cancelled,
    onClickCapture: clicked,
  };
}
