import { useEffect } from "react";

import { Button } from "../ui/button";
import { Icon } from "../ui/icon";

const SHOWN = 10_000; // ms

/** "5 sessions booked. …", for a while, where it covers nothing that is being worked on. */
export function Booked({ words, onEnd }: { words: string | null; onEnd: () => void }) {
  useEffect(() => {
    if (words) {
      const timer = setTimeout(onEnd, SHOWN);
      return () => clearTimeout(timer);
    }
  });
  return (
    <div className="booked" role="status">
      {words && (
        <div className="says ok">
          <Icon name="check" />
          <p>{words}</p>
          <Button variant="quiet" icon slim aria-label="Close" onPress={onEnd}>
            <Icon name="x" />
          </Button>
        </div>
      )}
    </div>
  );
}
