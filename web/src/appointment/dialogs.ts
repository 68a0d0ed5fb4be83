import { NotLoadedDialog } from "../ui/not-loaded";
import { part } from "../ui/part";

/** In files of their own: with all their fields they are larger than the diary. */
export const DIALOGS = {
  booking: part(async () => (await import("./new-appointment")).NewAppointment, {
    NotLoaded: NotLoadedDialog,
  }),
  moving: part(async () => (await import("./move-sessions")).MoveSessions, {
    NotLoaded: NotLoadedDialog,
  }),
  opened: part(async () => (await import("./opened-appointment")).OpenedAppointment, {
    NotLoaded: NotLoadedDialog,
  }),
};
