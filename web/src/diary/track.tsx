import type { ReactNode } from "react";

import { DrawnSlot } from "./slots";
import styles from "./track.module.css";
import { useDrawing } from "./use-drawing";

interface TrackProps {
  children: ReactNode;
  onDrawn: (from: number, durationMinutes: number | null) => void;
}

/** A column's time, on which a slot is clicked or drawn with the mouse. Keys do the same through the cursor. */
export function Track({ children, onDrawn }: TrackProps) {
  const { drawn, handlers } = useDrawing(onDrawn);
  return (
    <div className={styles.track} role="presentation" {...handlers}>
      {children}
      {drawn && <DrawnSlot from={drawn.from} to={drawn.to} />}
    </div>
  );
}
