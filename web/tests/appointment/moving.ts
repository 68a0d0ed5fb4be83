import type { Opened } from "../../src/api/appointment";
import type { MoveLine, MovePreview } from "../../src/appointment/move-preview";

const NAMES = ["first", "second", "third", "fourth"] as const;

/** A place on these clocks, an hour behind which is UTC: 2027-10-07 16:00 */
export function place(local: string, minutes = 30, id: string = NAMES[0]): MoveLine["appointment"] {
  const [day = "", time = ""] = local.split(" ");
  const start = new Date(`${day}T${time}:00Z`);
  const end = new Date(start.getTime() + minutes * 60_000);
  const utc = (at: Date) => new Date(at.getTime() - 3_600_000).toISOString();
  return {
    id,
    number: NAMES.findIndex((name) => name === id) + 1,
    local_start: start.toISOString().slice(0, 19),
    local_end: end.toISOString().slice(0, 19),
    rule_start: start.toISOString().slice(0, 19),
    fold: 0,
    twice: false,
    utc_offset: "+01:00",
    end_utc_offset: "+01:00",
    starts_at: utc(start),
    ends_at: utc(end),
    status: "booked",
    shifted: null,
    accepted: [],
  };
}

/** Thursdays at 16:00 from 7 October on. */
export const THURSDAYS = NAMES.map((id, index) =>
  place(`2027-10-${String(7 + index * 7).padStart(2, "0")} 16:00`, 30, id),
);

export function line(becomes: MoveLine["becomes"], index: number, to: string | null, minutes = 30): MoveLine {
  const appointment = THURSDAYS[index] ?? place("2027-10-07 16:00");
  const taken = {
    appointment_id: "priya",
    words: "Dr. Adeyemi is with Priya Nair, 14:00 to 14:45",
    booked_by: null,
  };
  return {
    line: "session",
    becomes,
    appointment,
    to: to ? place(to, minutes, appointment.id) : null,
    conflicts: becomes === "hindered" ? [taken] : [],
    findings: [],
  };
}

export function preview(lines: MovePreview["lines"], rule: string | null = null, version = 3): MovePreview {
  const becomes = lines.map((each) => (each.line === "session" ? each.becomes : null));
  return {
    series_id: "series",
    version,
    etag: `"1.${version}"`,
    kind: { id: "follow-up", name: "Video follow-up", video: true },
    zone: "Europe/London",
    zone_words: "UK time",
    moves: becomes.filter((each) => each === "moves").length,
    stays: becomes.filter((each) => each === "hindered" || each === "apart").length,
    rule_words: rule,
    scopes: [],
    lines,
  };
}

/** The second of them, as it is opened. */
export const SECOND = {
  ...THURSDAYS[1],
  of: 4,
  position: "2nd of 4",
  kind: { id: "follow-up", name: "Video follow-up", colour: "blue", video: true },
  client: { id: "maya", name: "Maya Lindgren", recipients: [{ role: "client", email: "maya@mail.example" }] },
  practitioner: { id: "adeyemi", name: "Dr. Adeyemi" },
  series: { recurrence: { words: "every week on Thursday" }, appointments: THURSDAYS },
} as unknown as Opened;
