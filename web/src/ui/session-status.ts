import type { components } from "../api/generated/booking";
import { clock } from "../time/words";
import { told } from "../time/clocks";
import type { IconName } from "./icon";
import type { Tone } from "./tag";

type Status = components["schemas"]["Status"];

const STATUSES: Record<Status, { words: string; icon: IconName | null; tone?: Tone }> = {
  booked: { words: "booked", icon: null },
  attended: { words: "attended", icon: "check", tone: "ok" },
  missed: { words: "did not attend", icon: "alert", tone: "warn" },
  cancelled: { words: "cancelled", icon: "ban" },
};

export function statusOf(status: Status) {
  return STATUSES[status];
}

type Session = Pick<components["schemas"]["OpenedAppointment"], "call">;

/** "The client is waiting, since 09:50."; null where nobody is in the room. */
export function presenceInWords({ call }: Session): string | null {
  if (call?.ended !== null || call.client_since === null) {
    return null;
  }
  const since = clock(told(call.client_since));
  switch (call.client) {
    case "waiting":
      return `The client is waiting, since ${since}.`;
    case "in_call":
      return `The client is in the call, since ${since}.`;
    case "lost":
      return `The client's connection is lost, since ${since}.`;
    case "left":
      return `The client left at ${since}.`;
    case "absent":
      return null;
  }
}
