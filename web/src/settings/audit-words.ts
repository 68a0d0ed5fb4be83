/** What was done, in words: by the service's own name of it. One that is not known here is of a later release. */
const WORDS: Record<string, string> = {
  practice_created: "Made the practice",
  practice_changed: "Changed the practice",
  practitioner_added: "Added a practitioner",
  client_added: "Added a client",
  kind_added: "Added an appointment type",
  series_booked: "Booked",
  link_shown: "Was shown a link",
  attended: "Noted that the client attended",
  missed: "Noted that the client did not attend",
  cancelled: "Cancelled, and had the client told",
  cancelled_untold: "Cancelled, without telling the client",
  rezoned: "Moved, after a change of the zone's rules",
  room_opened: "Opened the room",
  stood_in: "Stood in for the practitioner",
  room_handed_over: "Handed the session over",
  client_admitted: "Admitted the client",
  call_concluded: "Concluded the session",
  client_missed: "Noted in the room that the client did not attend",
  link_reissued: "Replaced the link",
  rule_changed: "Changed a rule for messages",
};

export interface Deed {
  action: string;
  details: Record<string, unknown>;
}

export function deedInWords({ action, details }: Deed): string {
  if (action === "refused") {
    return `Was refused: ${plain(details.operation)} (${plain(details.why)})`;
  }
  return WORDS[action] ?? plain(action);
}

function plain(name: unknown): string {
  return typeof name === "string" ? name.replaceAll(/[_-]/g, " ") : "";
}
