// @vitest-environment happy-dom
import { render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { createApi } from "../src/api/client";
import { App } from "../src/app";
// Else they are fetched when they are first shown, and on a busy machine later than is waited for them.
import "../src/diary/diary";
import "../src/settings/settings";
import "../src/summary/summary";
import { lost, PRACTICE, ROBIN, Services } from "./page";

const CHANGES = "GET /booking/v1/diary/changes";
const KINDS = "GET /booking/v1/appointment-kinds";

let services: Services;

beforeEach(() => {
  services = new Services();
  services.answer("GET /booking/v1/practice", PRACTICE);
  services.answer("GET /booking/v1/practitioners", []);
  services.answer("GET /booking/v1/diary", { appointments: [] });
  services.answer("GET /notifications/v1/message-rules", []);
  services.answer(KINDS, []);
});

/** A stream that says now and then that nothing has changed, for as long as it is listened to. */
function listening({ signal }: Request): Response {
  const says = new TextEncoder().encode(": nothing has changed\n\n");
  let timer: ReturnType<typeof setInterval>;
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => {
      timer = setInterval(() => stream.enqueue(says), 100);
      signal.addEventListener("abort", () => {
        clearInterval(timer);
        stream.error(signal.reason);
      });
    },
    cancel: () => clearInterval(timer),
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
}

function look(address: string): void {
  history.replaceState(null, "", address);
  render(<App session={ROBIN} api={createApi(ROBIN)} />);
}

test.each(["/?view=week&date=2027-10-20", "/settings", "/appointments/first"])(
  "who hears nothing any more at %s is offline, and not any more once something is heard",
  async (address) => {
    services.answer("GET /booking/v1/appointments/first", () => new Promise<Response>(() => undefined));
    services.answer(CHANGES, lost, listening);
    look(address);
    expect(await screen.findByText(/^You are offline/)).toBeTruthy();
    await waitFor(() => expect(screen.queryByText(/You are offline/)).toBeNull());
  },
);

test("whose request finds no connection is offline, before the silence tells", async () => {
  let hear: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    hear = resolve;
  });
  services.answer(CHANGES, async (request) => {
    await heard;
    return listening(request);
  });
  services.answer(KINDS, lost, []);
  look("/settings");
  expect(await screen.findByText("You are offline. What is shown is as it was.")).toBeTruthy();
  hear();
  await waitFor(() => expect(screen.queryByText(/You are offline/)).toBeNull());
});
