import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";

import { layInAddress, replaceInAddress, useAddress } from "../address";
import { settle, useLayerInAddress } from "../entries";
import { DIALOGS } from "./dialogs";
import type { Slot } from "./slot";
import { AppointmentsContext, type Move, type Saved } from "./use-appointments";

export function AppointmentsProvider({ children }: { children: ReactNode }) {
  const { query } = useAddress();
  const opened = query.get("appointment");
  const [booking, setBooking] = useState<Slot | null>(null);
  const [moving, setMoving] = useState<Move | null>(null);
  const [saved, setSaved] = useState<Saved | null>(null);
  useLayerInAddress(opened !== null, addressWithout);
  useEffect(settle, []);
  const forgetSaved = useCallback(() => setSaved(null), []);
  const appointments = useMemo(
    () => ({
      booking,
      saved,
      forgetSaved,
      say: setSaved,
      book: (slot: Slot) => {
        forgetSaved();
        setBooking(slot);
      },
      move: (move: Move) => {
        forgetSaved();
        setMoving(move);
      },
      open: (id: string) => layInAddress(addressWith(id)),
    }),
    [booking, saved, forgetSaved],
  );

  return (
    <AppointmentsContext value={appointments}>
      {children}
      {booking && (
        <DIALOGS.booking.Shown
          slot={booking}
          onClose={() => setBooking(null)}
          onBooked={(booked) => {
            setBooking(null);
            setSaved(booked);
          }}
        />
      )}
      {moving && (
        <DIALOGS.moving.Shown
          {...moving}
          onClose={() => setMoving(null)}
          onMoved={(moved) => {
            setMoving(null);
            setSaved(moved);
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
