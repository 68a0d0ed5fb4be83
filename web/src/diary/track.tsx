import type { ReactNode } from "react";

import { drawnAt } from "./drawn-at";
import { useDrawing } from "./use-drawing";
import { clockOf } from "./words";

interface TrackProps {
  children: ReactNode;
  onDrawn: (from: number, durationMinutes: number | null) => void;
}

/** A column's time, on which a slot is clicked or drawn with the mouse. Keys do the same through the cursor. */
export function Track({ children, onDrawn }: TrackProps) {
  const { drawn, handlers } = useDrawing(onDrawn);
  return (
    <div className="track" role="presentation" {...handlers}>
      {children}
      {drawn && (
        <div className="placed slot drawn" style={drawnAt(drawn)}>
          {clockOf(drawn.from)}–{clockOf(drawn.to)}
        </div>
      )}
    </div>
  );
}
