import { useEffect, useRef } from "react";

/** Ctrl or Cmd with Enter, wherever the focus is, but in a question. */
export function useSaveKey(save: () => void): void {
  const saveNow = useRef(save);
  useEffect(() => {
    saveNow.current = save;
  });
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (
        event.key === "Enter" &&
        (event.ctrlKey || event.metaKey) &&
        !document.querySelector("[role=alertdialog]")
      ) {
        event.preventDefault();
        event.stopPropagation();
        saveNow.current();
      }
    }
    // Before the fields get it: some of them do something else on Enter.
    addEventListener("keydown", pressed, { capture: true });
    return () => removeEventListener("keydown", pressed, { capture: true });
  }, []);
}
