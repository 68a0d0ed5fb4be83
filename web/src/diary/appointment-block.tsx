import { Icon } from "../ui/icon";
import { kindClass, kindIcon } from "../ui/kind";
import text from "../ui/text.module.css";
import styles from "./appointment-block.module.css";
import { drawnAt } from "./drawn-at";
import type { Place } from "./layout";
import {
  type DiaryAppointment,
  isOver,
  isWaiting,
  place as placeInSeries,
  presenceInWords,
  STATE,
  timeOn,
  tookPlace,
  wholeName,
} from "./words";

interface AppointmentBlockProps {
  appointment: DiaryAppointment;
  /** That it is drawn on: 2027-10-20 */
  day: string;
  place: Place;
  /** That it is now, in ms since 1970. */
  minute: number;
  withEnd: boolean;
  takesTab: boolean;
  /** Whether it is on its way elsewhere, and drawn there too. */
  isGhost: boolean;
}

/** Two lines where there is room for two, else one. */
const TWO_LINES = 27; // minutes

/** What it does when it is clicked, or takes the focus, is the grid's affair. */
export function AppointmentBlock({
  appointment,
  day,
  place,
  minute,
  withEnd,
  takesTab,
  isGhost,
}: AppointmentBlockProps) {
  const { kind, client, status } = appointment;
  const waits = isWaiting(appointment);
  const words = isGhost ? "Was here" : (presenceInWords(appointment, minute) ?? wordsOf(appointment));
  const icon = waits ? "user" : status === "missed" ? "ban" : kindIcon(kind.video);
  const isBrief = place.to - place.from < TWO_LINES;
  const drawn = drawnAt(
    place,
    styles.block,
    kindClass(kind.colour),
    isBrief && styles.brief,
    isOver(appointment, minute) && styles.past,
    waits && styles.waits,
    status === "cancelled" && styles.cancelled,
    isGhost && styles.ghost,
    place.width < 0.7 && styles.slim,
  );
  const name = wholeName(appointment);
  const position = placeInSeries(appointment);
  const time = timeOn(appointment, day, withEnd && !isBrief);
  const ended = tookPlace(status) && (
    <span className={styles.ended}>
      <Icon name="check" />
    </span>
  );
  return (
    <button
      type="button"
      role="gridcell"
      {...drawn}
      aria-label={name}
      title={name}
      tabIndex={takesTab ? 0 : -1}
      data-appointment={appointment.id}
    >
      {isBrief ? (
        <span className={styles.about}>
          <span className={text.num}>{time}</span> <b>{client.name}</b>
          <Icon name={icon} />
          {(withEnd || waits) && <span className={styles.words}>{words}</span>}
          {ended}
        </span>
      ) : (
        <>
          <span>
            <span className={text.num}>{time}</span> <b>{client.name}</b>
            {ended}
          </span>
          <span className={styles.about}>
            <Icon name={icon} />
            <span className={styles.words}>{words}</span>
            {position && (
              <span className={styles.position}>
                <Icon name="repeat" />
                {position}
              </span>
            )}
          </span>
        </>
      )}
    </button>
  );
}

/** What became of it where that is not as booked; else its type. */
function wordsOf({ kind, status }: DiaryAppointment): string {
  const state = status === "cancelled" || status === "missed" ? STATE[status] : null;
  return state ? state.charAt(0).toUpperCase() + state.slice(1) : kind.name;
}
