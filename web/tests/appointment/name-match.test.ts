import { expect, test } from "vitest";

import { isNameOf } from "../../src/appointment/name-match";

test.each([
  ["ida", true],
  ["Ida Fr", true],
  ["frost ida", true],
  ["  IDA  ", true],
  ["Ida Frost 37", false],
  ["rost", false],
])("“%s” is typed for Ida Frost: %s", (typed, expected) => {
  expect(isNameOf("Ida Frost", typed)).toBe(expected);
});

test("accents are passed over on both sides", () => {
  expect(isNameOf("José Núñez", "jose nun")).toBe(true);
  expect(isNameOf("Jose Nunez", "José")).toBe(true);
});
