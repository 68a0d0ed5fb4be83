// @vitest-environment happy-dom
import { CalendarDateTime } from "@internationalized/date";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { NewAppointment } from "../../src/appointment/new-appointment";
import { json, later, lost, Services, show } from "../page";

const KIND = { id: "follow-up", name: "Follow-up", colour: "blue", video: true, duration_minutes: 30 };
const PRACTITIONER = { id: "adeyemi", name: "Dr. Adeyemi", own: false };
const SLOT = {
  practitionerId: PRACTITIONER.id,
  start: new CalendarDateTime(2027, 10, 21, 10, 0),
  durationMinutes: 30,
  client: { id: "grace", name: "Grace Whitfield", recipients: [] },
  kindId: KIND.id,
};
const PREVIEW = "POST /booking/v1/series:preview";
const SAVE = "POST /booking/v1/series";
const SAVED = {
  client_id: "grace",
  kind: { id: "follow-up", video: true },
  zone: "Europe/London",
  appointments: [{ id: "first", starts_at: "2027-10-21T09:00:00Z", ends_at: "2027-10-21T09:30:00Z" }],
};

let services: Services;
const onBooked = vi.fn();
const onClose = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
  services = new Services();
  services.answer("GET /booking/v1/appointment-kinds", [KIND]);
  services.answer("GET /booking/v1/practitioners", [PRACTITIONER]);
  services.answer("POST /notifications/v1/expected-messages", { messages: [], warnings: [], said: "" });
  services.answer(PREVIEW, preview({ 21: [] }));
});

/** What each of these days of October has booked already. */
function preview(days: Record<number, string[]>) {
  return {
    recurrence: null,
    zone: "Europe/London",
    lines: Object.entries(days).map(([day, taken], index) => ({
      line: "date",
      number: taken.length > 0 ? null : index + 1,
      local_start: `2027-10-${day}T10:00:00`,
      fold: 0,
      twice: false,
      local_end: `2027-10-${day}T10:30:00`,
      starts_at: `2027-10-${day}T09:00:00Z`,
      ends_at: `2027-10-${day}T09:30:00Z`,
      findings: [] as { code: string; words: string }[],
      conflicts: taken.map((id) => ({
        appointment_id: id,
        words: `${id} is there`,
        booked_by: "Morven Kerr",
      })),
    })),
  };
}

function book() {
  return show(<NewAppointment slot={SLOT} onClose={onClose} onBooked={onBooked} />);
}

async function shown(heading: string): Promise<void> {
  await screen.findByRole("heading", { name: heading });
  await waitFor(() =>
    expect(screen.getByRole("list", { name: "Dates" }).getAttribute("aria-busy")).toBe("false"),
  );
}

function press(name: string): void {
  fireEvent.click(screen.getByRole("button", { name }));
}

test("a save whose answer was lost is tried again with the same key, and books once", async () => {
  services.answer(SAVE, lost, SAVED);
  book();
  await shown("1 date, free");
  press("Save Ctrl ↵");
  const said = await screen.findByText(/Not sure whether this was saved: the connection dropped/);
  expect(said.textContent).toContain("it cannot book twice");
  expect(onBooked).not.toHaveBeenCalled();
  press("Try again");
  await waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  const [first, second] = services.to(SAVE);
  expect(first?.request.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f-]{36}$/);
  expect(second?.request.headers.get("Idempotency-Key")).toBe(first?.request.headers.get("Idempotency-Key"));
  expect(second?.body).toEqual(first?.body);
});

test("while nobody knows whether it was saved, its own session does not show as taken", async () => {
  services.answer(PREVIEW, preview({ 21: [] }), preview({ 21: ["its own"] }));
  services.answer(SAVE, lost, SAVED);
  const queries = book();
  await shown("1 date, free");
  press("Save Ctrl ↵");
  await screen.findByText(/Not sure whether this was saved/);
  await queries.invalidateQueries({ queryKey: ["diary"] });
  expect(services.to(PREVIEW)).toHaveLength(1);
  press("Try again");
  await waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
});

test("a preview that comes after a newer one is not shown", async () => {
  const first = later(preview({ 21: ["an earlier one"] }));
  const second = later(preview({ 21: [] }));
  services.answer(PREVIEW, first.answer, second.answer);
  book();
  await waitFor(() => expect(services.to(PREVIEW)).toHaveLength(1));
  fireEvent.change(screen.getByRole("textbox", { name: "Minutes" }), { target: { value: "20" } });
  await waitFor(() => expect(services.to(PREVIEW)).toHaveLength(2));
  second.come();
  await shown("1 date, free");
  first.come();
  await new Promise((resume) => setTimeout(resume, 50));
  expect(screen.getByRole("heading", { name: "1 date, free" })).toBeTruthy();
  expect(screen.queryByText("an earlier one is there")).toBeNull();
});

test("whoever saves before the preview is there is asked for what it says", async () => {
  const slow = later(preview({ 21: [], 28: ["Priya Nair"] }));
  services.answer(PREVIEW, slow.answer);
  book();
  await waitFor(() => expect(services.to(PREVIEW)).toHaveLength(1));
  press("Save Ctrl ↵");
  slow.come();
  expect(await screen.findByText("Choose what to do about 28 October.")).toBeTruthy();
  expect(services.to(SAVE)).toHaveLength(0);
});

test("a save that is refused for what others booked meanwhile shows it, and takes a choice", async () => {
  services.answer(PREVIEW, preview({ 21: [], 28: [] }), preview({ 21: [], 28: ["Priya Nair"] }));
  const taken = { type: "/problems/slots-taken", conflicts: [{ local_start: "2027-10-28T10:00:00" }] };
  services.answer(SAVE, () => json(taken, 409), SAVED);
  book();
  await shown("2 dates, all free");
  press("Save Ctrl ↵");
  await screen.findByText(/Not booked: 28 October was taken while you were typing/);
  await shown("2 dates: 1 free, 1 taken");
  expect(onBooked).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("radio", { name: "Book the other one and skip this one" }));
  press("Save Ctrl ↵");
  await waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  expect(services.to(SAVE).map(({ body }) => (body as { on_conflict: string }).on_conflict)).toEqual([
    "reject",
    "skip",
  ]);
});

test("of a time that the clocks show twice it is asked which one is meant, and another time is the first again", async () => {
  const twice = preview({ 31: [] });
  twice.lines = twice.lines.map((line) => ({ ...line, twice: true }));
  services.answer(PREVIEW, preview({ 21: [] }), twice);
  const queries = book();
  await shown("1 date, free");
  expect(screen.queryByRole("radio")).toBeNull();
  await queries.invalidateQueries({ queryKey: ["diary"] });
  await screen.findByRole("group", { name: "10:00 comes twice on Sunday 31 October. Which one?" });
  const first = screen.getByRole<HTMLInputElement>("radio", { name: "The first, before the clocks go back" });
  expect(first.checked).toBe(true);
  fireEvent.click(screen.getByRole("radio", { name: "The second, after the clocks have gone back" }));
  services.answer(SAVE, SAVED);
  press("Save Ctrl ↵");
  await waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  expect((services.to(SAVE)[0]?.body as { fold: number }).fold).toBe(1);
});

const ELSEWHERE = {
  code: "client_elsewhere",
  words: "Grace Whitfield is with Morven Kerr, 10:00 to 10:30",
};

test("what speaks against a date is asked before it is booked, and goes with what is saved", async () => {
  const found = preview({ 21: [] });
  found.lines[0]?.findings.push(ELSEWHERE);
  services.answer(PREVIEW, found);
  services.answer(SAVE, SAVED);
  book();
  const question = await screen.findByRole("checkbox", { name: `Book anyway: ${ELSEWHERE.words}` });
  press("Save Ctrl ↵");
  await screen.findByText("Say that it is to be booked anyway, or change the date or time.");
  expect(services.to(SAVE)).toHaveLength(0);
  fireEvent.click(question);
  press("Save Ctrl ↵");
  await waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
  expect((services.to(SAVE)[0]?.body as { accept: string[] }).accept).toEqual(["client_elsewhere"]);
  expect((services.to(PREVIEW)[0]?.body as { client_id: string }).client_id).toBe("grace");
});

test("what has come to speak against a date since is said, and asked", async () => {
  const found = preview({ 21: [] });
  found.lines[0]?.findings.push(ELSEWHERE);
  services.answer(PREVIEW, preview({ 21: [] }), found);
  const refusal = {
    type: "/problems/findings-not-accepted",
    findings: [{ ...ELSEWHERE, local_start: "2027-10-21T10:00" }],
  };
  services.answer(SAVE, () => json(refusal, 409), SAVED);
  book();
  await shown("1 date, free");
  press("Save Ctrl ↵");
  await screen.findByText(`Not booked. 21 October: ${ELSEWHERE.words}. The list asks about it now.`);
  fireEvent.click(await screen.findByRole("checkbox", { name: `Book anyway: ${ELSEWHERE.words}` }));
  press("Save Ctrl ↵");
  await waitFor(() => expect(onBooked).toHaveBeenCalledOnce());
});

test("a choice holds only for the dates that it was made for", async () => {
  services.answer(PREVIEW, preview({ 21: [], 28: ["a"] }), preview({ 21: ["b"], 28: [] }));
  const queries = book();
  await shown("2 dates: 1 free, 1 taken");
  fireEvent.click(screen.getByRole("radio", { name: "Book the other one and skip this one" }));
  await queries.invalidateQueries({ queryKey: ["diary"] });
  await screen.findByText("Morven Kerr has just booked this slot.");
  press("Save Ctrl ↵");
  expect(await screen.findByText("Choose what to do about 21 October.")).toBeTruthy();
  expect(services.to(SAVE)).toHaveLength(0);
});
