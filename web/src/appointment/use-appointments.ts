import { createContext, useContext } from "react";

import type { Change } from "./expected";
import type { Slot } from "./slot";

/** What has just been saved. */
export interface Booked {
  words: string;
  appointmentIds: string[];
  /** As its messages are asked about. */
  change: Change;
}

/** How every other room opens an appointment's dialogs. */
export interface Appointments {
  /** The slot that is being booked now. */
  booking: Slot | null;
  /** Until it was said long enough, or somebody goes on. */
  booked: Booked | null;
  forgetBooked: () => void;
  book: (slot: Slot) => void;
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
