export interface ServerEvent {
  event: string;
  data: string;
}

/**
 * What a stream of server-sent events says, as it comes. `onHeard` is called for whatever comes, comments too. Source: HTML
 * Living Standard, 9.2.6.
 */
export async function* serverEvents(
  body: ReadableStream<Uint8Array>,
  onHeard?: () => void,
): AsyncGenerator<ServerEvent> {
  let event = "";
  let data: string[] = [];
  for await (const line of lines(body, onHeard)) {
    if (line === "") {
      if (data.length > 0) {
        yield { event: event || "message", data: data.join("\n") };
      }
      event = "";
      data = [];
      continue;
    }
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") {
      event = value;
    } else if (field === "data") {
      data.push(value);
    }
  }
}

async function* lines(body: ReadableStream<Uint8Array>, onHeard?: () => void): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      onHeard?.();
      rest += decoder.decode(value, { stream: true });
      // A carriage return at the end may be half of a line's end.
      const complete = rest.endsWith("\r") ? rest.slice(0, -1) : rest;
      const parts = complete.split(/\r\n|\r|\n/);
      rest = (parts.pop() ?? "") + rest.slice(complete.length);
      yield* parts;
    }
  } finally {
    await reader.cancel();
  }
}
