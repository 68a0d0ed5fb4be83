import type { CalendarDateTime } from "@internationalized/date";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

import { navigate, useAddress } from "../address";
import { DIALOGS } from "./dialogs";
import type { Frequency } from "./recurrence";
import type { Client } from "./booking-request";

/** Where somebody clicked. `start` is on the practice's clock; a duration is there only where one was drawn. */
export interface Slot {
  practitionerId: string;
  start: CalendarDateTime;
  durationMinutes?: number;
  /** What "Repeat from this appointment" brings with it. */
  client?: Client;
  kindId?: string;
  repeats?: Frequency;
}

/** What has just been saved. */
export interface Booked {
  words: string;
  appointmentIds: string[];
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

const AppointmentsContext = createContext<Appointments | null>(null);

export function useAppointments(): Appointments {
  const appointments = useContext(AppointmentsContext);
  if (!appointments) {
    throw new Error("There is no AppointmentsProvider above.");
  }
  return appointments;
}

export function AppointmentsProvider({ children }: { children: ReactNode }) {
  const { query } = useAddress();
  const opened = query.get("appointment");
  const [booking, setBooking] = useState<Slot | null>(null);
  const [booked, setBooked] = useState<Booked | null>(null);
  const forgetBooked = useCallback(() => setBooked(null), []);
  const appointments = useMemo(
    () => ({
      booking,
      booked,
      forgetBooked,
      book: (slot: Slot) => {
        forgetBooked();
        setBooking(slot);
      },
      open: (id: string) => navigate(addressWith(id)),
    }),
    [booking, booked, forgetBooked],
  );

  return (
    <AppointmentsContext value={appointments}>
      {children}
      {booking && (
        <DIALOGS.booking.Shown
          slot={booking}
          onClose={() => setBooking(null)}
          onBooked={(saved) => {
            setBooking(null);
            setBooked(saved);
          }}
        />
      )}
      {opened && (
        <DIALOGS.opened.Shown
          key={opened}
          appointmentId={opened}
          onClose={() => navigate(addressWith(null))}
        />
      )}
    </AppointmentsContext>
  );
}

/** This page's address, with an appointment open in it or without. */
function addressWith(appointmentId: string | null): string {
  const address = new URL(location.href);
  if (appointmentId) {
    address.searchParams.set("appointment", appointmentId);
  } else {
    address.searchParams.delete("appointment");
  }
  return `${address.pathname}${address.search}`;
}
