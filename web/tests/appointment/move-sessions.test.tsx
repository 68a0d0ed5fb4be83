// @vitest-environment happy-dom
import { CalendarDateTime } from "@internationalized/date";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import { MoveSessions } from "../../src/appointment/move-sessions";
import { json, later, lost, Services, show } from "../page";
import { line, preview, SECOND } from "./moving";

const OPENED = "GET /booking/v1/appointments/second";
const PREVIEW = "POST /booking/v1/appointments/second:preview-move";
const EXPECTED = "POST /notifications/v1/expected-messages";
const MOVE = "POST /booking/v1/appointments/second:move";
const FREE = preview([line("moves", 1, "2027-10-13 14:00")]);
const TAKEN = preview([line("moves", 1, "2027-10-13 14:00"), line("hindered", 2, "2027-10-20 14:00")]);

let services: Services;
const onMoved = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
  services = new Services();
  services.answer(OPENED, SECOND);
  services.answer(PREVIEW, FREE);
  services.answer(EXPECTED, (request: Request) => told(request));
});

/** The message where the client is to be told, else that they are not. */
async function told(request: Request): Promise<Response> {
  const { notify } = (await request.json()) as { notify: boolean };
  const [code, said] = [
    "not_notified",
    notify ? "The message goes out to maya@mail.example." : "Nothing is sent of this.",
  ];
  return json({ messages: [], warnings: notify ? [] : [{ code, title: "", words: "" }], said });
}

async function begin(heading: string) {
  const queries = show(
    <MoveSessions
      appointmentId="second"
      start={new CalendarDateTime(2027, 10, 13, 14, 0)}
      onClose={() => undefined}
      onMoved={onMoved}
    />,
  );
  await shown(heading);
  return queries;
}

async function shown(heading: string): Promise<void> {
  await screen.findByRole("heading", { name: heading });
  await waitFor(() =>
    expect(screen.getByRole("list", { name: "Sessions" }).getAttribute("aria-busy")).toBe("false"),
  );
}

function press(name: string): void {
  fireEvent.click(screen.getByRole("button", { name }));
}

function sent(header: string) {
  return services.to(MOVE).map(({ request }) => request.headers.get(header));
}

test("a move whose answer was lost is tried again with the same key, of the same version, and nothing is previewed meanwhile", async () => {
  services.answer(MOVE, lost, {});
  const queries = await begin("1 session moves");
  press("Move Ctrl ↵");
  const said = await screen.findByText(/Not sure whether this was moved: the connection dropped/);
  expect(said.textContent).toContain("it cannot move twice");
  const previews = services.to(PREVIEW).length;
  await queries.invalidateQueries({ queryKey: ["diary"] });
  expect(services.to(PREVIEW)).toHaveLength(previews);
  press("Try again");
  await waitFor(() => expect(onMoved).toHaveBeenCalledOnce());
  const [first, second] = sent("Idempotency-Key");
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).toBe(first);
  expect(sent("If-Match")).toEqual(['"1.3"', '"1.3"']);
  expect(services.to(MOVE)[1]?.body).toEqual(services.to(MOVE)[0]?.body);
  expect(onMoved.mock.calls[0]?.[0]).toMatchObject({
    words: "1 session moved. The message goes out to maya@mail.example.",
    appointmentIds: ["second"],
  });
});

test("what others changed meanwhile is said and shown, and what was chosen is kept", async () => {
  const newer = later({ ...FREE, etag: '"1.4"' });
  services.answer(PREVIEW, FREE, newer.answer);
  const stale = { type: "/problems/version-stale", detail: "Morven Kerr changed this at 09:51." };
  services.answer(MOVE, () => json(stale, 412), {});
  await begin("1 session moves");
  press("Move Ctrl ↵");
  await screen.findByText(
    "Morven Kerr changed this at 09:51. The list shows it now; what you chose is kept.",
  );
  expect(onMoved).not.toHaveBeenCalled();
  await waitFor(() => expect(services.to(PREVIEW)).toHaveLength(2));
  // Whoever is quicker than the list waits for it.
  press("Move Ctrl ↵");
  newer.come();
  await waitFor(() => expect(onMoved).toHaveBeenCalledOnce());
  expect(sent("If-Match")).toEqual(['"1.3"', '"1.4"']);
  const [first, second] = services.to(MOVE);
  expect(second?.body).toEqual(first?.body);
});

test("that somebody has changed the series is said before it is moved", async () => {
  services.answer(PREVIEW, FREE, { ...FREE, etag: '"1.4"' });
  const queries = await begin("1 session moves");
  await queries.invalidateQueries({ queryKey: ["diary"] });
  await screen.findByText(/Somebody has changed this series meanwhile/);
});

test("what is taken has to be chosen about, and the choice goes with what is sent", async () => {
  services.answer(PREVIEW, TAKEN);
  services.answer(MOVE, {});
  await begin("2 sessions: 1 moves, 1 stays");
  press("Move Ctrl ↵");
  await screen.findByText("Choose what to do about 21 October.");
  expect(services.to(MOVE)).toHaveLength(0);
  fireEvent.click(screen.getByRole("radio", { name: /^Move the other one and leave this one/ }));
  fireEvent.click(screen.getByRole("checkbox", { name: "Tell Maya Lindgren" }));
  await screen.findByText("Nothing is sent of this.");
  press("Move Ctrl ↵");
  await waitFor(() => expect(onMoved).toHaveBeenCalledOnce());
  expect(services.to(MOVE)[0]?.body).toMatchObject({ on_conflict: "skip", notify: false, scope: "this" });
});

test("what speaks against a new time is asked before it is moved there", async () => {
  const words = "Maya Lindgren is with Morven Kerr, 14:00 to 14:30";
  const found = { code: "client_elsewhere" as const, words, appointment_id: null };
  services.answer(PREVIEW, preview([{ ...line("moves", 1, "2027-10-13 14:00"), findings: [found] }]));
  services.answer(MOVE, {});
  await begin("1 session moves");
  press("Move Ctrl ↵");
  await screen.findByText("Say that it is to be moved all the same, or change the date or time.");
  expect(services.to(MOVE)).toHaveLength(0);
  fireEvent.click(screen.getByRole("checkbox", { name: `Move all the same: ${words}` }));
  press("Move Ctrl ↵");
  await waitFor(() => expect(onMoved).toHaveBeenCalledOnce());
  expect(services.to(MOVE)[0]?.body).toMatchObject({ accept: ["client_elsewhere"], notify: true });
});

test("one that was moved on its own is taken along where that is chosen, and only then said to be free", async () => {
  const apart = line("apart", 3, "2027-10-27 14:00");
  services.answer(
    PREVIEW,
    preview([line("moves", 1, "2027-10-13 14:00"), apart]),
    preview([line("moves", 1, "2027-10-13 14:00"), { ...apart, becomes: "moves" }]),
  );
  await begin("2 sessions: 1 moves, 1 stays");
  fireEvent.click(screen.getByRole("checkbox", { name: "Take it along, to Wed 27 Oct 14:00" }));
  await shown("2 sessions, all move");
  expect(services.to(PREVIEW)[1]?.body).toMatchObject({ take_along: ["fourth"] });
  expect(screen.getByRole<HTMLInputElement>("checkbox", { name: /\(free\)$/ }).checked).toBe(true);
});

test("nothing moves where every new place is taken", async () => {
  services.answer(PREVIEW, preview([line("hindered", 1, "2027-10-13 14:00")]));
  await begin("Nothing would move: the new place is taken.");
  press("Move Ctrl ↵");
  await screen.findByText(/Change the date or time\.$/);
  expect(services.to(MOVE)).toHaveLength(0);
});
