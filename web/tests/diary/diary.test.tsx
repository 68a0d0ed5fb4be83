// @vitest-environment happy-dom
import { CalendarDateTime } from "@internationalized/date";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test } from "vitest";

import { AppointmentsProvider } from "../../src/appointment/appointments-provider";
// Else it is fetched when it is first shown, and on a busy machine later than is waited for it.
import "../../src/appointment/new-appointment";
import { useAppointments } from "../../src/appointment/use-appointments";
import { Diary } from "../../src/diary/diary";
import { json, later, lost, PRACTICE, Services, show } from "../page";

const DIARY = "GET /booking/v1/diary";
const PRACTITIONER = { id: "adeyemi", name: "Dr. Adeyemi", own: true };
const GRACE = {
  id: "first",
  client: { id: "grace", name: "Grace Whitfield" },
  practitioner: PRACTITIONER,
  kind: { id: "follow-up", name: "Follow-up", colour: "blue", video: true },
  call: null,
  scanner_waits: false,
  starts_at: "2027-10-20T09:00:00Z",
  ends_at: "2027-10-20T09:30:00Z",
  local_start: "2027-10-20T10:00:00",
  local_end: "2027-10-20T10:30:00",
  number: 1,
  of: 1,
  status: "booked",
};
const PREVIEW = {
  recurrence: null,
  lines: [
    {
      line: "date",
      number: 1,
      conflicts: [],
      findings: [],
      local_start: GRACE.local_start,
      local_end: GRACE.local_end,
    },
  ],
};
const FULL = { appointments: [GRACE] };

let services: Services;

beforeEach(() => {
  history.replaceState(null, "", "/?view=week&date=2027-10-20");
  services = new Services();
  services.answer("GET /booking/v1/practice", PRACTICE);
  services.answer("GET /booking/v1/practitioners", [PRACTITIONER]);
  services.answer("GET /booking/v1/appointment-kinds", []);
  services.answer(DIARY, FULL);
});

function look(beside?: ReactNode) {
  return show(
    <AppointmentsProvider>
      {beside}
      <Diary />
    </AppointmentsProvider>,
  );
}

/** Opens the dialog with all that saving takes. */
function BookButton() {
  const { book } = useAppointments();
  const slot = {
    practitionerId: PRACTITIONER.id,
    start: new CalendarDateTime(2027, 10, 20, 10, 0),
    durationMinutes: 30,
    client: { ...GRACE.client, recipients: [] },
    kindId: GRACE.kind.id,
  };
  return (
    <button type="button" onClick={() => book(slot)}>
      Book it
    </button>
  );
}

async function findGrace(): Promise<HTMLElement> {
  return screen.findByRole("gridcell", { name: /Grace Whitfield/ });
}

test.each([
  ["is refused", () => json({}, 400), /^The diary does not answer. This is how it was at \d\d:\d\d.$/],
  ["has no connection", lost, /^You are offline. This is the diary as of \d\d:\d\d.$/],
])("a diary that %s when it is asked again stays as it was, and says of when", async (_, fails, words) => {
  const queries = look();
  await findGrace();
  services.answer(DIARY, fails);
  await act(() => queries.invalidateQueries({ queryKey: ["diary"] }));
  expect(await screen.findByText(words)).toBeTruthy();
  expect(await findGrace()).toBeTruthy();
});

test("a page that was turned does not show what comes late of the one before", async () => {
  const late = later(FULL);
  services.answer(DIARY, (request) =>
    request.url.includes("from=2027-10-18") ? late.answer() : json({ appointments: [] }),
  );
  look();
  fireEvent.click(await screen.findByRole("button", { name: "After" }));
  await screen.findByRole("heading", { name: "25 to 29 October 2027" });
  await waitFor(() =>
    expect(screen.getByRole("grid", { name: /Dr. Adeyemi/ }).getAttribute("aria-busy")).toBe("false"),
  );
  await act(async () => {
    late.come();
    await new Promise((resume) => setTimeout(resume, 50));
  });
  expect(screen.queryByRole("gridcell", { name: /Grace Whitfield/ })).toBeNull();
});

test("what is saved after its dialog was closed shows in the diary all the same", async () => {
  const saved = later({ appointments: [{ id: GRACE.id }] });
  services.answer("POST /notifications/v1/expected-messages", { messages: [], warnings: [], said: "" });
  services.answer("POST /booking/v1/series:preview", PREVIEW);
  services.answer("POST /booking/v1/series", saved.answer);
  services.answer(DIARY, { appointments: [] });
  look(<BookButton />);
  fireEvent.click(await screen.findByRole("button", { name: "Book it" }));
  await screen.findByRole("heading", { name: "1 date, free" });
  fireEvent.click(screen.getByRole("button", { name: /^Save/ }));
  await screen.findByRole("button", { name: "Saving…" });
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  services.answer(DIARY, FULL);
  saved.come();
  expect(await findGrace()).toBeTruthy();
});
