import { useState } from "react";

import type { Opened } from "../api/appointment";
import { useMinute } from "../time/use-now";
import { Question } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { type RoomState, useDeed } from "./queries";
import type { Camera } from "./use-camera";
import styles from "./room.module.css";
import { looks } from "../ui/looks";

interface ControlsProps {
  appointment: Opened;
  room: RoomState;
  camera: Camera;
  onLeave: () => void;
}

export function Controls({ appointment, room, camera, onLeave }: ControlsProps) {
  const wasMet = room.client === "in_call" || room.activities.some(({ kind }) => kind === "admitted");
  return (
    <div className={styles.controls}>
      <div className={styles.mid}>
        <button
          type="button"
          className={looks(styles.control, camera.isMuted && styles.off)}
          onClick={() => camera.mute(!camera.isMuted)}
        >
          <Icon name="mic" /> {camera.isMuted ? "Unmute" : "Mute"}
        </button>
        <button
          type="button"
          className={looks(styles.control, camera.isDark && styles.off)}
          onClick={() => camera.darken(!camera.isDark)}
        >
          <Icon name="video" /> {camera.isDark ? "Camera on" : "Camera off"}
        </button>
        <button type="button" className={looks(styles.control, styles.line)} onClick={onLeave}>
          <Icon name="leave" /> Leave for now
        </button>
      </div>
      {room.hosted_by === "another" ? null : wasMet ? (
        <Conclude room={room} appointmentId={appointment.id} />
      ) : (
        <Missed appointment={appointment} />
      )}
    </div>
  );
}

function Conclude({ room, appointmentId }: { room: RoomState; appointmentId: string }) {
  const conclude = useDeed(appointmentId, "conclude");
  const [asks, setAsks] = useState(false);
  const go = () => !conclude.isPending && conclude.mutate();
  return (
    <div className={styles.far}>
      <button
        type="button"
        className={looks(styles.control, styles.end)}
        aria-disabled={conclude.isPending}
        onClick={() => (Date.now() < Date.parse(room.ends_at) ? setAsks(true) : go())}
      >
        <Icon name="check" /> Conclude
      </button>
      <p role="status">{conclude.error && `Not concluded: ${conclude.error.message}`}</p>
      {asks && (
        <Question
          words="End the session for both? Its link stops working."
          keep="Go on talking"
          go="Conclude"
          onKeep={() => setAsks(false)}
          onGo={() => {
            setAsks(false);
            go();
          }}
        />
      )}
    </div>
  );
}

/** From so long after the start on nobody is asked whether it is too early to say that the client did not attend. */
const LATE = 5 * 60_000; // ms

/** Nobody has missed what has not begun. */
function Missed({ appointment: { id, client, starts_at } }: { appointment: Opened }) {
  const missed = useDeed(id, "missed");
  const hasBegun = useMinute() >= Date.parse(starts_at);
  const [asks, setAsks] = useState(false);
  const go = () => !missed.isPending && missed.mutate();

  if (!hasBegun) {
    return null;
  }

  return (
    <div className={styles.far}>
      <button
        type="button"
        className={looks(styles.control, styles.line)}
        aria-disabled={missed.isPending}
        onClick={() => (Date.now() < Date.parse(starts_at) + LATE ? setAsks(true) : go())}
      >
        <Icon name="ban" /> Did not attend
      </button>
      <p role="status">{missed.error && `Not done: ${missed.error.message}`}</p>
      {asks && (
        <Question
          words={`The session started less than 5 min ago. Say now that ${client.name} did not attend? The link stops working.`}
          keep="Go on waiting"
          go="Did not attend"
          onKeep={() => setAsks(false)}
          onGo={() => {
            setAsks(false);
            go();
          }}
        />
      )}
    </div>
  );
}
