import { useSyncExternalStore } from "react";

/** Not by whoever listens to it, or asked in vain since: null while nobody listens. */
let isServerHeard: boolean | null = null;
const changed = new EventTarget();

/** Whether the server can be heard just now. */
export function noteServer(isHeard: boolean | null): void {
  if (isHeard !== isServerHeard) {
    isServerHeard = isHeard;
    changed.dispatchEvent(new Event("changed"));
  }
}

/** On whatever screen: whether the browser says so, or the server is not heard. */
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
