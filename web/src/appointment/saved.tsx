import { useEffect } from "react";

import { useAddress } from "../address";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Says } from "../ui/says";
import styles from "./saved.module.css";
import type { Change } from "./expected";
import { type Saved, useAppointments } from "./use-appointments";
import { useExpectedMessages } from "./use-expected-messages";
import { useUndoKey } from "./use-undo-key";
import { leftOf, useUndoing } from "./use-undoing";

const SHOWN = 10_000; // ms

/** "5 sessions booked. The confirmation goes out now to …", for a while or until somebody goes on: by a click, or to another screen. */
export function SavedNotice() {
  const { saved, forgetSaved } = useAppointments();
  const { path, query } = useAddress();
  const address = `${path}?${query.toString()}`;

  // Its clean-up runs when somebody has left the screen on which it was said.
  useEffect(() => forgetSaved, [address, forgetSaved]);

  return (
    <div className={styles.saved} role="status">
      {saved && <Notice key={saved.undo?.etag ?? saved.words} saved={saved} />}
    </div>
  );
}

function Notice({ saved }: { saved: Saved }) {
  const { say, open, forgetSaved } = useAppointments();
  const { undo, isUndoing } = useUndoing(saved.undo, say);
  const { shows } = saved;

  useEffect(() => {
    // What can be taken back is offered for as long, whatever is clicked meanwhile.
    const left = saved.undo ? leftOf(saved.undo) : 0;
    const timer = setTimeout(forgetSaved, Math.max(SHOWN, left));
    if (left === 0) {
      addEventListener("click", forgetSaved);
    }
    return () => {
      clearTimeout(timer);
      removeEventListener("click", forgetSaved);
    };
  }, [saved, forgetSaved]);
  useUndoKey(undo);

  return (
    <Says tone="ok" icon="check" className={styles.notice}>
      <p>
        {saved.words} {saved.change && <MessagesOf change={saved.change} />}
      </p>
      {saved.undo && (undo ?? isUndoing) && (
        <Button variant="quiet" slim isPending={isUndoing} onPress={() => undo?.()}>
          Undo
        </Button>
      )}
      {shows && (
        <Button variant="quiet" slim onPress={() => open(shows)}>
          Show
        </Button>
      )}
      <Button variant="quiet" icon slim aria-label="Close" onPress={forgetSaved}>
        <Icon name="x" />
      </Button>
    </Says>
  );
}

/** Once it can be said. */
function MessagesOf({ change }: { change: Change }) {
  const expected = useExpectedMessages(change);
  return expected.isFetching ? null : expected.data?.said;
}
