import { Link } from "../address";
import { useAppointments } from "../appointment/use-appointments";
import { useSession } from "../session/use-session";
import { useMinute } from "../time/use-now";
import { counted, elapsed, startInWords } from "../time/words";
import { Button, buttonLooks } from "../ui/button";
import { Icon } from "../ui/icon";
import text from "../ui/text.module.css";
import { roomOf } from "./view";
import styles from "./waiting.module.css";
import type { DiaryAppointment } from "./words";

/** Above everything else: whoever is in a waiting room now, of any practitioner. */
export function Waiting({ appointments }: { appointments: readonly DiaryAppointment[] }) {
  const { open } = useAppointments();
  const isHost = useSession().person.roles.includes("clinician");
  const now = useMinute();

  return (
    appointments.length > 0 && (
      <section className={styles.waiting} aria-labelledby="waiting-now">
        <h2 id="waiting-now">
          <Icon name="user" /> {counted(appointments.length, "client is", "clients are")} waiting
        </h2>
        {appointments.map((appointment) => (
          <div key={appointment.id} className={styles.client}>
            <strong>{appointment.client.name}</strong>
            <p className={text.num}>
              for {appointment.practitioner.name} at {startInWords(appointment)}, {hereFor(appointment, now)}
            </p>
            {isHost ? (
              <Link className={buttonLooks({ variant: "primary" })} to={roomOf(appointment)}>
                <Icon name="video" /> Switch to Video
                <span className={text.forReaders}> with {appointment.client.name}</span>
              </Link>
            ) : (
              <Button onPress={() => open(appointment.id)}>Open appointment</Button>
            )}
          </div>
        ))}
      </section>
    )
  );
}

/** here for 2 min; of what joined as a mail scanner does, that it did. */
function hereFor({ call, scanner_waits }: DiaryAppointment, now: number): string {
  const here = `here for ${elapsed(now - Date.parse(call?.client_since ?? ""))}`;
  return scanner_waits ? `${here}, and looks like a mail scanner` : here;
}
