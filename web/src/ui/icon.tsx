import styles from "./icon.module.css";

/**
 * Strokes on a field of 24 by 24, one path each: a diary shows hundreds. An icon never stands alone: words beside it, or
 * an accessible name, say the same.
 */
const strokes = {
  arrow: "M4 12h15M13.5 6.5 19 12l-5.5 5.5",
  alert: "M12 4 2.5 20h19L12 4ZM12 10v4.5M12 17.3v.2",
  ban: "M3 12a9 9 0 1 0 18 0 9 9 0 1 0 -18 0ZM6 6l12 12",
  cal: "M5.5 5h13a2 2 0 0 1 2 2v11.5a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-11.5a2 2 0 0 1 2-2ZM3.5 10h17M8 3v4M16 3v4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M3 12a9 9 0 1 0 18 0 9 9 0 1 0 -18 0ZM12 7v5l3.5 2",
  copy: "M10.5 8.5h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2ZM15.5 8.5v-3a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3",
  down: "M6 9l6 6 6-6",
  eye: "M2 12s3.5-7 10-7 10 7 10 7-3.5 7-10 7S2 12 2 12ZM9 12a3 3 0 1 0 6 0 3 3 0 1 0 -6 0Z",
  leave: "M14 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h8M10 12h11M17.5 8.5 21 12l-3.5 3.5",
  left: "M15 5l-7 7 7 7",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.3 1.3M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.3-1.3",
  mail: "M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-14a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2ZM3.5 7.5 12 13l8.5-5.5",
  mic: "M12 3h0a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3h0a3 3 0 0 1-3-3v-5a3 3 0 0 1 3-3ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3",
  move: "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
  pause: "M9 6v12M15 6v12",
  phone:
    "M5 4h4l1.7 4.3-2.3 1.6a12 12 0 0 0 5.7 5.7l1.6-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5C10.6 20 4 13.4 3.5 5.6A1.5 1.5 0 0 1 5 4Z",
  pin: "M12 15v6M8 3h8l-1 6 3 4v2H6v-2l3-4-1-6Z",
  place: "M12 21s7-6 7-11.5A7 7 0 0 0 5 9.5C5 15 12 21 12 21ZM9.5 9.5a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0 -5 0Z",
  plus: "M12 5v14M5 12h14",
  repeat:
    "M17 3l3.5 3.5L17 10M3.5 11.5V10A3.5 3.5 0 0 1 7 6.5h13.5M7 21l-3.5-3.5L7 14M20.5 12.5V14a3.5 3.5 0 0 1-3.5 3.5H3.5",
  right: "M9 5l7 7-7 7",
  robot: "M6 8h12a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-12a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM12 8V4M9 13v1M15 13v1",
  signal: "M5 19v-4M12 19v-9M19 19V5",
  skip: "M5 12h14",
  text: "M4 5h16v11H11l-5 4v-4H4V5Z",
  user: "M8 8a4 4 0 1 0 8 0 4 4 0 1 0 -8 0ZM4 20.5c.8-4 4-6 8-6s7.2 2 8 6",
  video:
    "M5 6h8a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1-2.5 2.5h-8a2.5 2.5 0 0 1-2.5-2.5v-7a2.5 2.5 0 0 1 2.5-2.5ZM15.5 10.5 21.5 7v10l-6-3.5",
  x: "M6 6l12 12M18 6L6 18",
};

export type IconName = keyof typeof strokes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 24 24" aria-hidden="true">
      <path d={strokes[name]} />
    </svg>
  );
}
