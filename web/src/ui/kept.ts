import { useCallback, useSyncExternalStore } from "react";

const changed = new EventTarget();

/** A choice about the screen, kept in this browser. Nothing personal goes here. */
export function useKept(name: string, initially: boolean): [boolean, (value: boolean) => void] {
  const key = `standing.${name}`;
  const kept = useSyncExternalStore(subscribe, () => localStorage.getItem(key));
  const keep = useCallback(
    (value: boolean) => {
      localStorage.setItem(key, String(value));
      changed.dispatchEvent(new Event("changed"));
    },
    [key],
  );
  return [kept === null ? initially : kept === "true", keep];
}

function subscribe(listener: () => void): () => void {
  changed.addEventListener("changed", listener);
  return () => changed.removeEventListener("changed", listener);
}
