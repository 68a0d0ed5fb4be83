// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useEffect } from "react";
import { beforeEach, expect, test } from "vitest";

import { AppointmentsProvider } from "../../src/appointment/appointments-provider";
import { SavedNotice } from "../../src/appointment/saved";
import { type Saved, useAppointments } from "../../src/appointment/use-appointments";
import { json, lost, Services, show } from "../page";

const UNDO = "POST /booking/v1/series/series-1:undo";

let services: Services;

beforeEach(() => {
  services = new Services();
});

function moved(seconds: number): Saved {
  return {
    words: "3 sessions moved.",
    appointmentIds: [],
    change: null,
    shows: null,
    undo: { seriesId: "series-1", etag: '"2"', until: new Date(Date.now() + seconds * 1000).toISOString() },
  };
}

function Says({ saved }: { saved: Saved }) {
  const { say } = useAppointments();
  useEffect(() => say(saved), [say, saved]);
  return <SavedNotice />;
}

function say(saved: Saved): void {
  show(
    <AppointmentsProvider>
      <Says saved={saved} />
    </AppointmentsProvider>,
  );
}

test("a move is taken back by the notice, of the version that it made", async () => {
  services.answer(UNDO, {});
  say(moved(60));
  fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await screen.findByText("As it was before. No message went out.");
  expect(services.to(UNDO).map(({ request }) => request.headers.get("If-Match"))).toEqual(['"2"']);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("Ctrl+Z takes it back, and a click elsewhere does not close what offers it", async () => {
  services.answer(UNDO, {});
  say(moved(60));
  await screen.findByRole("button", { name: "Undo" });
  fireEvent.click(document.body);
  expect(screen.getByText("3 sessions moved.")).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
  await screen.findByText("As it was before. No message went out.");
});

test("what cannot be taken back any more says why", async () => {
  services.answer(UNDO, () =>
    json(
      {
        type: "/problems/undo-too-late",
        title: "This cannot be undone any more",
        status: 409,
        detail: "Morven Kerr changed this at 09:51.",
      },
      409,
    ),
  );
  say(moved(60));
  fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await screen.findByText("This cannot be undone any more: Morven Kerr changed this at 09:51.");
});

test("where no answer came it is tried again with the same key", async () => {
  services.answer(UNDO, lost, {});
  say(moved(60));
  fireEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await screen.findByText(/Not sure whether this was undone/);
  fireEvent.click(screen.getByRole("button", { name: "Undo" }));
  await screen.findByText("As it was before. No message went out.");
  const keys = services.to(UNDO).map(({ request }) => request.headers.get("Idempotency-Key"));
  expect(new Set(keys).size).toBe(1);
});

test("once the client is told of it nothing is offered", async () => {
  say(moved(0.2));
  await screen.findByText("3 sessions moved.");
  await waitFor(() => expect(screen.queryByRole("button", { name: "Undo" })).toBeNull());
});
