import { useState } from "react";

import { Link } from "../address";
import { type Opened, useOpened } from "../api/appointment";
import { isProblem, Problem } from "../api/problem";
import { useSession } from "../session/use-session";
import { clock } from "../time/words";
import { told } from "../time/clocks";
import { Button, buttonLooks } from "../ui/button";
import { Closed } from "./closed";
import { InRoom } from "./in-room";
import { type RoomState, useRoomState } from "./queries";
import { colleagueInWords, endInWords, titleOf } from "./words";
import styles from "./room.module.css";
import text from "../ui/text.module.css";

/** `/appointments/:id/room`: the host lets the client in, talks with them, and concludes. */
export function Room({ appointmentId }: { appointmentId: string }) {
  const isHost = useSession().person.roles.includes("clinician");
  const opened = useOpened(appointmentId);
  const room = useRoomState(appointmentId, { enabled: isHost });
  /** Counts the entrances: another one is another page to the room. */
  const [entrance, setEntrance] = useState(1);
  const [standsIn, setStandsIn] = useState(false);
  const [away, setAway] = useState<"elsewhere" | "left" | null>(null);

  const comeBack = () => {
    setEntrance(entrance + 1);
    setAway(null);
  };

  if (!opened.data) {
    return opened.error ? (
      <NotShown error={opened.error} onTryAgain={() => void opened.refetch()} />
    ) : (
      <Coming />
    );
  }
  const appointment = opened.data;
  const ways = <Ways appointment={appointment} />;
  if (!appointment.kind.video) {
    return <Closed title="This session has no video" actions={ways} />;
  }
  if (!isHost) {
    return (
      <Closed title="Only a clinician can open the room" actions={ways}>
        <p>This session is with {appointment.practitioner.name}.</p>
      </Closed>
    );
  }
  if (!room.data) {
    return room.error ? <NotShown error={room.error} onTryAgain={() => void room.refetch()} /> : <Coming />;
  }
  const end = endInWords(room.data, appointment.client.name);
  if (end) {
    return (
      <Closed key="ended" title={end[0]} actions={ways}>
        <p>{end[1]}</p>
      </Closed>
    );
  }
  if (!room.data.yours && room.data.hosted_by !== "you" && !standsIn) {
    return (
      <StandIn appointment={appointment} room={room.data} ways={ways} onStandIn={() => setStandsIn(true)} />
    );
  }
  if (away) {
    return (
      <Closed
        key={away}
        title={
          away === "elsewhere"
            ? "You have opened this room in another window."
            : "You have left the room for now"
        }
        actions={
          <>
            <Button variant="primary" onPress={comeBack}>
              {away === "elsewhere" ? "Go on here" : "Go back in"}
            </Button>
            {ways}
          </>
        }
      >
        {away === "left" && (
          <p>
            The session goes on. Its link works until you conclude, or until{" "}
            {clock(told(room.data.closes_at))}.
          </p>
        )}
      </Closed>
    );
  }
  return (
    <>
      <title>{titleOf(appointment)}</title>
      <InRoom key={entrance} appointment={appointment} room={room.data} onAway={setAway} />
    </>
  );
}

interface StandInProps {
  appointment: Opened;
  room: RoomState;
  ways: React.ReactNode;
  onStandIn: () => void;
}

/** Before anybody but its practitioner comes into a session: they say that they stand in. */
function StandIn({ appointment: { practitioner, client }, room, ways, onStandIn }: StandInProps) {
  return (
    <Closed
      key="stand-in"
      title={`This session is with ${practitioner.name}`}
      actions={
        <>
          <Button variant="primary" onPress={onStandIn}>
            Stand in
          </Button>
          {ways}
        </>
      }
    >
      {room.hosted_by === "another" && (
        <p>
          {room.colleague ? colleagueInWords("another", room.colleague) : "A colleague hosts it."} You come in
          when they hand over, or have gone.
        </p>
      )}
      <p>
        {room.has_user
          ? `You can stand in. It is noted, and ${client.name} is asked before you see them.`
          : `${practitioner.name} has no sign-in of their own, so whoever hosts stands in. It is noted.`}
      </p>
    </Closed>
  );
}

function Ways({ appointment: { id, local_start } }: { appointment: Opened }) {
  return (
    <>
      <Link className={buttonLooks()} to={`/?date=${local_start.slice(0, 10)}`}>
        Diary
      </Link>
      <Link className={buttonLooks()} to={`/appointments/${id}`}>
        Appointment summary
      </Link>
    </>
  );
}

function NotShown({ error, onTryAgain }: { error: Error; onTryAgain: () => void }) {
  const diary = (
    <Link className={buttonLooks()} to="/">
      Diary
    </Link>
  );
  if (isProblem(error, "/problems/appointment-not-found", "/problems/room-unknown")) {
    return <Closed title="There is no such room in this practice" actions={diary} />;
  }
  return (
    <Closed
      title="The room cannot be opened"
      actions={
        <>
          <Button variant="primary" onPress={onTryAgain}>
            Try again
          </Button>
          {diary}
        </>
      }
    >
      <p>{error instanceof Problem ? error.message : "Nothing answers. The session's link still works."}</p>
    </Closed>
  );
}

function Coming() {
  return (
    <main className={styles.room} aria-busy>
      <h1 className={text.forReaders}>Video session</h1>
    </main>
  );
}
