import { Icon } from "../ui/icon";
import { kindClass } from "../ui/kind";
import text from "../ui/text.module.css";
import { drawnAt } from "./drawn-at";
import styles from "./landing.module.css";
import { DAY } from "./layout";
import { lengthOf, type MovingBlock, type Target, whereInWords } from "./moving-block";
import { clockOf, type DiaryAppointment, endOn } from "./words";

interface LandingProps {
  appointment: DiaryAppointment;
  target: Target;
  /** What stands there already. */
  other: DiaryAppointment | undefined;
}

/** An appointment drawn where it would go. What is said of it stands in the bar below. */
export function Landing({ appointment, target, other }: LandingProps) {
  const to = Math.min(DAY, target.minute + Math.max(lengthOf(appointment), LEAST));
  return (
    <div
      {...drawnAt(
        { from: target.minute, to },
        styles.landing,
        kindClass(appointment.kind.colour),
        other && styles.taken,
      )}
      aria-hidden="true"
      title={appointment.client.name}
    >
      <span className={text.num}>
        {clockOf(target.minute)} <b>{appointment.client.name}</b>
      </span>
      <span className={styles.words}>
        <Icon name={other ? "alert" : "move"} />
        {other ? `Taken, to ${endOn(other, target.date.toString())}` : "Moves here"}
      </span>
    </div>
  );
}

/** Room for two lines of words. */
const LEAST = 30; // minutes

interface MovingBarProps {
  moving: MovingBlock | null;
  other: DiaryAppointment | undefined;
}

/** What is moved where, and by which keys; read out with every step. */
export function MovingBar({ moving, other }: MovingBarProps) {
  const isRefused = moving !== null && (moving.target === null || other !== undefined);
  return (
    <div role="status" className={styles.bar} data-shown={moving ? true : undefined}>
      {moving && (
        <>
          <b>Moving {moving.appointment.client.name}</b>
          <span className={isRefused ? styles.stopped : text.num}>
            {isRefused && <Icon name="alert" />}
            {whereInWords(moving, other)}
          </span>
          <span className={styles.keys} aria-hidden="true">
            {moving.by === "keys" && (
              <>
                <kbd>←</kbd>
                <kbd>→</kbd>day <kbd>↑</kbd>
                <kbd>↓</kbd>15 min <kbd>Enter</kbd>choose{" "}
              </>
            )}
            <kbd>Esc</kbd>put back
          </span>
        </>
      )}
    </div>
  );
}
