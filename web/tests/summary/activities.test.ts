import { expect, test } from "vitest";

import { activityInWords } from "../../src/summary/activities";

const AT = { at: "2027-10-20T09:29:00Z", scanner: false, count: 1, who: null };

test("a mail scanner is told from the client, and how often either opened the link", () => {
  expect(activityInWords({ ...AT, kind: "opened", scanner: true, count: 3 }, true)).toMatchObject({
    what: "Opened by a mail scanner 3 times",
    who: "Not a person. The link still works.",
  });
  expect(activityInWords({ ...AT, kind: "opened" }, true)).toMatchObject({ what: "Opened", who: "Client" });
});

test("what staff did says by whom", () => {
  const words = activityInWords({ ...AT, kind: "concluded", who: "Dr. Adeyemi" }, false);
  expect(words).toMatchObject({ what: "Concluded", who: "By Dr. Adeyemi. The link ended with it." });
});

test("a host who comes and goes is no news of the link", () => {
  expect(activityInWords({ ...AT, kind: "host_entered" }, true)).toBeNull();
});

test("who joined by what looks like a scanner is not called the client", () => {
  for (const kind of ["joined", "rejoined", "taken_over"] as const) {
    expect(activityInWords({ ...AT, kind, scanner: true }, true)).toMatchObject({
      icon: "robot",
      who: "What looks like a mail scanner, and not like a person.",
    });
    expect(activityInWords({ ...AT, kind }, true)).toMatchObject({ icon: "user", who: "Client" });
  }
});
