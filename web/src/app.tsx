import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { I18nProvider } from "react-aria-components";

import { useAddress } from "./address";
import type { Api } from "./api/client";
import { Problem } from "./api/problem";
import { ApiProvider } from "./api/use-api";
import { AppointmentsProvider } from "./appointment/use-appointments";
import { Diary } from "./diary/diary";
import type { Session } from "./session/session";
import { SignedOut } from "./session/signed-out";
import { SessionProvider } from "./session/use-session";
import { Settings } from "./settings/settings";
import { Summary } from "./summary/summary";
import { TopBar } from "./top-bar";
import { LiveRegion } from "./ui/live-region";

export function App({ session, api }: { session: Session; api: Api }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // A refusal is an answer; only what got none, or a passing failure, is worth asking again.
          queries: {
            retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status < 500),
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
              <TopBar />
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
  const summary = /^\/appointments\/([0-9a-f-]{36})$/.exec(path);
  if (summary?.[1]) {
    return <Summary key={summary[1]} appointmentId={summary[1]} />;
  }
  return path.startsWith("/settings") ? <Settings /> : <Diary />;
}
