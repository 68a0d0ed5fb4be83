import { type PointerEvent, useState } from "react";

import { STEP } from "./cursor";
import { DAY } from "./layout";

interface Drawn {
  from: number;
  to: number;
  /** Where the mouse was pressed. */
  start: number;
}

/** A slot clicked or drawn with the mouse on a column's time; one that was only clicked has no duration. */
export function useDrawing(onDrawn: (from: number, durationMinutes: number | null) => void) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);

  function pressed(event: PointerEvent<HTMLElement>) {
    const onAppointment =
      event.target instanceof Element && event.target.closest("[data-appointment]") !== null;
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
      onDrawn(drawn.from, isLong(drawn) ? drawn.to - drawn.from : null);
    }
  }

  return {
    drawn: drawn && isLong(drawn) ? drawn : null,
    handlers: {
      onPointerDown: pressed,
      onPointerMove: dragged,
      onPointerUp: released,
      onPointerCancel: () => setDrawn(null),
    },
  };
}

/** Whether it is more than a click. */
function isLong({ from, to }: Drawn): boolean {
  return to - from > STEP;
}

function minuteAt(event: PointerEvent<HTMLElement>): number {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  const minute = ((event.clientY - top) / height) * DAY;
  return Math.max(0, Math.min(DAY - STEP, Math.floor(minute / STEP) * STEP));
}
