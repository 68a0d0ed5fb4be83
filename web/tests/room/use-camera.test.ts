import { expect, it } from "vitest";

import { troubleOf } from "../../src/room/use-camera";

it("a camera that cannot be had is refused, missing or in use", () => {
  const named = (name: string) => Object.assign(new Error(), { name });
  expect(troubleOf(named("NotAllowedError"))).toBe("refused");
  expect(troubleOf(named("NotFoundError"))).toBe("no_camera");
  expect(troubleOf(named("NotReadableError"))).toBe("in_use");
  expect(troubleOf(new TypeError("no mediaDevices here"))).toBe("refused");
});
