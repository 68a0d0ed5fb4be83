import { useSyncExternalStore } from "react";

/** By whoever listens to the server: null while nobody does. */
let isServerHeard: boolean | null = null;
const changed = new EventTarget();

/** Whether the server can be heard just now. */
export function noteServer(isHeard: boolean | null): void {
  if (isHeard !== isServerHeard) {
    isServerHeard = isHeard;
    changed.dispatchEvent(new Event("changed"));
  }
}

/** Whether the browser says so, or the server, to which somebody listens, is not heard. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(subscribe, () => !navigator.onLine || isServerHeard === false);
}

function subscribe(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  changed.addEventListener("changed", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
    changed.removeEventListener("changed", listener);
  };
}
