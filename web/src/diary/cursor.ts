import { type Block, DAY } from "./layout";

/** Where the arrow keys stop in a column: each appointment, and each quarter of an hour that is free. */
export interface Stop {
  from: number;
  to: number;
  appointmentId: string | null;
}

export const STEP = 15; // minutes
const NEW = 30; // minutes that a free slot is drawn, where they are free

/** A cancelled appointment is a stop, and its time is free all the same. */
export function stopsOf(blocks: readonly Block[]): Stop[] {
  const live = blocks.filter((block) => !block.cancelled);
  const stops: Stop[] = blocks.map(({ id, from, to }) => ({ from, to, appointmentId: id }));
  for (let from = 0; from < DAY; from += STEP) {
    if (!live.some((block) => block.from < from + STEP && block.to > from)) {
      const next = Math.min(DAY, ...live.filter((block) => block.from >= from).map((block) => block.from));
      stops.push({ from, to: Math.min(from + NEW, next), appointmentId: null });
    }
  }
  return stops.sort(
    (a, b) => a.from - b.from || Number(a.appointmentId !== null) - Number(b.appointmentId !== null),
  );
}

/** The stop that is meant: the appointment itself, else the slot at that time, else what covers that time. */
export function stopAt(stops: readonly Stop[], at: number, appointmentId: string | null): Stop {
  const meant =
    stops.find((stop) => appointmentId !== null && stop.appointmentId === appointmentId) ??
    stops.find((stop) => stop.appointmentId === null && stop.from <= at && at < stop.from + STEP) ??
    stops.findLast((stop) => stop.from <= at && at < stop.to) ??
    stops.findLast((stop) => stop.from <= at) ??
    stops[0];
  return meant ?? { from: at, to: at + STEP, appointmentId: null };
}

/** The stop so many stops further; at the day's ends it stays. */
export function moved(stops: readonly Stop[], current: Stop, by: number): Stop {
  const index = stops.findIndex(
    (stop) => stop.from === current.from && stop.appointmentId === current.appointmentId,
  );
  return stops[Math.max(0, Math.min(stops.length - 1, index + by))] ?? current;
}

/** The slot to book where the cursor stands: there, or the first free one after what stands there. */
export function slotFrom(stops: readonly Stop[], current: Stop): Stop {
  if (current.appointmentId === null) {
    return current;
  }
  return stops.find((stop) => stop.appointmentId === null && stop.from >= current.from) ?? current;
}
