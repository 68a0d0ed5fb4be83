// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";

import { here } from "../../../services/video-links/src/video_links/page/times.js";

beforeEach(() => {
  vi.stubEnv("TZ", "Etc/UTC"); // the reader's clock
});

/** Words below each time of a page, where they are shown. */
function said(zone: string, ...moments: string[]): (string | null)[] {
  document.body.innerHTML = moments.map((at) => `<p data-here="${at}" hidden></p>`).join("");
  here({ zone });
  return [...document.querySelectorAll("p")].map((line) => (line.hidden ? null : line.textContent));
}

test("each time that the page says is said on the reader's clock too, with its day where that differs", () => {
  const [opens, starts] = ["2027-10-20T23:45:00+00:00", "2027-10-21T00:00:00+00:00"];
  expect(said("America/New_York", opens, starts)).toEqual([
    "That is 11:45pm where you are.",
    "That is 12am on Thursday 21 October where you are.",
  ]);
});

test("whose clock is the clinic's is told nothing twice", () => {
  expect(said("Etc/UTC", "2027-10-20T09:00:00+00:00")).toEqual([null]);
});
