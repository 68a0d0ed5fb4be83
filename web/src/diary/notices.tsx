import { clock } from "../time/words";
import { type Clock, shownBy } from "../time/clocks";
import { Icon } from "../ui/icon";
import styles from "./notices.module.css";
import type { useBooked } from "./queries";

/** What stands between the diary shown and the diary as it is. */
export function Notices({ booked, shownClock }: { booked: ReturnType<typeof useBooked>; shownClock: Clock }) {
  const asOf = booked.asOf ? clock(shownBy(shownClock, booked.asOf)) : null;
  return (
    <div role="status">
      {booked.isOffline && (
        <p className={styles.notice}>
          <Icon name="signal" />
          {asOf ? `You are offline. This is the diary as of ${asOf}.` : "You are offline."}
        </p>
      )}
      {booked.isRefused && (
        <p className={styles.notice}>
          <Icon name="alert" />
          {asOf ? `The diary does not answer. This is how it was at ${asOf}.` : "The diary does not answer."}
        </p>
      )}
    </div>
  );
}

/** Before anything is known of the practice. */
export function Unreachable() {
  return (
    <p className={styles.notice} role="status">
      <Icon name="signal" />
      The diary does not answer. Trying again…
    </p>
  );
}
