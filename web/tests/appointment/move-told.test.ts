import { expect, test } from "vitest";

import type { Expected } from "../../src/appointment/expected";
import { factsOf, isChoice } from "../../src/appointment/move-told";
import { line, preview } from "./moving";

const MOVES = preview([line("moves", 1, "2027-10-13 14:00")]);

function expected(messages: object[], warnings: Expected["warnings"]): Expected {
  return { messages: messages as Expected["messages"], warnings, said: "" };
}

test("reminders that move and what has not changed stand beside the links", () => {
  const told = expected(
    [
      { trigger: "changed", title: "Your video session has moved", words: "1 message to maya@mail.example" },
      { trigger: "reminder", title: "1 reminder moves with its session", words: "24 h before it" },
    ],
    [{ code: "not_told_again", title: "Not told again:", words: "21 October has not changed." }],
  );
  expect(factsOf(MOVES, told).map(({ title, words }) => `${title} ${words ?? ""}`)).toEqual([
    "The link stays. It works at the session's new time.",
    "1 reminder moves with its session, 24 h before it",
    "Not told again: 21 October has not changed.",
  ]);
  expect(factsOf({ ...MOVES, kind: { ...MOVES.kind, video: false } }, undefined)).toEqual([]);
});

test("whether to tell is asked only where a message could go", () => {
  const warned = (...codes: Expected["warnings"][number]["code"][]) =>
    isChoice(
      expected(
        [],
        codes.map((code) => ({ code, title: "", words: "" })),
      ),
    );
  expect([warned(), warned("not_notified"), warned("not_told_again")]).toEqual([true, true, true]);
  expect([warned("no_address"), warned("never_told", "not_told_again")]).toEqual([false, false]);
  expect(isChoice(undefined)).toBe(true);
});
