import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";

import { layInAddress, replaceInAddress, useAddress } from "../address";
import { settle, useLayerInAddress } from "../entries";
import { DIALOGS } from "./dialogs";
import type { Slot } from "./slot";
import { AppointmentsContext, type Booked } from "./use-appointments";

export function AppointmentsProvider({ children }: { children: ReactNode }) {
  const { query } = useAddress();
  const opened = query.get("appointment");
  const [booking, setBooking] = useState<Slot | null>(null);
  const [booked, setBooked] = useState<Booked | null>(null);
  useLayerInAddress(opened !== null, addressWithout);
  useEffect(settle, []);
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
      open: (id: string) => layInAddress(addressWith(id)),
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
          onClose={() => replaceInAddress(addressWithout())}
        />
      )}
    </AppointmentsContext>
  );
}

/** This page's address, with an appointment open in it. */
function addressWith(appointmentId: string): string {
  const address = new URL(location.href);
  address.searchParams.set("appointment", appointmentId);
  return `${address.pathname}${address.search}`;
}

function addressWithout(): string {
  const address = new URL(location.href);
  address.searchParams.delete("appointment");
  return `${address.pathname}${address.search}`;
}
