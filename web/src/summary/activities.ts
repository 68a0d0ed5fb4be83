import type { components } from "../api/generated/booking";
import type { IconName } from "../ui/icon";

export type Activity = components["schemas"]["SummaryActivity"];

interface Told {
  icon: IconName;
  what: string;
  who: string;
}

/** What happened at the link or in the room, and through whom; null where nobody wants to know. */
export function activityInWords({ kind, scanner, count, who }: Activity, isLive: boolean): Told | null {
  const by = who ? `By ${who}` : "By the clinician";
  const times = count > 1 ? ` ${count} times` : "";
  switch (kind) {
    case "opened":
      return scanner
        ? {
            icon: "robot",
            what: `Opened by a mail scanner${times}`,
            who: isLive ? "Not a person. The link still works." : "Not a person.",
          }
        : { icon: "link", what: `Opened${times}`, who: "Client" };
    case "joined":
      return joined("Joined, waiting to be let in", scanner);
    case "rejoined":
      return joined("Came back", scanner);
    case "taken_over":
      return joined("Joined on another device, waiting to be let in", scanner);
    case "admitted":
      return { icon: "user", what: "Let in", who: by };
    case "left":
      return { icon: "leave", what: "Left for now", who: "Client" };
    case "lost":
      return { icon: "signal", what: "Connection lost", who: "Client" };
    case "host_entered":
    case "host_left":
      return null; // of no concern to the client, and often
    case "concluded":
      return { icon: "check", what: "Concluded", who: `${by}. The link ended with it.` };
    case "missed":
      return { icon: "ban", what: "Did not attend", who: `${by}. The link ended with it.` };
    case "abandoned":
      return {
        icon: "clock",
        what: "Ended",
        who: "Nobody concluded the call before the link's time had passed.",
      };
    case "expired":
      return { icon: "clock", what: "Ended", who: "The link's time had passed." };
    case "reissued":
      return {
        icon: "repeat",
        what: "Link replaced by a new one",
        who: `By ${who ?? "the practice"}. The old one ended.`,
      };
    case "requested":
      return { icon: "mail", what: "Asked for the current link", who: "On a link's page" };
  }
}

/** A guess, which refuses nobody. */
function joined(what: string, scanner: boolean): Told {
  return scanner
    ? { icon: "robot", what, who: "What looks like a mail scanner, and not like a person." }
    : { icon: "user", what, who: "Client" };
}
