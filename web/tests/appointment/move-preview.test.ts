import { expect, test } from "vitest";

import {
  choiceOf,
  faultOfHindered,
  headingOf,
  hinderedKey,
  movedBy,
  sentenceOf,
} from "../../src/appointment/move-preview";
import { line, preview } from "./moving";

const WEDNESDAYS = [
  line("untouched", 0, null),
  line("moves", 1, "2027-10-13 14:00"),
  line("hindered", 2, "2027-10-20 14:00"),
  line("apart", 3, "2027-10-27 14:00"),
];
const MIXED = preview(WEDNESDAYS, "every week on Wednesday");

test("the heading counts what moves and what stays", () => {
  expect(headingOf(MIXED)).toBe("3 sessions: 1 moves, 2 stay");
  expect(headingOf(preview([line("moves", 1, "2027-10-13 14:00")]))).toBe("1 session moves");
  expect(
    headingOf(preview([line("moves", 0, "2027-10-06 14:00"), line("moves", 1, "2027-10-13 14:00")])),
  ).toBe("2 sessions, all move");
  expect(headingOf(preview([line("hindered", 1, "2027-10-13 14:00")]))).toBe(
    "Nothing would move: the new place is taken.",
  );
  expect(
    headingOf(preview([line("hindered", 1, "2027-10-13 14:00"), line("hindered", 2, "2027-10-20 14:00")])),
  ).toBe("Nothing would move: every new place is taken.");
});

test("the sentence says what is so of all that move, and the rule from now on", () => {
  expect(sentenceOf(MIXED)).toBe("One day earlier, and at 14:00. From now on every week on Wednesday.");
  expect(sentenceOf(preview([line("moves", 1, "2027-10-16 16:00")]))).toBe("2 days later.");
  expect(sentenceOf(preview([line("moves", 1, "2027-10-14 16:00", 45)]))).toBe("45 min long.");
  expect(sentenceOf(preview([line("moves", 1, "2027-10-15 14:00", 45)]))).toBe(
    "One day later, at 14:00, and 45 min long.",
  );
  const apart = preview([line("moves", 1, "2027-10-13 14:00"), line("moves", 2, "2027-10-19 14:00")]);
  expect(sentenceOf(apart)).toBe("At 14:00.");
});

test("what is taken has to be chosen about, once for the whole, before anything moves", () => {
  expect(choiceOf(MIXED)?.skip).toBe("Move the other one and leave this one on Thu 21 Oct 16:00");
  expect(faultOfHindered(MIXED, null)).toBe("Choose what to do about 21 October.");
  expect(faultOfHindered(MIXED, "none")).toBe("Not moved: change the date or time.");
  expect([movedBy(MIXED, null), movedBy(MIXED, "skip")]).toEqual([0, 1]);
  const nothing = preview([line("hindered", 1, "2027-10-13 14:00")]);
  expect(choiceOf(nothing)).toBeNull();
  expect(faultOfHindered(nothing, "skip")).toBe(
    "Nothing would move: the new place is taken. Change the date or time.",
  );
});

test("a choice is for these new places alone", () => {
  const later = preview([line("moves", 1, "2027-10-13 15:00"), line("hindered", 2, "2027-10-20 15:00")]);
  expect(hinderedKey(later)).not.toBe(hinderedKey(MIXED));
});
