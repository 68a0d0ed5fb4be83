/** What an API refused, as it said so (RFC 9457). `title` tells one kind from another. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string | null,
    /** Whatever else the problem says, such as `conflicts`. */
    readonly more: Record<string, unknown>,
  ) {
    super(detail ?? title);
    this.name = "Problem";
  }

  static of(status: number, body: unknown): Problem {
    const said = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
    const { title, detail, ...more } = said;
    return new Problem(
      status,
      typeof title === "string" ? title : `Status ${status}`,
      typeof detail === "string" ? detail : null,
      more,
    );
  }
}

/** No answer came: nobody knows whether the request was done. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super("The connection dropped.", { cause });
    this.name = "ConnectionLost";
  }
}
