/** A call between two browsers, from either side: the room's socket, and the connection that the room asks for. */

import { Connection } from "./connection.js";
import { newId } from "./ids.js";
import { Signalling } from "./signalling.js";

/**
 * @typedef {import("./signalling.js").Room} Room
 * @typedef {import("./signalling.js").Payload} Payload
 * @typedef {import("./signalling.js").SignallingState} SignallingState
 * @typedef {import("./connection.js").MediaState} MediaState
 */

/**
 * Enters a room and stays in it, whatever the network does.
 *
 * @template {Room} R
 * @param {object} options
 * @param {() => Promise<{ticket: string}>} options.enter asks for a ticket; throws `{retry: false}` when the room is not to
 *   be entered any more
 * @param {boolean} options.polite true for the client
 * @param {MediaStream} options.stream may have no tracks; see `use`
 * @param {string} [options.address] of the socket
 * @param {object} options.on
 * @param {(room: R) => void} options.on.room
 * @param {(stream: MediaStream | null) => void} options.on.remote null when the other side is gone
 * @param {(state: MediaState) => void} options.on.media
 * @param {(state: SignallingState) => void} options.on.signalling
 */
export function openCall({ enter, polite, stream, address = roomAddress(), on }) {
  return new Call(enter, polite, stream, address, on);
}

/** @template {Room} R */
export class Call {
  #polite;
  #stream;
  #on;
  /** @type {Signalling<R>} */
  #signalling;
  /** @type {RTCConfiguration["iceServers"]} */
  #iceServers = [];
  /** @type {string | null} */
  #peer = null;
  /** @type {Connection | null} */
  #connection = null;
  /** Ids of this side's connection and of the other side's that it is bound to, so that both know when either began anew. */
  #mine = "";
  /** @type {string | null} */
  #theirs = null;
  /** @type {Set<string>} */
  #retired = new Set();
  /** What a page says before the room names it. @type {Map<string, Payload[]>} */
  #early = new Map();
  #gone = false;

  /**
   * @param {() => Promise<{ticket: string}>} enter
   * @param {boolean} polite
   * @param {MediaStream} stream
   * @param {string} address
   * @param {{room: (room: R) => void, remote: (stream: MediaStream | null) => void, media: (state: MediaState) => void,
   *   signalling: (state: SignallingState) => void}} on
   */
  constructor(enter, polite, stream, address, on) {
    this.#polite = polite;
    this.#stream = stream;
    this.#on = on;

    this.#signalling = new Signalling({
      enter,
      address,
      participant: newId(),
      on: {
        entered: ({ provider }) => {
          this.#iceServers = provider.ice_servers;
          this.#connection?.renew(provider.ice_servers);
        },
        room: (room) => this.#room(room),
        signal: ({ from, payload }) => this.#signal(from, read(payload)),
        state: (state) => {
          if (state === "connected") this.#connection?.reached();
          if (state === "closed") this.#hangUp();
          on.signalling(state);
        },
      },
    });
  }

  /** The RTCPeerConnection of now. */
  get peerConnection() {
    return this.#connection?.pc ?? null;
  }

  /**
   * Replaces what this side sends.
   *
   * @param {MediaStream} stream
   */
  use(stream) {
    this.#stream = stream;
    this.#connection?.use(stream);
  }

  /** @param {string} host the page of who would host from now on */
  agree(host) {
    this.#signalling.agree(host);
  }

  /** @param {string} token the host's newer access token */
  renew(token) {
    this.#signalling.renew(token);
  }

  /** For now: the link lives on. */
  leave() {
    this.#signalling.leave();
  }

  /** Without a word to the other side. */
  close() {
    this.#signalling.close();
  }

  /** @param {R} room */
  #room(room) {
    if (room.peer === null) {
      // Perhaps only the other side's socket is lost, and sound and pictures still come.
      if (!isInCall(room)) this.#forget();
      this.#gone = true;
    } else if (room.peer !== this.#peer) {
      this.#forget();
      this.#gone = false;
      this.#peer = room.peer;
      this.#connect();
      this.#takeEarly(room.peer);
    } else if (this.#gone) {
      this.#gone = false;
      this.#connection?.reached();
    }
    this.#on.room(room);
  }

  #forget() {
    this.#peer = null;
    this.#signalling.forget();
    this.#hangUp();
  }

  #hangUp() {
    if (!this.#connection) return;
    this.#connection.close();
    this.#connection = null;
    this.#theirs = null;
    this.#on.remote(null);
    this.#on.media("none");
  }

  #connect(theirs = /** @type {string | null} */ (null)) {
    this.#connection?.close();
    const mine = newId();
    this.#mine = mine;
    this.#theirs = theirs;
    this.#on.media("connecting");
    this.#connection = new Connection({
      polite: this.#polite,
      iceServers: this.#iceServers,
      stream: this.#stream,
      send: (payload) => {
        if (mine === this.#mine) this.#send(payload);
      },
      isReachable: () => this.#peer !== null && !this.#gone && this.#signalling.isConnected,
      on: {
        remote: (stream) => this.#on.remote(stream),
        state: (state) => this.#on.media(state),
        broken: () => this.#connect(),
        trouble: () => this.#signalling.probe(),
      },
    });
    // The polite side waits for an offer, and says that it has begun.
    if (this.#polite && theirs === null) this.#send({});
  }

  /** @param {Omit<Payload, "mine" | "yours">} payload */
  #send(payload) {
    if (this.#peer === null) return;
    this.#signalling.send(this.#peer, { ...payload, mine: this.#mine, yours: this.#theirs });
  }

  /**
   * @param {string} from
   * @param {Payload} payload
   */
  #signal(from, payload) {
    if (from !== this.#peer) {
      this.#early.set(from, [...(this.#early.get(from) ?? []), payload]);
      return;
    }
    const { mine: theirs, yours: mine } = payload;
    if (this.#retired.has(theirs) || (mine !== null && mine !== this.#mine)) return;
    if (this.#theirs !== null && theirs !== this.#theirs) {
      this.#retired.add(this.#theirs);
      if (!this.#connection?.isFresh) this.#connect(theirs);
    }
    this.#theirs = theirs;
    this.#connection?.receive(payload);
  }

  /** @param {string} peer */
  #takeEarly(peer) {
    for (const payload of this.#early.get(peer) ?? []) this.#signal(peer, payload);
    this.#early.clear();
  }
}

/**
 * @param {string} json
 * @returns {Payload}
 */
function read(json) {
  /** @type {unknown} */
  const payload = JSON.parse(json);
  return /** @type {Payload} */ (payload);
}

/** @param {Room} room */
function isInCall({ client, state }) {
  return ["in_call", "lost"].includes(client ?? state);
}

function roomAddress() {
  return `${location.origin.replace(/^http/, "ws")}/room/signals`;
}
