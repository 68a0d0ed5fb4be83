import { expect, test } from "vitest";

import { addressOf, countsOf, type Message, ofSession } from "../../src/summary/messages";

function message(changes: Partial<Message>): Message {
  return {
    id: "m",
    appointment_id: null,
    number: null,
    trigger: "reminder",
    title: "Reminder",
    channel: "email",
    recipient: "client",
    address: null,
    state: "scheduled",
    reason: null,
    words: null,
    detail: null,
    due_at: "2027-10-19T09:00:00Z",
    held_until: null,
    sent_at: null,
    link_of: null,
    ...changes,
  };
}

test("a session has its own messages and those about the whole series", () => {
  const messages = [
    message({ id: "series" }),
    message({ id: "second", appointment_id: "2" }),
    message({ id: "third", appointment_id: "3" }),
  ];
  expect(ofSession(messages, "2", 2).map(({ id }) => id)).toEqual(["series", "second"]);
});

test("states are counted, what is to come first and what failed last", () => {
  const messages = ["bounced", "failed", "sent", "scheduled", "sent"].map((state) => message({ state }));
  expect(countsOf(messages)).toEqual([
    ["scheduled", 1],
    ["sent", 2],
    ["failed", 1],
    ["bounced", 1],
  ]);
});

test("a message to come names the address that it would go to", () => {
  const recipients = [{ role: "client" as const, name: "Grace", email: "grace@mail.example" }];
  expect(addressOf(message({}), recipients)).toBe("grace@mail.example");
  expect(
    addressOf(message({ address: "old@mail.example", sent_at: "2027-10-19T09:00:00Z" }), recipients),
  ).toBe("old@mail.example");
  expect(addressOf(message({}), [])).toBeNull();
});
