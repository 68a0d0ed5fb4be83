import { useEffect, useRef } from "react";

import { useKept } from "./kept";

/** Whether single letters are shortcuts: whoever speaks to their computer, or slips easily, switches them off. */
export function useLetterKeys() {
  return useKept("letter-keys", true);
}

/** Runs what `keys` names while no field has the focus, no dialog is open and no Ctrl, Alt or Meta is held. */
export function useShortcuts(keys: Record<string, () => void>): void {
  const [enabled] = useLetterKeys();
  const newest = useRef(keys);
  useEffect(() => {
    newest.current = keys;
  });
  useEffect(() => {
    if (!enabled) {
      return;
    }
    function pressed(event: KeyboardEvent) {
      if (
        event.ctrlKey ||
        event.altKey ||
        event.metaKey ||
        event.defaultPrevented ||
        isElsewhere(event.target)
      ) {
        return;
      }
      const run = newest.current[event.key.toUpperCase()];
      if (run) {
        event.preventDefault();
        run();
      }
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [enabled]);
}

/** Whether a key is for a field or a dialog. */
export function isElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]",
    ) !== null
  );
}
