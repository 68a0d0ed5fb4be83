import type { components } from "../api/generated/booking";
import type { IconName } from "../ui/icon";

type Status = components["schemas"]["Status"];

const STATUSES: Record<Status, { words: string; icon: IconName | null; tone: "ok" | "warn" | "" }> = {
  booked: { words: "booked", icon: null, tone: "" },
  attended: { words: "attended", icon: "check", tone: "ok" },
  concluded: { words: "concluded", icon: "check", tone: "ok" },
  missed: { words: "did not attend", icon: "alert", tone: "warn" },
  cancelled: { words: "cancelled", icon: "ban", tone: "" },
};

export function statusOf(status: Status) {
  return STATUSES[status];
}
