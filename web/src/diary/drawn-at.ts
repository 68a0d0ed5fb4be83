import type { CSSProperties } from "react";

import { looks } from "../ui/looks";
import styles from "./drawn-at.module.css";
import type { Place } from "./layout";

/** For an element that stands in a column where its time is, and looks so besides. */
export function drawnAt(
  { from, to, left = 0, width = 1 }: Pick<Place, "from" | "to"> & Partial<Place>,
  ...classes: Parameters<typeof looks>
) {
  return {
    className: looks(styles.placed, ...classes),
    style: { "--from": from, "--to": to, "--left": left, "--width": width } as CSSProperties,
  };
}
