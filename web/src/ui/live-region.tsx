import { useSyncExternalStore } from "react";

import text from "./text.module.css";

let said = "";
const listeners = new Set<() => void>();

/** Have screen readers say it when they are done with what they say now. */
export function announce(words: string): void {
  // Said twice in a row it would be no change, and go unheard.
  said = said === words ? `${words}\u00a0` : words;
  for (const listener of listeners) {
    listener();
  }
}

/** Once a page, above everything that announces. */
export function LiveRegion() {
  const words = useSyncExternalStore(subscribe, () => said);
  return (
    <div className={text.forReaders} role="status" data-react-aria-top-layer="true">
      {words}
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
