import { useEffect, useRef } from "react";

import { isElsewhere } from "../ui/letter-keys";

/** Ctrl or Cmd with Z, while something can be taken back; in a field it is the field's. */
export function useUndoKey(undo: (() => void) | null): void {
  const undoNow = useRef(undo);
  useEffect(() => {
    undoNow.current = undo;
  });
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (isUndo && undoNow.current && !isElsewhere(event.target)) {
        event.preventDefault();
        undoNow.current();
      }
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
