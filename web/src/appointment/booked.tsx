import { useEffect } from "react";

import { useAddress } from "../address";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Says } from "../ui/says";
import styles from "./booked.module.css";
import type { Change } from "./expected";
import { useAppointments } from "./use-appointments";
import { useExpectedMessages } from "./use-expected-messages";

const SHOWN = 10_000; // ms

/** "5 sessions booked. The confirmation goes out now to …", for a while or until somebody goes on: by a click, or to another screen. */
export function BookedNotice() {
  const { booked, forgetBooked } = useAppointments();
  const { path, query } = useAddress();
  const address = `${path}?${query.toString()}`;

  useEffect(() => {
    if (!booked) {
      return;
    }
    const timer = setTimeout(forgetBooked, SHOWN);
    addEventListener("click", forgetBooked);
    return () => {
      clearTimeout(timer);
      removeEventListener("click", forgetBooked);
    };
  }, [booked, forgetBooked]);
  // Its clean-up runs when somebody has left the screen on which it was said.
  useEffect(() => forgetBooked, [address, forgetBooked]);

  return (
    <div className={styles.booked} role="status">
      {booked && (
        <Says tone="ok" icon="check" className={styles.notice}>
          <p>
            {booked.words} <MessagesOf change={booked.change} />
          </p>
          <Button variant="quiet" icon slim aria-label="Close" onPress={forgetBooked}>
            <Icon name="x" />
          </Button>
        </Says>
      )}
    </div>
  );
}

/** Once it can be said. */
function MessagesOf({ change }: { change: Change }) {
  const expected = useExpectedMessages(change);
  return expected.isFetching ? null : expected.data?.said;
}
