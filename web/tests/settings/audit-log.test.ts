import { describe, expect, it } from "vitest";

import { type Answer, type Entry, merged } from "../../src/settings/audit-log";
import { deedInWords } from "../../src/settings/audit-words";

function entry(id: string, minute: number): Entry {
  const at = `2027-10-20T09:${String(minute).padStart(2, "0")}:00Z`;
  return {
    id,
    at,
    subject: "jo",
    name: null,
    action: "attended",
    about: id,
    appointment_id: null,
    details: {},
  };
}

function answer(next: string | null, ...entries: Entry[]): Answer {
  return { next, entries };
}

const ids = (entries: Entry[]) => entries.map(({ id }) => id);

describe("the log of three services", () => {
  it("is one, the newest first", () => {
    const page = {
      booking: answer(null, entry("b", 30), entry("d", 10)),
      videoLinks: answer(null, entry("a", 40), entry("c", 20)),
    };
    expect(ids(merged([page]))).toEqual(["a", "b", "c", "d"]);
  });

  it("has no hole: what is older than the oldest of one that goes on waits for the next page", () => {
    const first = {
      booking: answer("b", entry("a", 50), entry("b", 40)),
      videoLinks: answer(null, entry("v", 45), entry("old", 5)),
    };
    expect(ids(merged([first]))).toEqual(["a", "v", "b"]);
    expect(ids(merged([first, { booking: answer(null, entry("c", 30)) }]))).toEqual([
      "a",
      "v",
      "b",
      "c",
      "old",
    ]);
  });
});

describe("a deed in words", () => {
  it("is told, and a refusal by what was asked for and why", () => {
    expect(deedInWords({ action: "stood_in", details: {} })).toBe("Stood in for the practitioner");
    expect(deedInWords({ action: "refused", details: { operation: "post_room", why: "not-the-host" } })).toBe(
      "Was refused: post room (not the host)",
    );
  });

  it("of a later release is told by its name", () => {
    expect(deedInWords({ action: "hours_changed", details: {} })).toBe("hours changed");
  });
});
