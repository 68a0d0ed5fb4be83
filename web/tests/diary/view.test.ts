import { parseDate } from "@internationalized/date";
import { expect, test } from "vitest";

import { addressOf, daysOf, eachDay, titleOf, turned, type View, viewOf } from "../../src/diary/view";

const TODAY = parseDate("2027-10-20");

function view(name: View["name"], date: string): View {
  return { name, date: parseDate(date), practitionerId: null, hidden: [] };
}

function title(name: View["name"], date: string): string {
  return titleOf(view(name, date), daysOf(view(name, date)));
}

test("an address without a word shows today", () => {
  expect(viewOf(new URLSearchParams(), TODAY, "day")).toEqual(view("day", "2027-10-20"));
});

test("a date that there is not shows today", () => {
  expect(viewOf(new URLSearchParams("date=2027-02-30"), TODAY, "week").date).toEqual(TODAY);
});

test("what is shown stands in the address", () => {
  const shown: View = { ...view("week", "2027-10-20"), practitionerId: "p", hidden: ["a", "b"] };
  expect(viewOf(new URL(addressOf(shown), "http://x").searchParams, TODAY, "day")).toEqual(shown);
});

test("a week begins on Monday and a month's grid with the Monday before it", () => {
  expect(daysOf(view("week", "2027-10-24")).first.toString()).toBe("2027-10-18");
  expect(
    eachDay(daysOf(view("month", "2027-10-20")))
      .map(String)
      .at(0),
  ).toBe("2027-09-27");
  expect(
    eachDay(daysOf(view("month", "2027-10-20")))
      .map(String)
      .at(-1),
  ).toBe("2027-10-31");
});

test("titles say the days once", () => {
  expect(title("day", "2027-10-20")).toBe("Wednesday 20 October 2027");
  expect(title("week", "2027-10-20")).toBe("18 to 24 October 2027");
  expect(title("week", "2027-12-01")).toBe("29 November to 5 December 2027");
  expect(title("week", "2027-12-31")).toBe("27 December 2027 to 2 January 2028");
  expect(title("month", "2027-10-20")).toBe("October 2027");
});

test("turning the page of a long month keeps within the next one", () => {
  expect(turned(view("month", "2027-01-31"), 1).date.toString()).toBe("2027-02-28");
});
