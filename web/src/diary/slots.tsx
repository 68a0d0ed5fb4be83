import { Icon } from "../ui/icon";
import type { Stop } from "./cursor";
import { drawnAt } from "./drawn-at";
import styles from "./slots.module.css";
import { clockOf } from "./words";

/** The free time that the cursor is on. */
export function SlotCell({ stop, name, onBook }: { stop: Stop; name: string; onBook: () => void }) {
  return (
    <button
      type="button"
      role="gridcell"
      {...drawnAt(stop, styles.slot)}
      tabIndex={0}
      aria-label={name}
      // A click with the mouse is the track's: it may become a drawn slot. Enter counts no clicks.
      onClick={(event) => event.detail === 0 && onBook()}
    >
      <Icon name="plus" />
      New, {clockOf(stop.from)}
    </button>
  );
}

/** What is drawn with the mouse. */
export function DrawnSlot({ from, to }: { from: number; to: number }) {
  return (
    <div {...drawnAt({ from, to }, styles.slot, styles.drawn)}>
      {clockOf(from)}–{clockOf(to)}
    </div>
  );
}
