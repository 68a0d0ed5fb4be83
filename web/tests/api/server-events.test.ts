import { expect, test } from "vitest";

import { serverEvents } from "../../src/api/server-events";

async function said(...chunks: string[]) {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      chunks.forEach((chunk) => stream.enqueue(encoder.encode(chunk)));
      stream.close();
    },
  });
  const events = [];
  for await (const event of serverEvents(body)) {
    events.push(event);
  }
  return events;
}

test("an event has its name and its data", async () => {
  expect(await said('event: changed\ndata: {"days":null}\n\n')).toEqual([
    { event: "changed", data: '{"days":null}' },
  ]);
});

test("events that come in pieces, and with other ends of lines, are whole", async () => {
  expect(await said("event: chan", "ged\r", "\ndata: 1\r\n\r\ndata", ": 2\n\n")).toEqual([
    { event: "changed", data: "1" },
    { event: "message", data: "2" },
  ]);
});

test("comments that keep the connection open say nothing", async () => {
  expect(await said(": ping\n\n: ping\n\n")).toEqual([]);
});

test("data of several lines is one text", async () => {
  expect(await said("data: a\ndata: b\n\n")).toEqual([{ event: "message", data: "a\nb" }]);
});
