import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { afterEach, vi } from "vitest";

import { createApi } from "../src/api/client";
import { ApiProvider } from "../src/api/use-api";
import type { Session } from "../src/session/session";
import { SessionProvider } from "../src/session/use-session";

// Whether an element is hidden costs most of looking for it by its role, and nothing hangs on it here.
configure({ asyncUtilTimeout: 5_000, defaultHidden: true });

export const PRACTICE = {
  name: "Harbour Clinic",
  zone: "Europe/London",
  zone_words: "UK time",
  clock: { utc_offset: "+01:00", changes_at: "2027-10-31T01:00:00Z", utc_offset_then: "+00:00" },
};

type Answer = (request: Request) => Response | Promise<Response>;

/** What the services would answer, by "GET /booking/v1/practice". A call that nobody expects finds no connection. */
export class Services {
  readonly #answers = new Map<string, Answer[]>();
  /** Each call with what was sent, in the order in which they came. */
  readonly calls: { what: string; request: Request; body: unknown }[] = [];

  constructor() {
    vi.stubGlobal("fetch", (request: Request) => this.#fetch(request));
  }

  /** The last one is given again and again. */
  answer(what: string, ...answers: (Answer | object)[]): void {
    this.#answers.set(
      what,
      answers.map((answer) => (typeof answer === "function" ? (answer as Answer) : () => json(answer))),
    );
  }

  to(what: string) {
    return this.calls.filter((call) => call.what === what);
  }

  async #fetch(request: Request): Promise<Response> {
    const what = `${request.method} ${new URL(request.url).pathname.replace("/api/", "/")}`;
    const text = await request.clone().text();
    this.calls.push({ what, request, body: text && JSON.parse(text) });
    const answers = this.#answers.get(what) ?? [lost];
    const [answer = lost] = answers.length > 1 ? answers.splice(0, 1) : answers;
    // None comes before the page has been drawn anew.
    await new Promise((resume) => setTimeout(resume, 10));
    return await answer(request);
  }
}

export function json(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

export function lost(): never {
  throw new TypeError("Failed to fetch");
}

/** An answer that comes when it is told to. */
export function later(body: object) {
  const told = new EventTarget();
  const answer = new Promise<Response>((resolve) => {
    told.addEventListener("come", () => resolve(json(body)));
  });
  return { answer: () => answer, come: () => told.dispatchEvent(new Event("come")) };
}

export const ROBIN = {
  person: { subject: "robin", name: "Robin Ames", roles: ["receptionist"] },
  accessToken: "token",
  isSignedOut: false,
  renew: () => Promise.resolve(false),
  subscribe: () => () => undefined,
} as unknown as Session;

/** As the application wraps a screen, but that nothing is asked twice. */
export function show(screen: ReactNode): QueryClient {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <I18nProvider locale="en-GB">
      <SessionProvider session={ROBIN}>
        <QueryClientProvider client={queries}>
          <ApiProvider api={createApi(ROBIN)}>{screen}</ApiProvider>
        </QueryClientProvider>
      </SessionProvider>
    </I18nProvider>,
  );
  return queries;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
