import { useState } from "react";

import { navigate } from "../address";
import { useSession } from "../session/use-session";
import { useMinute } from "../time/use-now";
import { Button } from "../ui/button";
import { Question } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { announce } from "../ui/live-region";
import styles from "./switch-to-video.module.css";
import { type Session, wayIn } from "./way-in";

interface SwitchToVideoProps {
  session: Session;
  takesFocus?: boolean;
}

/** At the top right of an appointment with video: opens its room, or says who can, and from when. */
export function SwitchToVideo({ session, takesFocus }: SwitchToVideoProps) {
  const { roles } = useSession().person;
  const way = wayIn(session, roles, useMinute());
  const [isAsked, setAsked] = useState(false);
  if (way === null) {
    return null;
  }

  function pressed() {
    if (way === null || "refusal" in way) {
      setAsked(true);
      announce(way?.refusal ?? "");
    } else if (way.question) {
      setAsked(true);
    } else {
      navigate(way.to);
    }
  }

  return (
    <span className={styles.switch}>
      <Button
        variant="primary"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus somewhere
        autoFocus={takesFocus ?? false}
        {...("refusal" in way && { "aria-disabled": true })}
        onPress={pressed}
      >
        <Icon name="video" /> Switch to Video
      </Button>
      {isAsked && "refusal" in way && <span className={styles.fromWhen}>{way.refusal}</span>}
      {isAsked && "question" in way && way.question && (
        <Question
          words={way.question}
          keep="Not yet"
          go="Open the room"
          onKeep={() => setAsked(false)}
          onGo={() => navigate(way.to)}
        />
      )}
    </span>
  );
}
