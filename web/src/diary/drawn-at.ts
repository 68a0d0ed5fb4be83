import type { CSSProperties } from "react";

import type { Place } from "./layout";

/** For an element that stands in a column where its time is. */
export function drawnAt({ from, to, left = 0, width = 1 }: Partial<Place> & Pick<Place, "from" | "to">) {
  return { "--from": from, "--to": to, "--left": left, "--width": width } as CSSProperties;
}
