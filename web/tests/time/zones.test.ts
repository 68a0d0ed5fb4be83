import { expect, test } from "vitest";

import { clocksDiffer, timeForViewer, zoneInWords } from "../../src/time/zones";

test("a zone has a name in words", () => {
  expect(zoneInWords("Europe/London")).toBe("UK time");
  expect(zoneInWords("America/Argentina/Buenos_Aires")).toBe("Buenos Aires time");
  expect(zoneInWords("Etc/UTC")).toBe("UTC");
});

test("zones of different names with the same clock do not differ", () => {
  expect(clocksDiffer("2027-10-20T09:00:00Z", "Europe/London", "Europe/Jersey")).toBe(false);
});

test("a time says its zone only to a viewer whose clock shows another", () => {
  expect(timeForViewer("2027-10-20T09:00:00Z", "Europe/London", "Europe/London")).toBe("10:00");
  expect(timeForViewer("2027-10-20T09:00:00Z", "Europe/London", "Europe/Athens")).toBe(
    "10:00 UK time (12:00 for you)",
  );
});
