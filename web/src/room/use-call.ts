import { openCall } from "@call";
import { useEffect, useRef, useState } from "react";

import { useSession } from "../session/use-session";
import { type Presence, type RoomState, useEnter, useNews } from "./queries";
import type { Standing } from "./words";

/** The frame `room` of the socket, as the host gets it. Source: docs/decisions/0012-the-call.md. */
interface HostView {
  state: "open" | "waits" | "elsewhere" | "ended";
  ended: RoomState["ended"];
  client: Presence;
  client_since: string | null;
  device: RoomState["device"];
  peer: string | null;
  asked: boolean;
  colleague: RoomState["colleague"];
}

/** Not connected for so long: it does not come right by itself. */
const STUCK_AFTER = 20_000; // ms

interface Call extends Omit<Standing, "client"> {
  remote: MediaStream | null;
}

interface Around {
  appointmentId: string;
  stream: MediaStream | null;
  /** It is another practitioner's session. */
  standIn: boolean;
  /** Another window of the host has taken its place. */
  onElsewhere: () => void;
}

/** Is in the room while it is shown. */
export function useCall({ appointmentId, stream, standIn, onElsewhere }: Around): Call {
  const session = useSession();
  const [remote, setRemote] = useState<MediaStream | null>(null);
  const [media, setMedia] = useState<Standing["media"]>("none");
  const [signalling, setSignalling] = useState<Standing["signalling"]>(null);
  const call = useRef<ReturnType<typeof openCall<HostView>>>(null);
  const around = useRef({
    enter: useEnter(appointmentId, { standIn }),
    tell: useNews(appointmentId),
    onElsewhere,
  });
  const newest = useRef(stream);

  useEffect(() => {
    const { enter, tell, onElsewhere: goElsewhere } = around.current;
    const opened = openCall<HostView>({
      enter,
      polite: false,
      stream: newest.current ?? new MediaStream(),
      on: {
        room: ({ state, ended, client, client_since, device, asked, colleague }) => {
          if (state === "elsewhere") {
            opened.close();
            goElsewhere();
          } else {
            tell({
              ...{ client, client_since, device, asked, colleague },
              ...(state === "ended" ? { ended } : { hosted_by: state === "waits" ? "another" : "you" }),
            });
          }
        },
        remote: setRemote,
        media: setMedia,
        signalling: setSignalling,
      },
    });
    call.current = opened;
    return () => opened.leave();
  }, []);

  // Its socket would end soon after the token by which it was opened.
  useEffect(() => session.onRenewed((accessToken) => call.current?.renew(accessToken)), [session]);

  useEffect(() => {
    newest.current = stream;
    call.current?.use(stream ?? new MediaStream());
  }, [stream]);

  return { remote, media, signalling, isStuck: useStuck(media === "connecting" || media === "lost") };
}

function useStuck(isTrying: boolean): boolean {
  const [isStuck, setStuck] = useState(false);
  useEffect(() => {
    if (!isTrying) {
      return;
    }
    const timer = setTimeout(() => setStuck(true), STUCK_AFTER);
    return () => {
      clearTimeout(timer);
      setStuck(false);
    };
  }, [isTrying]);
  return isStuck;
}
