import type { components as Booking } from "./generated/booking";
import type { components as Notifications } from "./generated/notifications";
import type { components as VideoLinks } from "./generated/video-links";

type Declared<Schemas> = Extract<Schemas[keyof Schemas], { type: `/problems/${string}` }>;

/** What the APIs declare that they may refuse. */
export type Refusal =
  Declared<Booking["schemas"]> | Declared<Notifications["schemas"]> | Declared<VideoLinks["schemas"]>;
export type ProblemType = Refusal["type"];

/** What a gateway or a proxy answers by itself. */
interface Untyped {
  type: "about:blank";
  title: string;
  status: number;
  detail?: string;
}

/**
 * What was refused (RFC 9457). Its `type` tells one kind from another; an API that is newer than this page may have
 * one that is not known here. `title` and `detail` are words for people.
 */
export class Problem extends Error {
  constructor(readonly said: Refusal | Untyped) {
    super(said.detail ?? said.title);
    this.name = "Problem";
  }

  static of(status: number, body: unknown): Problem {
    const said = typeof body === "object" && body !== null ? body : {};
    const defaults = { type: "about:blank", title: `Status ${status}` };
    return new Problem({ ...defaults, ...said, status } as Refusal | Untyped);
  }
}

/** Whether it was refused for one of these reasons. */
export function isProblem<T extends ProblemType>(
  error: unknown,
  ...types: T[]
): error is Problem & { said: Extract<Refusal, { type: T }> } {
  return error instanceof Problem && types.some((type) => type === error.said.type);
}

/** No answer came: nobody knows whether the request was done. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super("The connection dropped.", { cause });
    this.name = "ConnectionLost";
  }
}
