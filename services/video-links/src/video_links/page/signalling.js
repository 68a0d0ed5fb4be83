/** The socket of a room, kept up: what was not taken is sent again, what was seen is passed over. */

/**
 * What one page says to the other; the server does not look into it. `mine` and `yours` are the ids of the two sides'
 * connections; `answers` is the number of the offer that is answered. Without any of the rest it says "I have begun".
 *
 * @typedef {object} Payload
 * @property {string} mine
 * @property {string | null} yours
 * @property {RTCSessionDescriptionInit | null} [description]
 * @property {number} [offer]
 * @property {number} [answers]
 * @property {RTCIceCandidateInit} [candidate]
 */

/**
 * How it stands in the room, as the server tells: `state`, `host`, `peer`, `asks` and `name` to the client; `state`,
 * `ended`, `client`, `client_since`, `device`, `peer`, `asked` and `colleague` to the host.
 *
 * @typedef {{state: string, peer: string | null, client?: string}} Room
 */

/**
 * @typedef {RTCConfiguration["iceServers"]} IceServers
 * @typedef {{type: "entered", role: "client" | "host", provider: {name: string, ice_servers: IceServers}}} Entered
 * @typedef {{type: "signal", from: string, number: number, payload: string}} Signal `payload` is a Payload as JSON
 * @typedef {{type: "signal", number: number, to: string, payload: string}} Sent
 * @typedef {"connected" | "lost" | "closed"} SignallingState
 */

/**
 * @template R
 * @typedef {Entered | Signal | (R & {type: "room"}) | {type: "taken", number: number} | {type: "alive"}} Frame
 */

/** Milliseconds. The server answers each sign of life, so that a socket which is silent for long is dead. */
const ALIVE_EACH = 5_000;
const DEAD_AFTER = 12_000;
const PROBED_DEAD_AFTER = 2_500;
const TAKEN_WITHIN = 3_000;
const ENTERED_WITHIN = 8_000;

/** Close codes of decision 0012 after which asking again would change nothing. */
const NOT_UNDERSTOOD = 4400;
const ENTERED_ELSEWHERE = 4409;

/**
 * How long to wait before the next try, in milliseconds: from 0.5 s to 5 s, spread so that pages do not come all at once.
 *
 * @param {number} attempt from 0
 */
export function backOff(attempt, random = Math.random()) {
  return Math.min(5_000, 500 * 2 ** attempt) * (0.75 + random / 4);
}

/** Signals that the server has not yet said to be safe, in the order in which they were sent. */
export class Outbox {
  #number = 0;
  /** @type {Map<number, {frame: Sent, at: number}>} */
  #waiting = new Map();

  /**
   * @param {string} to
   * @param {Payload} payload
   */
  add(to, payload) {
    /** @type {Sent} */
    const frame = { type: "signal", number: ++this.#number, to, payload: JSON.stringify(payload) };
    this.#waiting.set(frame.number, { frame, at: -Infinity });
  }

  /** @param {number} number */
  taken(number) {
    this.#waiting.delete(number);
  }

  /** With the socket: what was on its way is to be sent again. */
  lost() {
    for (const waiting of this.#waiting.values()) waiting.at = -Infinity;
  }

  /** Nobody waits for what these would have said any more. */
  forget() {
    this.#waiting.clear();
  }

  /**
   * What is to be sent, for the first time or again, oldest first.
   *
   * @param {string} to
   * @param {number} now
   * @param {number} olderThan milliseconds since it was last sent
   */
  due(to, now, olderThan) {
    const late = [...this.#waiting.values()].filter(
      ({ frame, at }) => frame.to === to && now - at >= olderThan,
    );
    for (const waiting of late) waiting.at = now;
    return late.map(({ frame }) => frame);
  }
}

/** Which signals have come already. */
export class Seen {
  /** @type {Set<string>} */
  #seen = new Set();

  /**
   * True the first time.
   *
   * @param {{from: string, number: number}} signal
   */
  isNews({ from, number }) {
    const before = this.#seen.size;
    return this.#seen.add(`${from} ${number}`).size > before;
  }
}

/** @template {Room} R */
export class Signalling {
  #enter;
  #address;
  #participant;
  #on;
  #outbox = new Outbox();
  #seen = new Seen();
  /** @type {WebSocket | null} */
  #socket = null;
  #entered = false;
  /** @type {string | null} */
  #peer = null;
  #closed = false;
  #attempt = 0;
  /** Counts the tries: what an older one still brings is nobody's. */
  #try = 0;
  #heard = 0;
  #dead = Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #next;
  /** @type {ReturnType<typeof setInterval>[]} */
  #clocks;
  #listening = new AbortController();

  /**
   * @param {object} options
   * @param {() => Promise<{ticket: string}>} options.enter may throw `{retry: false}`
   * @param {string} options.address
   * @param {string} options.participant
   * @param {object} options.on
   * @param {(entered: Entered) => void} options.on.entered
   * @param {(room: R) => void} options.on.room
   * @param {(signal: Signal) => void} options.on.signal
   * @param {(state: SignallingState) => void} options.on.state
   */
  constructor({ enter, address, participant, on }) {
    this.#enter = enter;
    this.#address = address;
    this.#participant = participant;
    this.#on = on;
    this.#clocks = [
      setInterval(() => this.#write({ type: "alive" }), ALIVE_EACH),
      setInterval(() => this.#lookAround(), 500),
    ];
    const { signal } = this.#listening;
    globalThis.addEventListener("online", () => this.hurry(), { signal });
    globalThis.addEventListener("offline", () => this.#lost(), { signal });
    void this.#connect();
  }

  get isConnected() {
    return this.#entered;
  }

  /**
   * @param {string} to
   * @param {Payload} payload
   */
  send(to, payload) {
    this.#outbox.add(to, payload);
    this.#flush();
  }

  forget() {
    this.#outbox.forget();
  }

  /** The network may have come back or changed: ask whether the socket still lives, or try at once. */
  hurry() {
    if (this.#closed) return;
    if (this.#socket) {
      this.probe();
    } else {
      this.#attempt = 0;
      void this.#connect();
    }
  }

  /** Whether anybody is there is known within 2.5 s. */
  probe() {
    if (!this.#entered || this.#dead < Infinity) return;
    this.#write({ type: "alive" });
    this.#dead = Date.now() + PROBED_DEAD_AFTER;
  }

  /** @param {string} host */
  agree(host) {
    this.#write({ type: "agree", with: host });
  }

  /** @param {string} token */
  renew(token) {
    this.#write({ type: "renew", token });
  }

  /** For now: the link lives on. */
  leave() {
    if (this.#entered) this.#write({ type: "leave" });
    this.close();
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#try++;
    this.#listening.abort();
    this.#clocks.forEach(clearInterval);
    this.#drop();
    this.#on.state("closed");
  }

  async #connect() {
    if (this.#closed) return;
    clearTimeout(this.#next);
    const turn = ++this.#try;
    let ticket;
    try {
      ({ ticket } = await within(ENTERED_WITHIN, this.#enter()));
    } catch (refusal) {
      if (turn !== this.#try) return;
      if (isFinal(refusal)) this.close();
      else this.#tryAgain();
      return;
    }
    if (turn !== this.#try) return;
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    this.#dead = Date.now() + ENTERED_WITHIN;
    socket.onopen = () => {
      this.#write({ type: "enter", ticket, participant: this.#participant });
    };
    socket.onmessage = (/** @type {MessageEvent<string>} */ { data }) => {
      /** @type {unknown} */
      const frame = JSON.parse(data);
      if (socket === this.#socket) this.#hear(/** @type {Frame<R>} */ (frame));
    };
    socket.onclose = ({ code }) => {
      if (socket !== this.#socket) return;
      if (code === NOT_UNDERSTOOD || code === ENTERED_ELSEWHERE) this.close();
      else this.#lost();
    };
  }

  /** @param {Frame<R>} frame */
  #hear(frame) {
    this.#heard = Date.now();
    if (this.#entered || frame.type === "entered") this.#dead = Infinity;
    switch (frame.type) {
      case "entered":
        this.#entered = true;
        this.#attempt = 0;
        this.#on.entered(frame);
        this.#on.state("connected");
        return;
      case "room":
        this.#peer = frame.peer;
        this.#on.room(frame);
        this.#flush();
        return;
      case "signal":
        this.#write({ type: "received", from: frame.from, number: frame.number });
        if (this.#seen.isNews(frame)) this.#on.signal(frame);
        return;
      case "taken":
        this.#outbox.taken(frame.number);
    }
  }

  /** Timers of a page that slept are late: what counts is the clock. */
  #lookAround() {
    const now = Date.now();
    if (this.#socket && (now > this.#dead || (this.#entered && now - this.#heard > DEAD_AFTER))) this.#lost();
    this.#flush();
  }

  /** On each socket the server takes signals from when it has named the peer, and for that peer alone. */
  #flush() {
    if (this.#peer === null) return;
    for (const frame of this.#outbox.due(this.#peer, Date.now(), TAKEN_WITHIN)) this.#write(frame);
  }

  #lost() {
    if (this.#closed || !this.#socket) return;
    const wasConnected = this.#entered;
    this.#drop();
    this.#tryAgain();
    if (wasConnected) this.#on.state("lost");
  }

  #tryAgain() {
    this.#next = setTimeout(() => void this.#connect(), backOff(this.#attempt++));
  }

  #drop() {
    clearTimeout(this.#next);
    const socket = this.#socket;
    this.#socket = null;
    this.#entered = false;
    this.#peer = null;
    this.#outbox.lost();
    this.#dead = Infinity;
    socket?.close();
  }

  /** @param {object} frame */
  #write(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}

/** @param {unknown} refusal */
function isFinal(refusal) {
  return typeof refusal === "object" && refusal !== null && "retry" in refusal && refusal.retry === false;
}

/**
 * @template T
 * @param {number} milliseconds
 * @param {Promise<T>} answer
 * @returns {Promise<T>}
 */
function within(milliseconds, answer) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("no answer")), milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(late));
  });
}
