/** The connection to the other side's browser: perfect negotiation, and an ICE restart whenever nothing comes any more. */

/**
 * @typedef {import("./signalling.js").Payload} Payload
 * @typedef {import("./signalling.js").IceServers} IceServers
 * @typedef {"none" | "connecting" | "connected" | "lost"} MediaState
 */

/** Milliseconds. */
const LOOK_EACH = 250;
const DISCONNECTED_GRACE = 500;
const STALLED_AFTER = 1_500;
const RESTART_EACH = 2_000;
const FIRST_TIME_WITHIN = 4_000;
/** The impolite side restarts first, so that mostly one of the two does. */
const POLITE_WAITS = 700;
/** So many restarts in vain, and a new connection is made. */
const RESTARTS_AT_MOST = 10;

const KINDS = /** @type {const} */ (["audio", "video"]);

/**
 * One RTCPeerConnection with its negotiation. The impolite side makes the first offer, with one line for sound and one for
 * pictures; after that tracks come and go without a negotiation, and either side may restart ICE. When both do, the polite
 * one gives way.
 */
export class Connection {
  #polite;
  #send;
  #isReachable;
  #on;
  /** @type {MediaStream} */
  #stream;
  #remote = new MediaStream();
  /** One step of the negotiation after the other. */
  #steps = Promise.resolve();
  #offer = 0;
  /** @type {RTCIceCandidateInit[]} */
  #early = [];
  /** @type {MediaState} */
  #state = "connecting";
  #flow = new Flow();
  #troubleSince = Date.now();
  #restartedAt = Date.now();
  #restarts = 0;
  #closed = false;
  #clock;

  /**
   * @param {object} options
   * @param {boolean} options.polite
   * @param {IceServers} options.iceServers
   * @param {MediaStream} options.stream
   * @param {(payload: Omit<Payload, "mine" | "yours">) => void} options.send
   * @param {() => boolean} options.isReachable whether what is sent would arrive now
   * @param {object} options.on
   * @param {(stream: MediaStream) => void} options.on.remote
   * @param {(state: MediaState) => void} options.on.state
   * @param {() => void} options.on.broken it can not be mended
   * @param {() => void} options.on.trouble nothing comes from the other side
   */
  constructor({ polite, iceServers, stream, send, isReachable, on }) {
    this.#polite = polite;
    this.#stream = stream;
    this.#send = send;
    this.#isReachable = isReachable;
    this.#on = on;
    this.pc = new RTCPeerConnection({ iceServers: iceServers ?? [], bundlePolicy: "max-bundle" });
    this.pc.onicecandidate = ({ candidate }) => {
      if (candidate) this.#send({ candidate: candidate.toJSON() });
    };
    this.pc.ontrack = ({ track }) => {
      this.#remote.addTrack(track);
      this.#on.remote(this.#remote);
    };
    this.pc.onconnectionstatechange = this.pc.oniceconnectionstatechange = () => void this.#look();
    this.#clock = setInterval(() => void this.#look(), LOOK_EACH);
    if (!polite) {
      for (const kind of KINDS) this.pc.addTransceiver(kind, { direction: "sendrecv" });
      this.use(stream);
      this.#step(() => this.#makeOffer());
    }
  }

  /** @param {MediaStream} stream */
  use(stream) {
    this.#stream = stream;
    for (const { sender, receiver } of this.pc.getTransceivers()) {
      const track = stream.getTracks().find(({ kind }) => kind === receiver.track.kind) ?? null;
      if (sender.track !== track) void sender.replaceTrack(track);
    }
  }

  /** @param {IceServers} iceServers their credentials live only so long */
  renew(iceServers) {
    this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers: iceServers ?? [] });
  }

  /** The other side can be reached again: what was said into the void is said anew. */
  reached() {
    if (this.#state !== "connected") this.#restart();
  }

  /** Whether both sides have agreed on anything yet. */
  get isFresh() {
    return this.pc.remoteDescription === null;
  }

  /** @param {Payload} payload */
  receive({ description, candidate, offer = 0, answers = 0 }) {
    this.#step(async () => {
      if (candidate) await this.#takeCandidate(candidate);
      else if (description?.type === "offer") await this.#takeOffer(description, offer);
      else if (description?.type === "answer") await this.#takeAnswer(description, answers);
    });
  }

  close() {
    this.#closed = true;
    clearInterval(this.#clock);
    this.pc.close();
  }

  /** @param {() => Promise<void>} work */
  #step(work) {
    this.#steps = this.#steps
      .then(() => (this.#closed ? undefined : work()))
      .catch(() => {
        if (!this.#closed) this.#on.broken();
      });
  }

  async #makeOffer() {
    const number = ++this.#offer;
    await this.pc.setLocalDescription(await this.pc.createOffer());
    this.#send({ description: this.pc.localDescription, offer: number });
  }

  /**
   * @param {RTCSessionDescriptionInit} description
   * @param {number} number
   */
  async #takeOffer(description, number) {
    const collides = this.pc.signalingState !== "stable";
    if (collides && !this.#polite) return;
    await this.pc.setRemoteDescription(description);
    for (const transceiver of this.pc.getTransceivers()) transceiver.direction = "sendrecv";
    this.use(this.#stream);
    await this.#takeEarly();
    await this.pc.setLocalDescription(await this.pc.createAnswer());
    this.#send({ description: this.pc.localDescription, answers: number });
  }

  /**
   * An answer to an offer that was replaced meanwhile is passed over.
   *
   * @param {RTCSessionDescriptionInit} description
   * @param {number} number
   */
  async #takeAnswer(description, number) {
    if (number !== this.#offer || this.pc.signalingState !== "have-local-offer") return;
    await this.pc.setRemoteDescription(description);
    await this.#takeEarly();
  }

  /** @param {RTCIceCandidateInit} candidate */
  async #takeCandidate(candidate) {
    if (this.isFresh) {
      this.#early.push(candidate);
      return;
    }
    try {
      await this.pc.addIceCandidate(candidate);
    } catch {
      // It belongs to a description that was passed over or replaced.
    }
  }

  async #takeEarly() {
    for (const candidate of this.#early.splice(0)) await this.#takeCandidate(candidate);
  }

  async #look() {
    if (this.#closed) return;
    const now = Date.now();
    const { iceConnectionState } = this.pc;
    const connectionState = stateOf(this.pc);
    const stalled =
      connectionState === "connected" && (await this.#flow.isStalled(this.pc, now, STALLED_AFTER));
    if (this.pc.signalingState === "closed") return;
    if (connectionState === "connected" && iceConnectionState !== "disconnected" && !stalled) {
      this.#troubleSince = 0;
      this.#restarts = 0;
      this.#tell("connected");
      return;
    }
    this.#troubleSince ||= now;
    if (!stalled && connectionState !== "failed" && now - this.#troubleSince < DISCONNECTED_GRACE) return;
    if (this.#state === "connected") {
      this.#tell("lost");
      this.#restartedAt = now - RESTART_EACH;
    }
    this.#on.trouble();
    const each = this.#state === "connecting" ? FIRST_TIME_WITHIN : RESTART_EACH;
    if (now - this.#restartedAt >= each + (this.#polite ? POLITE_WAITS : 0)) this.#restart();
  }

  #restart() {
    if (!this.#isReachable() || (this.#polite && this.isFresh)) return;
    this.#restartedAt = Date.now();
    if (++this.#restarts > RESTARTS_AT_MOST) {
      this.#on.broken();
      return;
    }
    this.#step(async () => {
      this.pc.restartIce();
      await this.#makeOffer();
    });
  }

  /** @param {MediaState} state */
  #tell(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#on.state(state);
  }
}

/**
 * Firefox before 113 tells of ICE alone.
 *
 * @param {RTCPeerConnection} pc
 */
function stateOf({ connectionState, iceConnectionState }) {
  const known = /** @type {RTCPeerConnectionState | undefined} */ (connectionState);
  return known ?? (iceConnectionState === "completed" ? "connected" : iceConnectionState);
}

/** Whether bytes still come in. A side that has nothing to send is told from a cut by the answers to ICE's own checks. */
class Flow {
  #bytes = 0;
  #answers = 0;
  #since = 0;
  #flowed = false;

  /**
   * @param {RTCPeerConnection} pc
   * @param {number} now
   * @param {number} after milliseconds without anything
   */
  async isStalled(pc, now, after) {
    let bytes = 0;
    let answers = 0;
    for (const stat of /** @type {Map<string, RTCIceCandidatePairStats>} */ (await pc.getStats()).values()) {
      if (stat.type !== "candidate-pair") continue;
      bytes += stat.bytesReceived ?? 0;
      answers += stat.responsesReceived ?? 0;
    }
    if (bytes !== this.#bytes) {
      this.#flowed = true;
      this.#since = now;
    } else if (answers > this.#answers) {
      this.#flowed = false;
    }
    this.#bytes = bytes;
    this.#answers = answers;
    return this.#flowed && now - this.#since >= after;
  }
}
