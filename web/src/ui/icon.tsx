import type { ReactNode } from "react";

import styles from "./icon.module.css";

/** Strokes on a field of 24 by 24. An icon never stands alone: words beside it, or an accessible name, say the same. */
const strokes = {
  alert: (
    <>
      <path d="M12 4 2.500 20h19L12 4Z" />
      <path d="M12 10v4.500M12 17.300v.2" />
    </>
  ),
  ban: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M6 6l12 12" />
    </>
  ),
  cal: (
    <>
      <rect x="3.500" y="5" width="17" height="15.500" rx="2" />
      <path d="M3.500 10h17M8 3v4M16 3v4" />
    </>
  ),
  check: (
    <>
      <path d="M5 12.500l4.500 4.500L19 7.500" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5l3.500 2" />
    </>
  ),
  copy: (
    <>
      <rect x="8.500" y="8.500" width="12" height="12" rx="2" />
      <path d="M15.500 8.500v-3a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3" />
    </>
  ),
  dots: (
    <>
      <path strokeWidth="3" d="M5.500 12h.1M12 12h.1M18.500 12h.1" />
    </>
  ),
  down: (
    <>
      <path d="M6 9l6 6 6-6" />
    </>
  ),
  eye: (
    <>
      <path d="M2 12s3.500-7 10-7 10 7 10 7-3.500 7-10 7S2 12 2 12Z" />
      <circle cx="12" cy="12" r="3" />
    </>
  ),
  leave: (
    <>
      <path d="M14 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h8" />
      <path d="M10 12h11M17.500 8.500 21 12l-3.500 3.500" />
    </>
  ),
  left: (
    <>
      <path d="M15 5l-7 7 7 7" />
    </>
  ),
  link: (
    <>
      <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700l-1.300 1.300" />
      <path d="M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1.300-1.300" />
    </>
  ),
  mail: (
    <>
      <rect x="3" y="5" width="18" height="14" rx="2" />
      <path d="M3.500 7.500 12 13l8.500-5.500" />
    </>
  ),
  mic: (
    <>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3" />
    </>
  ),
  pause: (
    <>
      <path d="M9 6v12M15 6v12" />
    </>
  ),
  phone: (
    <>
      <path d="M5 4h4l1.7 4.3-2.3 1.6a12 12 0 0 0 5.7 5.7l1.6-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5C10.600 20 4 13.400 3.500 5.600A1.500 1.500 0 0 1 5 4Z" />
    </>
  ),
  place: (
    <>
      <path d="M12 21s7-6 7-11.500A7 7 0 0 0 5 9.500C5 15 12 21 12 21Z" />
      <circle cx="12" cy="9.500" r="2.500" />
    </>
  ),
  plus: (
    <>
      <path d="M12 5v14M5 12h14" />
    </>
  ),
  repeat: (
    <>
      <path d="M17 3l3.500 3.500L17 10" />
      <path d="M3.500 11.500V10A3.500 3.500 0 0 1 7 6.500h13.500" />
      <path d="M7 21l-3.500-3.500L7 14" />
      <path d="M20.500 12.500V14a3.500 3.500 0 0 1-3.500 3.500H3.500" />
    </>
  ),
  right: (
    <>
      <path d="M9 5l7 7-7 7" />
    </>
  ),
  robot: (
    <>
      <rect x="4" y="8" width="16" height="11" rx="2" />
      <path d="M12 8V4M9 13v1M15 13v1" />
    </>
  ),
  signal: (
    <>
      <path d="M5 19v-4M12 19v-9M19 19V5" />
    </>
  ),
  skip: (
    <>
      <path d="M5 12h14" />
    </>
  ),
  sound: (
    <>
      <path d="M4 9.500v5h3.500L13 19V5L7.500 9.500H4Z" />
      <path d="M16.500 9a4 4 0 0 1 0 6M19 6.500a8 8 0 0 1 0 11" />
    </>
  ),
  text: (
    <>
      <path d="M4 5h16v11H11l-5 4v-4H4V5Z" />
    </>
  ),
  user: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4 20.500c.8-4 4-6 8-6s7.200 2 8 6" />
    </>
  ),
  video: (
    <>
      <rect x="2.5" y="6" width="13" height="12" rx="2.5" />
      <path d="M15.5 10.5 21.5 7v10l-6-3.5" />
    </>
  ),
  x: (
    <>
      <path d="M6 6l12 12M18 6L6 18" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof strokes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 24 24" aria-hidden="true">
      {strokes[name]}
    </svg>
  );
}
