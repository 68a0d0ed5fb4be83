import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

import type { Session } from "./session";

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) {
    throw new Error("There is no SessionProvider above.");
  }
  return session;
}

export function useIsSignedOut(): boolean {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, () => session.isSignedOut);
}
