import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { I18nProvider } from "react-aria-components";

import { useAddress } from "./address";
import type { Api } from "./api/client";
import { Problem } from "./api/problem";
import { ApiProvider } from "./api/use-api";
import { AppointmentsProvider } from "./appointment/appointments-provider";
import { Diary } from "./diary/diary";
import type { Session } from "./session/session";
import { SignedOut } from "./session/signed-out";
import { SessionProvider } from "./session/use-session";
import { Settings } from "./settings/settings";
import { Summary } from "./summary/summary";
import { TopBar } from "./top-bar";
import { LiveRegion } from "./ui/live-region";

/** A part of its own, so that whoever reads the diary does not wait for it. */
const Room = lazy(() => import("./room/room").catch(() => ({ default: NotLoaded })));

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
              <Screen />
            </AppointmentsProvider>
            <SignedOut />
            <LiveRegion />
          </ApiProvider>
        </QueryClientProvider>
      </SessionProvider>
    </I18nProvider>
  );
}

function Screen() {
  const { path } = useAddress();
  const room = /^\/appointments\/([0-9a-f-]{36})\/room$/.exec(path);
  if (room?.[1]) {
    return (
      <Suspense>
        <Room key={room[1]} appointmentId={room[1]} />
      </Suspense>
    );
  }
  return (
    <>
      <TopBar />
      <Desk path={path} />
    </>
  );
}

function Desk({ path }: { path: string }) {
  const summary = /^\/appointments\/([0-9a-f-]{36})$/.exec(path);
  if (summary?.[1]) {
    return <Summary key={summary[1]} appointmentId={summary[1]} />;
  }
  return path.startsWith("/settings") ? <Settings /> : <Diary />;
}

/** The connection dropped, or the site was changed since this page was loaded. */
function NotLoaded() {
  return (
    <main className="not-started">
      <h1>The room is not loaded</h1>
      <p>The connection dropped, or the site was renewed. The session's link still works.</p>
      <p>
        <a className="btn primary" href={location.pathname}>
          Reload the page
        </a>
      </p>
    </main>
  );
}
