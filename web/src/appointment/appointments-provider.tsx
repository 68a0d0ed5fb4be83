import { type ReactNode, useCallback, useMemo, useState } from "react";

import { navigate, useAddress } from "../address";
import { DIALOGS } from "./dialogs";
import type { Slot } from "./slot";
import { AppointmentsContext, type Booked } from "./use-appointments";

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
