import { useState } from "react";

import { useMinute } from "../time/use-now";
import { duration, nearDay } from "../time/words";
import { clockIn, timeForViewer } from "../time/zones";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { announce } from "../ui/live-region";

interface SwitchToVideoProps {
  /** When the room can be used first; null: this type has no video. */
  joinFrom: string | null;
  endsAt: string;
  zone: string;
  takesFocus?: boolean;
}

/** At the top right of an appointment with video: says from when its room can be used. */
export function SwitchToVideo({ joinFrom, endsAt, zone, takesFocus }: SwitchToVideoProps) {
  const now = useMinute();
  const [isAsked, setAsked] = useState(false);
  if (joinFrom === null) {
    return null;
  }
  const words = wordsOf(joinFrom, endsAt, zone, now);
  return (
    <span className="switch-to-video">
      <Button
        variant="primary"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus somewhere
        autoFocus={takesFocus ?? false}
        aria-disabled="true"
        onPress={() => {
          setAsked(true);
          announce(words);
        }}
      >
        <Icon name="video" /> Switch to Video
      </Button>
      {isAsked && <span className="from-when">{words}</span>}
    </span>
  );
}

function wordsOf(joinFrom: string, endsAt: string, zone: string, now: number): string {
  const from = Date.parse(joinFrom);
  const at = `${nearDay(clockIn(joinFrom, zone), clockIn(new Date(now), zone))}, ${timeForViewer(joinFrom, zone)}`;
  if (now >= Date.parse(endsAt)) {
    return "This session's time has passed.";
  }
  return now < from
    ? `The room can be used from ${at}, in ${duration(from - now)}.`
    : `The room can be used since ${at}.`;
}
