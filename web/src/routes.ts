/** Which screen an address's path names. */
export type Route =
  | { screen: "diary" }
  | { screen: "settings" }
  | { screen: "summary"; appointmentId: string }
  | { screen: "room"; appointmentId: string };

export function routeOf(path: string): Route {
  const [, appointmentId, room] = /^\/appointments\/([0-9a-f-]{36})(\/room)?$/.exec(path) ?? [];
  if (appointmentId) {
    return { screen: room ? "room" : "summary", appointmentId };
  }
  return { screen: path.startsWith("/settings") ? "settings" : "diary" };
}
