import type { CalendarDateTime } from "@internationalized/date";

import type { Opened } from "../api/appointment";
import { clock, duration, elapsed, spanInWords } from "../time/words";
import { told } from "../time/clocks";
import type { Presence, RoomState } from "./queries";

type Activity = RoomState["activities"][number];

export interface Standing {
  client: Presence;
  media: "none" | "connecting" | "connected" | "lost";
  /** null: not yet known. */
  signalling: "connected" | "lost" | "closed" | null;
  /** That the two are not connected has lasted too long to come right by itself. */
  isStuck: boolean;
}

export interface Client {
  name: string;
  phone: string | null;
}

/** Grace Whitfield, 10:00–10:30 */
export function titleOf(appointment: Opened): string {
  return `${appointment.client.name}, ${spanInWords(appointment)}`;
}

/** How the connection is, in words. What still goes on counts for more than what is being mended. */
export function connectionInWords(
  { client, media, signalling, isStuck }: Standing,
  { name, phone }: Client,
): string {
  if (media === "connected") {
    return "Connected";
  }
  if (signalling === null) {
    return "Connecting…";
  }
  if (signalling === "lost") {
    return "Connection lost. Trying again… You are still in the session.";
  }
  if (client === "lost") {
    return `${name}'s connection is lost. They can come back by the same link.`;
  }
  if (client !== "in_call") {
    return "Your connection is good";
  }
  if (isStuck) {
    return `The two devices cannot reach each other.${phone ? ` Ring ${phone}` : ""}`;
  }
  return media === "lost" ? "Connection lost. Trying again… You are still in the session." : "Connecting…";
}

/** Where the client is while nobody sees them: a heading, and more about it. */
export function absenceInWords(client: Presence, name: string, opensAt: string): [string, string] {
  switch (client) {
    case "left":
      return [`${name} has left`, "They can come back by the same link."];
    case "lost":
      return [`${name}'s connection is lost`, "They can come back by the same link."];
    case "absent":
      return [`${name} is not here yet`, `Their link lets them in from ${opensAt}.`];
    case "waiting":
    case "in_call":
      return ["", ""];
  }
}

/** Morven Kerr would stand in for you. · Dr Ada Okafor is in the room. */
export function colleagueInWords(
  hosted_by: RoomState["hosted_by"],
  { name }: NonNullable<RoomState["colleague"]>,
): string {
  const who = name ?? "A colleague";
  return hosted_by === "another" ? `${who} is in the room.` : `${who} would stand in for you.`;
}

const DEVICES = { phone: "on a phone", computer: "on a computer" };

/** Here for 2 min, on a phone */
export function hereInWords({ client_since, device }: Arrival, now: number): string {
  const since = client_since && `Here for ${elapsed(now - Date.parse(client_since))}`;
  return [since, device && DEVICES[device]].filter(Boolean).join(", ");
}

export type Arrival = Pick<RoomState, "client_since" | "device">;

/** 09:52 · 10:12, 18 min left · 10:34, 4 min over */
export function timeInWords({ starts_at, ends_at }: Times, now: number, shown: CalendarDateTime): string {
  const left = Date.parse(ends_at) - now;
  if (now < Date.parse(starts_at)) {
    return clock(shown);
  }
  return left > 0 ? `${clock(shown)}, ${duration(left)} left` : `${clock(shown)}, ${elapsed(-left)} over`;
}

type Times = Pick<RoomState, "starts_at" | "ends_at">;

interface Line {
  at: string;
  words: string;
}

/** What has happened so far, oldest first. What came several times in a row is one line. */
export function soFar(activities: readonly Activity[], name: string): Line[] {
  const lines: (Line & { count: number; once: string })[] = [];
  const inOrder = [...activities].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  let lostAt: number | null = null;
  for (const activity of inOrder) {
    const last = lines.at(-1);
    if (activity.kind === "rejoined" && lostAt !== null && last?.once === LOST) {
      const away = Math.max(1, Math.round((Date.parse(activity.at) - lostAt) / 1000));
      last.once = last.words = `${LOST} and back in ${away < 60 ? `${away} s` : duration(away * 1000)}`;
      continue;
    }
    lostAt = activity.kind === "lost" ? Date.parse(activity.at) : lostAt;
    const once = activityInWords(activity, name);
    if (once && last?.once === once) {
      last.count += 1;
      last.words = `${once} (${last.count} times)`;
    } else if (once) {
      lines.push({ at: clock(told(activity.at)), words: once, once, count: 1 });
    }
  }
  return lines.map(({ at, words }) => ({ at, words }));
}

const LOST = "Connection lost";

const BY_A_SCANNER = "by what looks like a mail scanner";

function activityInWords({ kind, scanner }: Activity, name: string): string | null {
  switch (kind) {
    case "opened":
      return scanner ? "Opened by a mail scanner" : "Link opened";
    case "joined":
      return scanner ? `Joined ${BY_A_SCANNER}` : "Joined the waiting room";
    case "rejoined":
      return scanner ? `Joined again ${BY_A_SCANNER}` : "Came back";
    case "taken_over":
      return scanner ? `Joined on another device ${BY_A_SCANNER}` : "Joined on another device";
    case "admitted":
      return `You admitted ${name}`;
    case "left":
      return `${name} left for now`;
    case "lost":
      return LOST;
    case "reissued":
      return "Link replaced by a new one";
    case "requested":
      return "Asked for the current link";
    default:
      return null; // the host's own coming and going, and the end, which the room itself shows
  }
}

/** What there is to read once a room is closed: a heading, and more about it. */
export function endInWords(
  { ended, activities, link }: Pick<RoomState, "ended" | "activities" | "link">,
  name: string,
): [string, string] | null {
  const last = activities.findLast(({ kind }) => kind === ended);
  const at = last ? ` at ${clock(told(last.at))}` : "";
  switch (ended) {
    case "concluded":
      return ["This session has ended", `The call was concluded${at}. Its link does not work any more.`];
    case "missed":
      return [`${name} did not attend`, `This was said${at}. The link does not work any more.`];
    case "abandoned":
      return ["This session has ended", "The call was over, and the link's time has passed."];
    case "expired":
      return ["The time for this session has passed", "Nobody was let in. The link does not work any more."];
    case null:
      return link.reason === "cancelled"
        ? ["This session is cancelled", "There is no call. Its link does not work any more."]
        : null;
  }
}
