// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";

import type { Opened } from "../../src/api/appointment";
import { CancelSessions } from "../../src/appointment/cancel-sessions";
import { json, lost, Services, show } from "../page";

const APPOINTMENT = { id: "third", of: 1, client: { name: "Grace Whitfield" } };
const PREVIEW = "GET /booking/v1/appointments/third/cancellation";
const CANCEL = "POST /booking/v1/appointments/third:cancel";

let services: Services;
const onCancelled = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
  services = new Services();
  services.answer(PREVIEW, cancellation(3));
  services.answer("POST /notifications/v1/expected-messages", { messages: [], warnings: [], said: "" });
});

function cancellation(version: number) {
  const session = {
    id: "third",
    number: 3,
    local_start: "2027-10-20T10:00:00",
    local_end: "2027-10-20T10:30:00",
  };
  return {
    version,
    etag: `"1795000000000-${version}"`,
    call: null,
    kind: { id: "follow-up", video: true },
    scopes: [{ scope: "this", appointments: [session], withdrawn: 0 }],
  };
}

async function begin(): Promise<void> {
  show(
    <CancelSessions
      appointment={APPOINTMENT as Opened}
      onClose={() => undefined}
      onCancelled={onCancelled}
    />,
  );
  await screen.findByRole("list", { name: "Dates that go" });
}

function go(): void {
  fireEvent.click(screen.getByRole("button", { name: "Cancel the session" }));
}

function sent(header: string) {
  return services.to(CANCEL).map(({ request }) => request.headers.get(header));
}

test("cancelling whose answer was lost is tried again with the same key, of the same version", async () => {
  services.answer(CANCEL, lost, {});
  await begin();
  go();
  await screen.findByText(/Not sure whether this was cancelled: the connection dropped/);
  go();
  await waitFor(() => expect(onCancelled).toHaveBeenCalledOnce());
  const [first, second] = sent("Idempotency-Key");
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).toBe(first);
  expect(sent("If-Match")).toEqual(['"1795000000000-3"', '"1795000000000-3"']);
});

test("what others have changed is looked at before it is cancelled", async () => {
  services.answer(PREVIEW, cancellation(3), cancellation(4));
  const stale = { type: "/problems/version-stale", detail: "Morven Kerr has changed it at 10:05." };
  services.answer(CANCEL, () => json(stale, 412), {});
  await begin();
  go();
  await screen.findByText("Not cancelled. Morven Kerr has changed it at 10:05.");
  expect(onCancelled).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("button", { name: "Look at the new version" }));
  await waitFor(() => expect(services.to(PREVIEW)).toHaveLength(2));
  await waitFor(() => expect(screen.queryByText(/Not cancelled/)).toBeNull());
  await new Promise((resume) => setTimeout(resume, 50));
  go();
  await waitFor(() => expect(onCancelled).toHaveBeenCalledOnce());
  expect(sent("If-Match")).toEqual(['"1795000000000-3"', '"1795000000000-4"']);
});
