/** Two tones to hear, and how loud the microphone is. */

/** Works as long as the page is open, and is asked for in a press. */
let /** @type {AudioContext | undefined} */ loudspeaker;

export function canPlaySound() {
  return "AudioContext" in window;
}

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
