import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import type { Api } from "../api/client";
import { serverEvents } from "../api/server-events";
import { useApi } from "../api/use-api";
import { noteServer } from "../connection";
import type { Asked } from "./queries";

/** Whose diary changed, and which days of it; null for any. The APIs' documents do not describe what a stream says. */
interface DiaryChange {
  practitioner_id: string | null;
  days: string[] | null;
}

const LEAST = 1_000; // ms before the next attempt to listen
const MOST = 5_000; // ms
/** The server says each 2 s that it is there. */
const SILENT = 4_000; // ms

/**
 * Has the diary asked again where others change it, whatever screen is shown. The first of a stream always says that anything may have
 * changed, so nothing is missed between two streams. A hidden tab does not listen: browsers give few connections. Where nothing
 * is heard, not even that nothing has changed, whoever looks is offline.
 */
export function useDiaryChanges(): void {
  const { booking } = useApi();
  const queries = useQueryClient();
  useEffect(() => {
    let listening: AbortController | null = null;
    function follow() {
      listening?.abort();
      listening = null;
      if (document.visibilityState === "visible") {
        listening = new AbortController();
        void listen(booking, queries, listening.signal);
      } else {
        noteServer(null);
      }
    }
    follow();
    document.addEventListener("visibilitychange", follow);
    addEventListener("online", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      removeEventListener("online", follow);
      listening?.abort();
      noteServer(null);
    };
  }, [booking, queries]);
}

async function listen(booking: Api["booking"], queries: QueryClient, signal: AbortSignal): Promise<void> {
  const isOver = () => signal.aborted;
  let pause = LEAST;
  while (!isOver()) {
    const silence = new Silence(signal);
    try {
      const { response } = await booking.GET("/api/booking/v1/diary/changes", {
        parseAs: "stream",
        signal: silence.signal,
      });
      silence.heard();
      if (response.ok && response.body) {
        for await (const { event, data } of serverEvents(response.body, () => silence.heard())) {
          pause = LEAST;
          if (event === "changed") {
            const change = JSON.parse(data) as DiaryChange;
            void queries.invalidateQueries({ predicate: (query) => concerns(change, query) });
          }
        }
      }
    } catch {
      // It ends with the connection or with the page.
      if (!isOver()) {
        noteServer(false);
      }
    } finally {
      silence.end();
    }
    await new Promise((resume) => setTimeout(resume, pause));
    pause = Math.min(pause * 2, MOST);
  }
}

/** Ends what it is for once nothing has been heard for too long. */
class Silence {
  readonly #ending = new AbortController();
  readonly signal: AbortSignal;
  #timer: ReturnType<typeof setTimeout>;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.#ending.signal]);
    this.#timer = this.#begin();
  }

  heard(): void {
    noteServer(true);
    clearTimeout(this.#timer);
    this.#timer = this.#begin();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #begin() {
    return setTimeout(() => this.#ending.abort(), SILENT);
  }
}

function concerns({ practitioner_id, days }: DiaryChange, { queryKey: [name, asked] }: Query): boolean {
  if (name !== "diary") {
    return false;
  }
  if (typeof asked === "string") {
    return true; // a preview: the dialog in which it stands knows its days, its key does not
  }
  const { from, to, practitioner_id: whose } = asked as Asked;
  const isTheirs = !whose || !practitioner_id || whose === practitioner_id;
  return isTheirs && (!days || days.some((day) => day >= from && day <= to));
}
