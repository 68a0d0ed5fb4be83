import createClient, { type Client } from "openapi-fetch";

import { noteServer } from "../connection";
import type { Session } from "../session/session";
import type { paths as BookingPaths } from "./generated/booking";
import type { paths as NotificationsPaths } from "./generated/notifications";
import type { paths as VideoLinksPaths } from "./generated/video-links";
import { ConnectionLost, Problem } from "./problem";

/** The services' APIs, typed by docs/api. Every call carries the access token, which is renewed when refused. */
export interface Api {
  booking: Client<BookingPaths>;
  notifications: Client<NotificationsPaths>;
  videoLinks: Client<VideoLinksPaths>;
}

export function createApi(session: Session): Api {
  const options = { baseUrl: location.origin, fetch: authorised(session) };
  return {
    booking: createClient(options),
    notifications: createClient(options),
    videoLinks: createClient(options),
  };
}

/** What was answered. Throws Problem, ConnectionLost. */
export async function answered<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok || data === undefined) {
    throw Problem.of(response.status, error);
  }
  return data;
}

/** For what is done without an answer. Throws Problem, ConnectionLost. */
export async function accepted(call: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await call;
  if (!response.ok) {
    throw Problem.of(response.status, error);
  }
}

function authorised(session: Session): (request: Request) => Promise<Response> {
  const send = async (request: Request) => {
    request.headers.set("Authorization", `Bearer ${session.accessToken}`);
    try {
      return await fetch(request);
    } catch (error) {
      if (request.signal.aborted) {
        throw error;
      }
      noteServer(false);
      throw new ConnectionLost(error);
    }
  };
  return async (request) => {
    const again = request.clone();
    const answer = await send(request);
    return answer.status === 401 && (await session.renew()) ? send(again) : answer;
  };
}
