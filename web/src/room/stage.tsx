import { useEffect, useRef, useState } from "react";

import type { Opened } from "../api/appointment";
import { Icon } from "../ui/icon";
import type { Presence } from "./queries";
import type { Camera, CameraTrouble } from "./use-camera";
import styles from "./room.module.css";
import { looks } from "../ui/looks";

interface StageProps {
  appointment: Opened;
  client: Presence;
  camera: Camera;
  remote: MediaStream | null;
  isPractitioner: boolean;
}

const TROUBLES: Record<CameraTrouble, string> = {
  refused:
    "Your browser did not let us use the camera. Press the camera sign beside the address, choose Allow, then try again.",
  no_camera: "We cannot find a camera. You can join with sound only.",
  in_use: "Another program is using the camera. Close it, then try again.",
  no_microphone: "We cannot find a microphone. The client sees you, and does not hear you.",
};

/** The faces: the other's large once they are let in, until then one's own. */
export function Stage({ appointment, client, camera, remote, isPractitioner }: StageProps) {
  const isMet = client === "in_call" || remote !== null;
  const own = (
    <Picture
      className={looks(styles.tile, isMet && styles.self)}
      label="Your own camera"
      stream={camera.isDark ? null : camera.stream}
      isOwn
    >
      <span className={styles.name}>
        {isMet ? (
          "You"
        ) : (
          <>
            <Icon name="mic" /> You{isPractitioner && `, ${appointment.practitioner.name}`}: not seen by the
            client yet
          </>
        )}
      </span>
      {!isMet && <Trouble camera={camera} />}
    </Picture>
  );
  if (!isMet) {
    return <div className={styles.stage}>{own}</div>;
  }
  const { name } = appointment.client;
  return (
    <div className={styles.stage}>
      <Picture className={looks(styles.tile, styles.them)} label={`${name}'s camera`} stream={remote}>
        <span className={styles.name}>{name}</span>
        <Trouble camera={camera} />
      </Picture>
      {own}
    </div>
  );
}

function Trouble({ camera: { trouble, tryAgain } }: { camera: Camera }) {
  return (
    <div role="status" className={styles.trouble}>
      {trouble && (
        <>
          <p>{TROUBLES[trouble]}</p>
          <button type="button" className={styles.control} onClick={tryAgain}>
            Try again
          </button>
        </>
      )}
    </div>
  );
}

interface PictureProps {
  className: string;
  label: string;
  stream: MediaStream | null;
  isOwn?: boolean;
  children: React.ReactNode;
}

function Picture({ className, label, stream, isOwn = false, children }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [hasPicture, setPicture] = useState(false);

  useEffect(() => {
    if (video.current) {
      video.current.srcObject = stream;
    }
    return () => setPicture(false);
  }, [stream]);

  return (
    <div className={className}>
      {!hasPicture && <Person />}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- nobody writes along with what is said live */}
      <video
        ref={video}
        aria-label={label}
        className={looks(isOwn && styles.mirrored)}
        hidden={!stream}
        autoPlay
        playsInline
        muted={isOwn}
        onResize={({ currentTarget }) => setPicture(currentTarget.videoWidth > 0)}
      />
      {children}
    </div>
  );
}

function Person() {
  return (
    <svg className={styles.person} viewBox="0 0 100 90" aria-hidden="true">
      <circle cx="50" cy="36" r="17" />
      <path d="M16 92c2-22 15-33 34-33s32 11 34 33Z" />
    </svg>
  );
}
