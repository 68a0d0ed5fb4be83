import { expect, test } from "vitest";

import { elsewhere, inWords } from "../../../services/video-links/src/video_links/page/times.js";

test("the countdown is told in hours and minutes, and never in seconds", () => {
  const seconds = [59, 60, 61, 33 * 60, 3600, 3661, 2 * 3600 + 5 * 60];
  expect(seconds.map(inWords)).toEqual([
    "less than a minute",
    "1 minute",
    "2 minutes",
    "33 minutes",
    "1 hour",
    "1 hour 2 minutes",
    "2 hours 5 minutes",
  ]);
});

test("where the clock shows another time, the page says which", () => {
  const at = new Date("2027-10-20T09:00:00Z");
  expect(elsewhere(at, "Europe/London", "Europe/London")).toBe("");
  expect(elsewhere(at, "Europe/London", "Europe/Jersey")).toBe("");
  expect(elsewhere(at, "Europe/London", "Europe/Athens")).toBe("That is 12pm where you are.");
  expect(elsewhere(at, "Europe/London", "Asia/Kolkata")).toBe("That is 2:30pm where you are.");
  expect(elsewhere(at, "Europe/London", "Pacific/Auckland")).toBe("That is 10pm where you are.");
  expect(elsewhere(at, "Europe/London", "America/Los_Angeles")).toBe("That is 2am where you are.");
  const evening = new Date("2027-10-20T18:00:00Z");
  expect(elsewhere(evening, "Europe/London", "Asia/Tokyo")).toBe(
    "That is 3am on Thursday 21 October where you are.",
  );
});
