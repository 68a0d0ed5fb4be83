import { useEffect } from "react";

import { announce } from "../ui/live-region";
import type { DiaryAppointment } from "./words";

/** Says each client who comes, once. */
export function useSaidWaiting(appointments: readonly DiaryAppointment[]): void {
  const ids = appointments.map(({ id }) => id).join(" ");
  const words = appointments.map(({ client, practitioner, scanner_waits }) =>
    scanner_waits
      ? `What looks like a mail scanner has joined by the link of ${client.name}.`
      : `${client.name} is waiting for ${practitioner.name}.`,
  );
  const said = words.join(" ");
  useEffect(() => {
    if (ids) {
      announce(said);
    }
  }, [ids, said]);
}
