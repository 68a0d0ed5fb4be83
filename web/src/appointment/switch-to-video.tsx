import { useState } from "react";

import { navigate } from "../address";
import { useSession } from "../session/use-session";
import { useMinute } from "../time/use-now";
import { Button } from "../ui/button";
import { Question } from "../ui/dialog";
import { Icon } from "../ui/icon";
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

  const room = "to" in way ? way : null;

  return (
    <>
      <Button
        variant="primary"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- a dialog has to take the focus somewhere
        autoFocus={takesFocus ?? false}
        refusal={"refusal" in way ? way.refusal : null}
        onPress={() => (room?.question ? setAsked(true) : room && navigate(room.to))}
      >
        <Icon name="video" /> Switch to Video
      </Button>
      {isAsked && room?.question && (
        <Question
          words={room.question}
          keep="Not yet"
          go="Open the room"
          onKeep={() => setAsked(false)}
          onGo={() => navigate(room.to)}
        />
      )}
    </>
  );
}
