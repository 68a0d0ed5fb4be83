import { DIALOGS } from "./appointment/dialogs";
import { Diary } from "./diary/diary";
import { type Route, routeOf } from "./routes";
import { NotLoadedScreen } from "./ui/not-loaded";
import { part } from "./ui/part";
import text from "./ui/text.module.css";

/** All but the diary, with which nearly everybody begins. */
const SCREENS = {
  settings: part(async () => (await import("./settings/settings")).Settings, {
    Coming: () => <Coming title="Settings" />,
    NotLoaded: () => <NotLoadedScreen title="The settings are not loaded" />,
  }),
  summary: part(async () => (await import("./summary/summary")).Summary, {
    Coming: () => <Coming title="Appointment summary" />,
    NotLoaded: () => <NotLoadedScreen title="The summary is not loaded" />,
  }),
  room: part(async () => (await import("./room/room")).Room, {
    Coming: () => <Coming title="Video session" />,
    NotLoaded: () => (
      <NotLoadedScreen title="The room is not loaded" still="The session's link still works." />
    ),
  }),
};

export function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case "diary":
      return <Diary />;
    case "settings":
      return <SCREENS.settings.Shown />;
    case "summary":
      return <SCREENS.summary.Shown key={route.appointmentId} appointmentId={route.appointmentId} />;
    case "room":
      return <SCREENS.room.Shown key={route.appointmentId} appointmentId={route.appointmentId} />;
  }
}

/** Stands for a screen that is on its way, for those who move by landmarks and headings. */
function Coming({ title }: { title: string }) {
  return (
    <main aria-busy>
      <h1 className={text.forReaders}>{title}</h1>
    </main>
  );
}

/** The screen that an address's path names, while it is still found out who is signed in. */
export function fetchAhead(path: string): void {
  const { screen } = routeOf(path);
  if (screen !== "diary") {
    SCREENS[screen].fetchAhead();
  }
}

/** What is likely to be opened next; the room seldom is. */
export function fetchOthers(): void {
  for (const each of [DIALOGS.booking, DIALOGS.opened, DIALOGS.moving, SCREENS.summary, SCREENS.settings]) {
    each.fetchAhead();
  }
}
