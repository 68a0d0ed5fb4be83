import { useEffect, useRef } from "react";

import type { Opened } from "../api/appointment";
import { clockOf } from "../time/clocks";
import { useMinute, useNow } from "../time/use-now";
import { Icon } from "../ui/icon";
import { announce } from "../ui/live-region";
import { Controls } from "./controls";
import { Panel } from "./panel";
import type { RoomState } from "./queries";
import { Stage } from "./stage";
import { useCall } from "./use-call";
import { useCamera } from "./use-camera";
import { absenceInWords, colleagueInWords, connectionInWords, timeInWords, titleOf } from "./words";
import styles from "./room.module.css";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";

interface InRoomProps {
  appointment: Opened;
  room: RoomState;
  onAway: (away: "elsewhere" | "left") => void;
}

/** The room while the host is in it. */
export function InRoom({ appointment, room, onAway }: InRoomProps) {
  const camera = useCamera();
  const call = useCall({
    appointmentId: appointment.id,
    stream: camera.stream,
    standIn: !room.yours,
    onElsewhere: () => onAway("elsewhere"),
  });
  const now = useMinute();
  const shownTime = useNow(clockOf(appointment));
  const heading = useRef<HTMLHeadingElement>(null);

  const { name, recipients } = appointment.client;
  const connection = connectionInWords(
    { ...call, client: room.client },
    { name, phone: recipients[0]?.phone ?? null },
  );
  useSaid(room.client, connection, name);
  useSaidOfColleague(room);

  // What had the focus, such as Admit, may be gone with what it did.
  useEffect(() => {
    if (document.activeElement === document.body) {
      heading.current?.focus();
    }
  }, [room.client]);

  return (
    <main className={styles.room}>
      <header>
        <h1 ref={heading} tabIndex={-1}>
          {titleOf(appointment)}
        </h1>
        {appointment.position && <span className={styles.soft}>{appointment.position}</span>}
        {!room.yours && <span className={styles.soft}>You stand in for {appointment.practitioner.name}</span>}
        <p className={looks(styles.state, connection === "Connected" && styles.good)}>
          <span className={text.num}>{timeInWords(room, now, shownTime)}</span>
          <span className={styles.soft} aria-hidden="true">
            ·
          </span>
          <span>
            <Icon name="signal" /> {connection}
          </span>
        </p>
      </header>
      <Stage
        appointment={appointment}
        client={room.hosted_by === "another" ? "absent" : room.client}
        camera={camera}
        remote={call.remote}
        isPractitioner={room.yours}
      />
      <Panel appointment={appointment} room={room} now={now} />
      <Controls appointment={appointment} room={room} camera={camera} onLeave={() => onAway("left")} />
    </main>
  );
}

/** Says that a colleague waits to stand in, or that one hosts. */
function useSaidOfColleague({ hosted_by, colleague }: RoomState): void {
  const words = colleague && colleagueInWords(hosted_by, colleague);
  useEffect(() => {
    if (words) {
      announce(words);
    }
  }, [words]);
}

/** Says who comes and goes, and how the connection is. */
function useSaid(client: RoomState["client"], connection: string, name: string): void {
  useEffect(() => {
    if (client === "waiting") {
      announce(`${name} is waiting for you.`);
    } else if (client === "left") {
      announce(absenceInWords(client, name, "").join(". "));
    }
  }, [client, name]);
  const before = useRef(connection);
  useEffect(() => {
    if (connection !== before.current) {
      before.current = connection;
      announce(connection);
    }
  }, [connection]);
}
