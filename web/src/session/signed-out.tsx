import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { Button } from "../ui/button";
import { Says } from "../ui/says";
import styles from "./signed-out.module.css";
import { useIsSignedOut, useSession } from "./use-session";

/**
 * Stands above everything, dialogs too, and takes nothing away from under it. An open dialog keeps Tab to itself, so F6
 * leads here, and afterwards the focus goes back.
 */
export function SignedOut() {
  const session = useSession();
  const isSignedOut = useIsSignedOut();
  const queries = useQueryClient();
  const [refused, setRefused] = useState(false);
  const region = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);

  useEffect(() => {
    const shown = region.current;
    if (!isSignedOut || !shown) {
      return;
    }
    function pressed(event: KeyboardEvent) {
      if (event.key === "F6") {
        event.preventDefault();
        shown?.querySelector("button")?.focus();
      }
    }
    function entered({ relatedTarget }: FocusEvent) {
      if (relatedTarget instanceof HTMLElement && !shown?.contains(relatedTarget)) {
        cameFrom.current = relatedTarget;
      }
    }
    addEventListener("keydown", pressed, { capture: true });
    shown.addEventListener("focusin", entered);
    return () => {
      removeEventListener("keydown", pressed, { capture: true });
      shown.removeEventListener("focusin", entered);
    };
  }, [isSignedOut]);

  async function signIn() {
    try {
      await session.signInAgain();
      setRefused(false);
      cameFrom.current?.focus();
      await queries.invalidateQueries();
    } catch {
      setRefused(true);
    }
  }

  return (
    // React Aria hides what is outside an open dialog from screen readers; this must be heard from everywhere.
    <div ref={region} className={styles.signedOut} role="alert" data-react-aria-top-layer="true">
      {isSignedOut && (
        <Says tone="warn" icon="alert">
          <p>
            <strong>You were signed out.</strong> Sign in again: what you typed stays.
            {refused && " The window for signing in was closed, or your browser did not let it open."}
          </p>
          <p>
            <Button variant="primary" onPress={() => void signIn()}>
              Sign in again <kbd aria-hidden="true">F6</kbd>
            </Button>
          </p>
        </Says>
      )}
    </div>
  );
}
