import { expect, test } from "vitest";

import { routeOf } from "../src/routes";

const ID = "0199a1f2-7c3e-7a55-8a10-2f5d1c9e4b77";

test.each([
  ["/", { screen: "diary" }],
  ["/nothing/of/ours", { screen: "diary" }],
  ["/appointments/1", { screen: "diary" }],
  ["/settings", { screen: "settings" }],
  [`/settings/templates/${ID}`, { screen: "settings" }],
  [`/appointments/${ID}`, { screen: "summary", appointmentId: ID }],
  [`/appointments/${ID}/room`, { screen: "room", appointmentId: ID }],
])("%s names a screen", (path, route) => {
  expect(routeOf(path)).toEqual(route);
});
