import { useSyncExternalStore } from "react";

const phone = matchMedia("(max-width: 640px)");

/** Whether the page is as wide as a phone, or as a desktop at 200 %. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => phone.matches);
}

function subscribe(listener: () => void): () => void {
  phone.addEventListener("change", listener);
  return () => phone.removeEventListener("change", listener);
}
