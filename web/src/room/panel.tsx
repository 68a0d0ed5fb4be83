import type { Opened } from "../api/appointment";
import { clock, shortDay, wallClock } from "../time/words";
import { spanForViewer, told } from "../time/clocks";
import { Icon } from "../ui/icon";
import { type RoomState, useDeed } from "./queries";
import { absenceInWords, colleagueInWords, hereInWords, soFar } from "./words";
import styles from "./room.module.css";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";

interface PanelProps {
  appointment: Opened;
  room: RoomState;
  /** In ms since 1970. */
  now: number;
}

/** Beside the faces: who waits, which session this is, and what has happened so far. */
export function Panel({ appointment, room, now }: PanelProps) {
  const { client } = appointment;
  const lines = soFar(room.activities, client.name);
  const closesAt = clock(told(room.closes_at));
  const isMet = room.client === "in_call";
  const others = appointment.of > 1 ? " The other sessions keep theirs." : "";
  return (
    <aside className={styles.beside} aria-label="This session">
      {room.hosted_by === "another" ? (
        <Colleague room={room} />
      ) : (
        <>
          {room.colleague && <HandOver appointment={appointment} colleague={room.colleague} />}
          {room.client === "waiting" ? (
            <Waiting appointment={appointment} room={room} now={now} />
          ) : (
            !isMet && <Absent appointment={appointment} room={room} />
          )}
        </>
      )}
      <div className={styles.panel}>
        <h2>This session</h2>
        <dl>
          {appointment.position && (
            <>
              <dt>Session</dt>
              <dd>{appointment.position}</dd>
            </>
          )}
          <dt>Type</dt>
          <dd>{appointment.kind.name}</dd>
          <dt>Booked</dt>
          <dd className={text.num}>{whenOf(appointment)}</dd>
          <dt>With</dt>
          <dd>{appointment.practitioner.name}</dd>
        </dl>
        {lines.length > 0 && (
          <>
            <h2>So far</h2>
            <ol className={looks(styles.log, text.num)}>
              {lines.map(({ at, words }, index) => (
                <li key={index}>
                  <span>{at}</span> <span>{words}</span>
                </li>
              ))}
            </ol>
          </>
        )}
        <p className={styles.soft}>
          {isMet
            ? `Conclude ends the call for both and ends this session's link.${others} Leave for now keeps the link alive, and you both can come back.`
            : `Leaving does not end the session. Its link works until you conclude, or until ${closesAt}.`}
        </p>
      </div>
    </aside>
  );
}

function Waiting({ appointment, room, now }: PanelProps) {
  const admit = useDeed(appointment.id, "admit");
  return (
    <section className={looks(styles.knock, styles.waiting)} aria-labelledby="room-waiting">
      <h2 id="room-waiting">
        <Icon name="user" /> Waiting for you
      </h2>
      <div>
        <strong>{appointment.client.name}</strong>
        <p>{hereInWords(room, now)}</p>
      </div>
      {!room.asked && (
        <button
          type="button"
          className={looks(styles.control, styles.go)}
          aria-disabled={admit.isPending}
          onClick={() => !admit.isPending && admit.mutate()}
        >
          <Icon name="check" /> Admit
        </button>
      )}
      <p role="status">
        {admit.error
          ? `They were not let in: ${admit.error.message}`
          : room.asked
            ? "They are asked whether they go on with you. You meet once they say yes."
            : "They see and hear you only once you admit them."}
      </p>
    </section>
  );
}

/** For the host, while somebody waits to stand in. */
function HandOver({
  appointment,
  colleague,
}: {
  appointment: Opened;
  colleague: RoomState["colleague"] & object;
}) {
  const handOver = useDeed(appointment.id, "hand-over");
  return (
    <section className={styles.knock} aria-labelledby="room-colleague">
      <h2 id="room-colleague">{colleagueInWords("you", colleague)}</h2>
      <button
        type="button"
        className={looks(styles.control, styles.line)}
        aria-disabled={handOver.isPending}
        onClick={() => !handOver.isPending && handOver.mutate()}
      >
        <Icon name="right" /> Hand over
      </button>
      <p role="status">
        {handOver.error
          ? `Not handed over: ${handOver.error.message}`
          : `${appointment.client.name} is asked before anybody else sees them.`}
      </p>
    </section>
  );
}

/** For who waits while a colleague hosts. */
function Colleague({ room }: { room: RoomState }) {
  return (
    <section className={styles.knock} aria-labelledby="room-colleague">
      <h2 id="room-colleague">
        {room.colleague ? colleagueInWords("another", room.colleague) : "Who was in the room has lost it"}
      </h2>
      <p>
        {room.colleague
          ? "You come in when they hand over, or have gone. The client does not see you."
          : "You come in within seconds, unless they are back. The client does not see you."}
      </p>
    </section>
  );
}

function Absent({ appointment: { client }, room }: Omit<PanelProps, "now">) {
  const [title, more] = absenceInWords(room.client, client.name, clock(told(room.opens_at)));
  return (
    <section className={styles.knock} aria-labelledby="room-absent">
      <h2 id="room-absent">{title}</h2>
      <p>{more}</p>
    </section>
  );
}

/** Wed 20 Oct, 10:00–10:30; with zones where the viewer's clock differs. */
function whenOf(appointment: Opened): string {
  return `${shortDay(wallClock(appointment.local_start))}, ${spanForViewer(appointment)}`;
}
