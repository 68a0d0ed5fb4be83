import { QueryClient, QueryClientProvider, useIsFetching, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";

import { useAddress } from "./address";
import type { Api } from "./api/client";
import { Problem } from "./api/problem";
import { ApiProvider } from "./api/use-api";
import { AppointmentsProvider } from "./appointment/appointments-provider";
import { useIsOffline } from "./connection";
import { useDiaryChanges } from "./diary/diary-changes";
import { routeOf } from "./routes";
import { fetchOthers, Screen } from "./screens";
import type { Session } from "./session/session";
import { SignedOut } from "./session/signed-out";
import { SessionProvider } from "./session/use-session";
import { TopBar } from "./top-bar";
import { LiveRegion } from "./ui/live-region";
import { Says } from "./ui/says";

export function App({ session, api }: { session: Session; api: Api }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // A refusal is an answer; only what got none, or a passing failure, is worth asking again.
          queries: {
            retry: (failures, error) =>
              failures < 2 && !(error instanceof Problem && error.said.status < 500),
          },
        },
      }),
  );
  return (
    <I18nProvider locale="en-GB">
      <SessionProvider session={session}>
        <QueryClientProvider client={queries}>
          <ApiProvider api={api}>
            <AppointmentsProvider>
              <Shell />
            </AppointmentsProvider>
            <SignedOut />
            <LiveRegion />
          </ApiProvider>
        </QueryClientProvider>
      </SessionProvider>
    </I18nProvider>
  );
}

/** The room has the window to itself. */
function Shell() {
  const route = routeOf(useAddress().path);
  useDiaryChanges();
  return (
    <>
      {route.screen !== "room" && <TopBar />}
      {(route.screen === "settings" || route.screen === "summary") && <Offline />}
      <Screen route={route} />
      <FetchOthers />
    </>
  );
}

/** The diary says more, and the room has words of its own. */
function Offline() {
  const isOffline = useIsOffline();
  return (
    <div role="status">
      {isOffline && (
        <Says tone="warn" icon="signal">
          <p>You are offline. What is shown is as it was.</p>
        </Says>
      )}
    </div>
  );
}

/** Once this screen is drawn, and nothing is asked any more. */
function FetchOthers() {
  const queries = useQueryClient();
  const isAsking = useIsFetching() > 0;
  useEffect(() => {
    // What has just been shown asks before this is told of it.
    if (isAsking || queries.isFetching() > 0) {
      return;
    }
    const frame = requestAnimationFrame(() => setTimeout(fetchOthers));
    return () => cancelAnimationFrame(frame);
  }, [isAsking, queries]);
  return null;
}
