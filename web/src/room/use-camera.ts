import { useCallback, useEffect, useState } from "react";

export type CameraTrouble = "refused" | "no_camera" | "in_use" | "no_microphone";

interface Taken {
  stream: MediaStream | null;
  trouble: CameraTrouble | null;
}

const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 } };

export interface Camera extends Taken {
  isMuted: boolean;
  isDark: boolean;
  mute: (muted: boolean) => void;
  darken: (dark: boolean) => void;
  tryAgain: () => void;
}

/** The host's own camera and microphone, as long as the room is shown: both, or whichever can be had. */
export function useCamera(): Camera {
  const [attempt, setAttempt] = useState(0);
  const [{ stream, trouble }, setTaken] = useState<Taken>({ stream: null, trouble: null });
  const [isMuted, mute] = useState(false);
  const [isDark, darken] = useState(false);
  const tryAgain = useCallback(() => setAttempt((before) => before + 1), []);

  useEffect(() => {
    let isOver = false;
    let mine: MediaStream | null = null;
    void take().then((taken) => {
      mine = taken.stream;
      if (isOver) {
        release(mine);
        return;
      }
      for (const track of mine?.getTracks() ?? []) {
        track.addEventListener("ended", tryAgain); // unplugged, or taken away in the browser's settings
      }
      setTaken(taken);
    });
    return () => {
      isOver = true;
      release(mine);
    };
  }, [attempt, tryAgain]);

  useEffect(() => {
    for (const track of stream?.getAudioTracks() ?? []) {
      track.enabled = !isMuted;
    }
    for (const track of stream?.getVideoTracks() ?? []) {
      track.enabled = !isDark;
    }
  }, [stream, isMuted, isDark]);

  return { stream, trouble, isMuted, isDark, mute, darken, tryAgain };
}

/** Of several failures the first is told: it is that of asking for both. */
async function take(): Promise<Taken> {
  let trouble: CameraTrouble | null = null;
  for (const wanted of [{ audio: true, video: PICTURE }, { audio: true }, { video: PICTURE }]) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted);
      return { stream, trouble: trouble && "video" in wanted ? "no_microphone" : trouble };
    } catch (error) {
      trouble ??= troubleOf(error);
    }
  }
  return { stream: null, trouble };
}

/** Source: Media Capture and Streams, 10.2, the errors of getUserMedia. */
export function troubleOf(error: unknown): CameraTrouble {
  switch (error instanceof Error ? error.name : null) {
    case "NotFoundError":
    case "OverconstrainedError":
      return "no_camera";
    case "NotReadableError":
    case "AbortError":
      return "in_use";
    default:
      return "refused";
  }
}

function release(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) {
    track.stop();
  }
}
