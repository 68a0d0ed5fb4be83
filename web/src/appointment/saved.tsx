import { useEffect } from "react";

import { useAddress } from "../address";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Says } from "../ui/says";
import styles from "./saved.module.css";
import type { Change } from "./expected";
import { useAppointments } from "./use-appointments";
import { useExpectedMessages } from "./use-expected-messages";

const SHOWN = 10_000; // ms

/** "5 sessions booked. The confirmation goes out now to …", for a while or until somebody goes on: by a click, or to another screen. */
export function SavedNotice() {
  const { saved, open, forgetSaved } = useAppointments();
  const { path, query } = useAddress();
  const opens = saved?.shows;
  const address = `${path}?${query.toString()}`;

  useEffect(() => {
    if (!saved) {
      return;
    }
    const timer = setTimeout(forgetSaved, SHOWN);
    addEventListener("click", forgetSaved);
    return () => {
      clearTimeout(timer);
      removeEventListener("click", forgetSaved);
    };
  }, [saved, forgetSaved]);
  // Its clean-up runs when somebody has left the screen on which it was said.
  useEffect(() => forgetSaved, [address, forgetSaved]);

  return (
    <div className={styles.saved} role="status">
      {saved && (
        <Says tone="ok" icon="check" className={styles.notice}>
          <p>
            {saved.words} {saved.change && <MessagesOf change={saved.change} />}
          </p>
          {opens && (
            <Button variant="quiet" slim onPress={() => open(opens)}>
              Show
            </Button>
          )}
          <Button variant="quiet" icon slim aria-label="Close" onPress={forgetSaved}>
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
