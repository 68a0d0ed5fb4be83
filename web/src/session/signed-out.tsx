import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { useIsSignedOut, useSession } from "./use-session";

/** Stands above everything, dialogs too, and takes nothing away from under it. */
export function SignedOut() {
  const session = useSession();
  const isSignedOut = useIsSignedOut();
  const queries = useQueryClient();
  const [refused, setRefused] = useState(false);

  async function signIn() {
    try {
      await session.signInAgain();
      setRefused(false);
      await queries.invalidateQueries();
    } catch {
      setRefused(true);
    }
  }

  return (
    // React Aria hides what is outside an open dialog from screen readers; this must be heard from everywhere.
    <div className="signed-out" role="alert" data-react-aria-top-layer="true">
      {isSignedOut && (
        <div className="says warn">
          <Icon name="alert" />
          <p>
            <strong>You were signed out.</strong> Sign in again: what you typed stays.
            {refused && " The window for signing in was closed, or your browser did not let it open."}
          </p>
          <p>
            <Button variant="primary" onPress={() => void signIn()}>
              Sign in again
            </Button>
          </p>
        </div>
      )}
    </div>
  );
}
