/** One's own microphone and camera, in the waiting room and in the call: shown, switched, and had again when they end. */

import { NO_TROUBLE, devices, stop, watchDevices } from "./devices.js";
import { all, one } from "./find.js";
import { troublesInWords } from "./troubles.js";

/** Had again at once, unless it ends as soon as it is had. In milliseconds. */
const HAD_FOR_A_WHILE = 2_000;

export class Own {
  #wish;
  #say;
  #use;
  stream = new MediaStream();
  #troubles = NO_TROUBLE;
  #words = "";
  #muted = false;
  #cameraOff = false;
  /** Counts the tries: what an older one still brings is nobody's. 0: nothing is wanted. */
  #turn = 0;
  #tries = 0;
  #hadAt = 0;

  /**
   * @param {object} options
   * @param {import("./devices.js").Wish} options.wish
   * @param {(words: string) => void} options.say
   * @param {(stream: MediaStream) => void} options.use called whenever there is another one
   */
  constructor({ wish, say, use }) {
    this.#wish = wish;
    this.#say = say;
    this.#use = use;
    watchDevices(() => {
      if (this.#turn > 0 && Object.values(this.#troubles).includes("missing")) void this.start();
    });
  }

  /** Also when it is tried again. */
  async start() {
    const turn = ++this.#tries;
    this.#turn = turn;
    const { stream, troubles } = await devices(this.#wish);
    if (turn !== this.#turn) {
      stop(stream);
      return;
    }
    stop(this.stream);
    this.stream = stream;
    this.#troubles = troubles;
    this.#hadAt = Date.now();
    for (const track of stream.getTracks()) this.#watch(track);
    this.#use(stream);
    this.#switch();
    for (const video of all("video[data-self]")) {
      /** @type {HTMLVideoElement} */ (video).srcObject = stream;
      void (/** @type {HTMLVideoElement} */ (video).play().catch(() => undefined));
    }
    this.#tell();
  }

  stop() {
    this.#turn = 0;
    stop(this.stream);
    this.stream = new MediaStream();
  }

  mute() {
    this.#muted = !this.#muted;
    this.#switch();
  }

  turnCamera() {
    this.#cameraOff = !this.#cameraOff;
    this.#switch();
  }

  /**
   * A phone call or another program takes it for a while; a headset is pulled out.
   *
   * @param {MediaStreamTrack} track
   */
  #watch(track) {
    const isOurs = () => this.stream.getTracks().includes(track);
    for (const change of ["mute", "unmute"])
      track.addEventListener(change, () => {
        if (isOurs()) this.#tell();
      });
    track.addEventListener("ended", () => {
      if (!isOurs()) return;
      if (Date.now() - this.#hadAt > HAD_FOR_A_WHILE) {
        void this.start();
      } else {
        this.stream.removeTrack(track);
        const what = track.kind === "audio" ? "microphone" : "camera";
        this.#troubles = { ...this.#troubles, [what]: "in use" };
        this.#switch();
        this.#tell();
      }
    });
  }

  #switch() {
    for (const track of this.stream.getTracks())
      track.enabled = track.kind === "audio" ? !this.#muted : !this.#cameraOff;
    const microphone = this.stream.getAudioTracks().length > 0;
    const sound = microphone && !this.#muted;
    const camera = this.stream.getVideoTracks().length > 0;
    const picture = camera && !this.#cameraOff;
    one("[data-sending]").textContent =
      sound && picture
        ? "You: camera and microphone on"
        : sound
          ? `You: microphone on, ${camera ? "camera off" : "no camera"}`
          : picture
            ? "You: camera on, microphone off"
            : "You: camera and microphone off";
    const mute = this.#muted ? "Unmute" : "Mute";
    label("[data-do=mute]", microphone ? mute : "No microphone", { off: this.#muted, isThere: microphone });
    const turn = this.#cameraOff ? "Camera on" : "Camera off";
    label("[data-do=camera]", camera ? turn : "No camera", { off: this.#cameraOff, isThere: camera });
  }

  #tell() {
    /** @param {MediaStreamTrack[]} tracks */
    const isPaused = (tracks) => (tracks.some(({ muted }) => muted) ? "paused" : null);
    const words = troublesInWords({
      microphone: this.#troubles.microphone ?? isPaused(this.stream.getAudioTracks()),
      camera: this.#troubles.camera ?? isPaused(this.stream.getVideoTracks()),
    });
    if (words !== this.#words) this.#say(words);
    this.#words = words;
    for (const line of all("[data-section] > [data-trouble], .banners [data-trouble]")) {
      one("span", line).textContent = words;
      line.hidden = words === "";
    }
  }
}

/**
 * @param {string} buttons
 * @param {string} words
 * @param {{off: boolean, isThere: boolean}} device `isThere`: what is not cannot be switched
 */
function label(buttons, words, { off, isThere }) {
  for (const button of all(buttons)) {
    one("span", button).textContent = words;
    button.toggleAttribute("data-off", off && isThere);
    button.toggleAttribute("disabled", !isThere);
  }
}
