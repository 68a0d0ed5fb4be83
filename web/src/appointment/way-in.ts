import type { components } from "../api/generated/booking";
import type { Role } from "../session/session";
import { duration, nearDay } from "../time/words";
import { nowBeside, timeForViewer, told } from "../time/clocks";

/** What is to be known of an appointment before its room is opened. */
export type Session = Pick<
  components["schemas"]["OpenedAppointment"],
  "id" | "starts_at" | "join_from" | "join_until" | "zone_words" | "status" | "practitioner"
>;

/** Whether its room opens at once, after a question, or not; null: it has no video. */
export type WayIn = { to: string; question: string | null } | { refusal: string } | null;

/** `now` in ms since 1970. */
export function wayIn(session: Session, roles: readonly Role[], now: number): WayIn {
  const { id, join_from, join_until, starts_at, zone_words, status } = session;
  if (join_from === null || join_until === null) {
    return null;
  }
  switch (status) {
    case "cancelled":
      return { refusal: "This session is cancelled." };
    case "missed":
      return { refusal: "The client did not attend this session." };
    case "attended":
      return { refusal: "This session has ended." };
    case "booked":
  }
  if (now >= Date.parse(join_until)) {
    return { refusal: "This session's time has passed." };
  }
  const from = Date.parse(join_from);
  if (!roles.includes("clinician")) {
    const at = `${nearDay(told(join_from), nowBeside(join_from, now))}, ${timeForViewer(join_from, zone_words)}`;
    const when =
      now < from
        ? `The room can be used from ${at}, in ${duration(from - now)}.`
        : `The room can be used since ${at}.`;
    return { refusal: `${when} Only a clinician can open it.` };
  }
  return {
    to: `/appointments/${id}/room`,
    question:
      now < from
        ? `This session starts in ${duration(Date.parse(starts_at) - now)}. Open the room now?`
        : null,
  };
}
