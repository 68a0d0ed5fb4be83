/** Camera, microphone and loudspeaker: what can be had, and why not what cannot. */

/** @typedef {"refused" | "missing" | "in use" | null} Trouble why there is no picture, or no sound either */
/** @typedef {{camera: string, microphone: string}} Wish ids of devices; empty for any */

/** The exact words. @type {Record<NonNullable<Trouble>, string>} */
export const TROUBLE = {
  refused:
    "Your browser did not let us use the camera. Press the camera sign beside the address, choose Allow, then try again.",
  missing: "We cannot find a camera. You can join with sound only.",
  "in use": "Another program is using the camera. Close it, then try again.",
};

/**
 * As much as can be had: both, else sound only, else nothing at all.
 *
 * @param {Wish} wish
 * @returns {Promise<{stream: MediaStream, trouble: Trouble}>}
 */
export async function devices(wish) {
  const audio = wish.microphone ? { deviceId: wish.microphone } : true;
  const camera = wish.camera ? { deviceId: wish.camera } : { facingMode: "user" };
  const video = { ...camera, width: { ideal: 1280 }, height: { ideal: 720 } };
  try {
    return { stream: await navigator.mediaDevices.getUserMedia({ audio, video }), trouble: null };
  } catch (refusal) {
    const trouble = troubleOf(refusal);
    for (const less of [{ audio }, { video }]) {
      try {
        return {
          stream: await navigator.mediaDevices.getUserMedia(less),
          trouble: "video" in less ? null : trouble,
        };
      } catch {
        // Then with less.
      }
    }
    return { stream: new MediaStream(), trouble };
  }
}

/**
 * @param {unknown} refusal
 * @returns {NonNullable<Trouble>}
 */
function troubleOf(refusal) {
  const name = refusal instanceof DOMException ? refusal.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotReadableError" || name === "AbortError" ? "in use" : "missing";
}

/** @param {MediaStream} stream */
export function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** Works as long as the page is open, and is asked for in a press. */
let /** @type {AudioContext | undefined} */ loudspeaker;

/** Two soft tones. */
export function playSound() {
  loudspeaker ??= new AudioContext();
  const { currentTime } = loudspeaker;
  for (const [at, pitch] of /** @type {const} */ ([
    [0, 523],
    [0.25, 659],
  ])) {
    const tone = new OscillatorNode(loudspeaker, { frequency: pitch });
    const volume = new GainNode(loudspeaker, { gain: 0.15 });
    volume.gain.setTargetAtTime(0, currentTime + at + 0.2, 0.08);
    tone.connect(volume).connect(loudspeaker.destination);
    tone.start(currentTime + at);
    tone.stop(currentTime + at + 0.6);
  }
}

/**
 * How loud it is, from 0 to 1, about ten times a second until the answer is called.
 *
 * @param {MediaStream} stream
 * @param {(level: number) => void} tell
 */
export function listen(stream, tell) {
  loudspeaker ??= new AudioContext();
  const source = new MediaStreamAudioSourceNode(loudspeaker, { mediaStream: stream });
  const analyser = new AnalyserNode(loudspeaker, { fftSize: 1024 });
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const clock = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(
      Math.min(1, 4 * Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)),
    );
  }, 100);
  return () => {
    clearInterval(clock);
    source.disconnect();
  };
}
