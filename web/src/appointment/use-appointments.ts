import type { CalendarDateTime } from "@internationalized/date";
import { createContext, useContext } from "react";

import type { Change } from "./expected";
import type { Slot } from "./slot";

/** How a change can be taken back, before its client is told of it. */
export interface Undoable {
  seriesId: string;
  /** Of the series as the change has made it. */
  etag: string;
  /** ISO 8601. */
  until: string;
}

/** What has just been saved. */
export interface Saved {
  words: string;
  appointmentIds: string[];
  /** As its messages are asked about; null where that cannot be. */
  change: Change | null;
  /** Which appointment Show opens; null where what was saved is before one's eyes. */
  shows: string | null;
  /** null where it cannot be taken back. */
  undo: Undoable | null;
}

/** Which session is to be moved. `start` is where it was dragged to; null: that is yet to be chosen. */
export interface Move {
  appointmentId: string;
  start: CalendarDateTime | null;
}

/** How every other room opens an appointment's dialogs. */
export interface Appointments {
  /** The slot that is being booked now. */
  booking: Slot | null;
  /** Until it was said long enough, or somebody goes on. */
  saved: Saved | null;
  forgetSaved: () => void;
  say: (saved: Saved) => void;
  book: (slot: Slot) => void;
  move: (move: Move) => void;
  /** Stands in the address (`?appointment=…`), so that Back from the summary comes back to it. */
  open: (appointmentId: string) => void;
}

export const AppointmentsContext = createContext<Appointments | null>(null);

export function useAppointments(): Appointments {
  const appointments = useContext(AppointmentsContext);
  if (!appointments) {
    throw new Error("There is no AppointmentsProvider above.");
  }
  return appointments;
}
