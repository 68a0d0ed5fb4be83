import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { isProblem, Problem, type ProblemType } from "../../src/api/problem";
import { faultOfRefusal } from "../../src/appointment/booking-request";
import { cancelErrorOf } from "../../src/appointment/cancellation";
import { saveErrorOf } from "../../src/appointment/save-error";

interface Schema {
  properties?: { type?: { const?: ProblemType }; title?: { examples?: string[] } };
}

/** Type and title of every problem that the APIs declare. */
const DECLARED = new Map(
  ["booking", "notifications", "video-links"].flatMap((service) => {
    const file = new URL(`../../../docs/api/${service}.openapi.json`, import.meta.url);
    const { components } = JSON.parse(readFileSync(file, "utf8")) as {
      components: { schemas: Record<string, Schema> };
    };
    return Object.values(components.schemas).flatMap(({ properties }) => {
      const [type, title] = [properties?.type?.const, properties?.title?.examples?.[0]];
      return type?.startsWith("/problems/") && title ? [[type, title] as const] : [];
    });
  }),
);

function shown(type: ProblemType, title: string) {
  const problem = Problem.of(422, { type, title, detail: "Why.", conflicts: [], findings: [] });
  return [faultOfRefusal(problem), saveErrorOf(problem)?.words.replace(title, "…"), cancelErrorOf(problem)];
}

test.each([...DECLARED])("a title that is renamed changes nothing: %s", (type, title) => {
  expect(shown(type, "Renamed")).toEqual(shown(type, title));
});

test("what a proxy answers by itself is a problem without a type", () => {
  expect(Problem.of(502, "<html>").said).toEqual({ type: "about:blank", title: "Status 502", status: 502 });
});

test("a type that an API has since this page was made is shown in its own words", () => {
  const newer = Problem.of(409, { type: "/problems/closed-that-day", title: "The clinic is closed" });
  expect(isProblem(newer, "/problems/slots-taken")).toBe(false);
  expect(saveErrorOf(newer)?.words).toBe("Not booked: The clinic is closed.");
});
