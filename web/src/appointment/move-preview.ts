import { type CalendarDate, toCalendarDate } from "@internationalized/date";

import type { components } from "../api/generated/booking";
import { clock, counted, dayAndMonth, listed, shortDay, spanInWords, wallClock } from "../time/words";
import type { Change } from "./expected";
import type { FoundDate } from "./findings";
import type { Choice, ChoiceWords } from "./preview";

type Schemas = components["schemas"];

/** What a move would do. */
export type MovePreview = Schemas["MovePreviewResponse"];
export type MoveLine = Schemas["MoveLineResponse"];
type Place = Schemas["SeriesAppointment"];

/** One that goes, with its new place. */
export type Going = MoveLine & { to: Place };

export function sessionsOf({ lines }: MovePreview): MoveLine[] {
  return lines.filter((line) => line.line === "session");
}

export function goingOf(preview: MovePreview): Going[] {
  return sessionsOf(preview).filter((line): line is Going => line.becomes === "moves" && line.to !== null);
}

/** Those that stay since something stands at their new place. */
export function hinderedOf(preview: MovePreview): MoveLine[] {
  return sessionsOf(preview).filter(({ becomes }) => becomes === "hindered");
}

/** The new places, as what speaks against them is asked about. */
export function newPlacesOf(preview: MovePreview): FoundDate[] {
  return goingOf(preview).map(({ to, findings }) => ({ start: wallClock(to.local_start), findings }));
}

/** 4 sessions: 3 move, 1 stays */
export function headingOf(preview: MovePreview): string {
  const { moves, stays } = preview;
  if (moves === 0) {
    return `Nothing would move: ${hinderedOf(preview).length > 1 ? "every" : "the"} new place is taken.`;
  }
  if (stays === 0) {
    return moves === 1 ? "1 session moves" : `${moves} sessions, all move`;
  }
  return `${moves + stays} sessions: ${moves} ${moves === 1 ? "moves" : "move"}, ${stays} ${stays === 1 ? "stays" : "stay"}`;
}

/** One day earlier, and at 14:00. From now on every week on Wednesday. */
export function sentenceOf(preview: MovePreview): string {
  const going = goingOf(preview);
  const changes = [
    common(going, ({ appointment, to }) => daysInWords(daysBetween(appointment, to))),
    common(going, ({ appointment, to }) =>
      changed(startOf(appointment), startOf(to), (time) => `at ${time}`),
    ),
    common(going, ({ appointment, to }) =>
      changed(lasting(appointment), lasting(to), (minutes) => `${minutes} min long`),
    ),
  ].filter((words) => words !== null);
  const last = changes.pop();
  const how = last && [changes.join(", "), last].filter(Boolean).join(", and ");
  return [
    how && `${how.charAt(0).toUpperCase()}${how.slice(1)}.`,
    preview.rule_words && `From now on ${preview.rule_words}.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** What is so of all of them; null where it is not, or there is nothing to say. */
function common(going: readonly Going[], words: (each: Going) => string | null): string | null {
  const said = new Set(going.map(words));
  const [only = null] = said;
  return said.size === 1 ? only : null;
}

function changed<T>(before: T, after: T, words: (after: T) => string): string | null {
  return before === after ? null : words(after);
}

function dayOf({ local_start }: Place): CalendarDate {
  return toCalendarDate(wallClock(local_start));
}

function startOf({ local_start }: Place): string {
  return clock(wallClock(local_start));
}

/** In minutes. */
function lasting({ starts_at, ends_at }: Place): number {
  return (Date.parse(ends_at) - Date.parse(starts_at)) / 60_000;
}

function daysBetween(before: Place, after: Place): number {
  return dayOf(after).compare(dayOf(before));
}

function daysInWords(days: number): string | null {
  if (days === 0) {
    return null;
  }
  const many = Math.abs(days);
  return `${many === 1 ? "one day" : `${many} days`} ${days < 0 ? "earlier" : "later"}`;
}

/** null where there is nothing to choose: nothing is taken, or nothing else would move. */
export function choiceOf(preview: MovePreview): ChoiceWords | null {
  const hindered = hinderedOf(preview);
  const [first] = hindered;
  if (!first || preview.moves === 0) {
    return null;
  }
  const others = preview.moves === 1 ? "the other one" : `the other ${preview.moves}`;
  const stay =
    hindered.length === 1
      ? `leave this one on ${placeInShort(first.appointment)}`
      : `leave these ${hindered.length} where they are`;
  return { skip: `Move ${others} and ${stay}`, none: "Move none: I will change the date or time" };
}

/** What has to be chosen or changed before it can be moved; undefined where it can. */
export function faultOfHindered(preview: MovePreview, choice: Choice | null): string | undefined {
  if (preview.moves === 0) {
    return `${headingOf(preview)} Change the date or time.`;
  }
  const hindered = hinderedOf(preview);
  if (hindered.length === 0 || choice === "skip") {
    return undefined;
  }
  return choice === "none"
    ? "Not moved: change the date or time."
    : `Choose what to do about ${listed(hindered.map(({ appointment }) => dayAndMonth(wallClock(appointment.local_start))))}.`;
}

/** How many sessions Move moves. */
export function movedBy(preview: MovePreview, choice: Choice | null): number {
  return faultOfHindered(preview, choice) ? 0 : preview.moves;
}

/** Which new places are taken, so that a choice holds only for those that it was made for. */
export function hinderedKey(preview: MovePreview): string {
  return hinderedOf(preview)
    .map(({ appointment, to }) => `${appointment.id} ${to?.starts_at ?? ""}`)
    .join(" ");
}

/** Thu 4 Nov 16:00 */
export function placeInShort(place: Place): string {
  return `${shortDay(wallClock(place.local_start))} ${startOf(place)}`;
}

/** Wed 27 Oct 2027 14:00–14:30 */
export function placeInWords(place: Place): string {
  const start = wallClock(place.local_start);
  return `${shortDay(start)} ${start.year} ${spanInWords(place)}`;
}

/** As its messages are asked about; null where nothing moves. */
export function changeOf(preview: MovePreview, notify: boolean): Change | null {
  const appointments = goingOf(preview).map(({ to }) => ({
    appointment_id: to.id,
    local_start: to.local_start,
    starts_at: to.starts_at,
    ends_at: to.ends_at,
  }));
  return appointments.length > 0
    ? { change: "moved", series_id: preview.series_id, notify, appointments }
    : null;
}

/** 3 sessions moved. The message goes out to …; `said` is null where nobody can say. */
export function doneInWords(count: number, said: string | null): string {
  return [`${counted(count, "session")} moved.`, said].filter(Boolean).join(" ");
}
