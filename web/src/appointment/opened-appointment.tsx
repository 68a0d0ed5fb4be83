import { type RefObject, useEffect, useRef, useState } from "react";

import { Link, replaceInAddress } from "../address";
import { type Opened, useOpened } from "../api/appointment";
import { isProblem } from "../api/problem";
import { nearDay, ordinal, shortDay, wallClock, wholeDay } from "../time/words";
import { nowBeside, spanForViewer, timeForViewer, told } from "../time/clocks";
import { useMinute } from "../time/use-now";
import { Button, buttonLooks } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { KindName } from "../ui/kind";
import { MessageState } from "../ui/message-state";
import { Says } from "../ui/says";
import { presenceInWords, statusOf } from "../ui/session-status";
import { Tag } from "../ui/tag";
import { CancelSessions } from "./cancel-sessions";
import { whyNotCancelled } from "./cancellation";
import { contactOf } from "./client";
import insideStyles from "./inside.module.css";
import { whyNotMoved } from "./move-request";
import styles from "./opened-appointment.module.css";
import { repeatedFrom } from "./slot";
import { SwitchToVideo } from "./switch-to-video";
import { useAppointments } from "./use-appointments";

interface OpenedAppointmentProps {
  appointmentId: string;
  onClose: () => void;
}

/** One dialog from the beginning: it gives the focus back to where that was when it came. */
export function OpenedAppointment({ appointmentId, onClose }: OpenedAppointmentProps) {
  const { data: appointment, error } = useOpened(appointmentId);
  const [isCancelling, setCancelling] = useState(false);
  const [cancelled, setCancelled] = useState<string | null>(null);
  const cancelButton = useFocusBack(isCancelling);
  const now = useMinute();
  if (!appointment) {
    return (
      <Dialog title="Appointment" width={640} inAddress onClose={onClose}>
        <div className={insideStyles.inside} role="status">
          {error && <p>{whyNot(error)}</p>}
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={<Title appointment={appointment} />}
      label={[appointment.client.name, appointment.position].filter(Boolean).join(", ")}
      width={640}
      inAddress
      onClose={onClose}
      actions={
        <>
          <SwitchToVideo session={appointment} takesFocus />
          <Link
            className={buttonLooks({ icon: true })}
            to={`/appointments/${appointment.id}`}
            aria-label="Appointment summary"
          >
            <Icon name="eye" />
          </Link>
        </>
      }
      footer={(close) => (
        <>
          <span className={styles.also}>
            <Repeat appointment={appointment} onClose={onClose} />
            <Move appointment={appointment} now={now} onClose={onClose} />
            <Button
              ref={cancelButton}
              variant="quiet"
              refusal={whyNotCancelled(appointment, now)}
              onPress={() => setCancelling(true)}
            >
              <Icon name="ban" /> Cancel session
            </Button>
          </span>
          <span className={styles.close}>
            <Button onPress={close}>Close</Button>
          </span>
        </>
      )}
    >
      <Shown appointment={appointment} cancelled={cancelled} />
      {isCancelling && (
        <CancelSessions
          appointment={appointment}
          onClose={() => setCancelling(false)}
          onCancelled={(words) => {
            setCancelling(false);
            setCancelled(words);
          }}
        />
      )}
    </Dialog>
  );
}

/** For the button that opens a dialog within a dialog: the outer one, which holds the focus, would choose another. */
function useFocusBack(isOpen: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    const isClosed = wasOpen.current && !isOpen;
    wasOpen.current = isOpen;
    if (!isClosed) {
      return;
    }
    // The closed dialog gives the focus back in a frame asked for before.
    const frame = requestAnimationFrame(() => button.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [isOpen]);
  return button;
}

function whyNot(error: Error): string {
  if (isProblem(error, "/problems/appointment-not-found")) {
    return "This appointment is not in the diary any more.";
  }
  return "The appointment cannot be shown: nothing answers. It is tried again when you come back to this window.";
}

function Title({ appointment: { client, position, series } }: { appointment: Opened }) {
  return (
    <>
      {client.name}
      {position && (
        <span className={styles.position}>
          <Icon name="repeat" /> {[position, series.recurrence?.words].filter(Boolean).join(", ")}
        </span>
      )}
    </>
  );
}

function Repeat({ appointment, onClose }: { appointment: Opened; onClose: () => void }) {
  const { book } = useAppointments();
  return (
    <Button
      variant="quiet"
      onPress={() => {
        onClose();
        book(repeatedFrom(appointment));
      }}
    >
      <Icon name="repeat" /> Repeat from this appointment
    </Button>
  );
}

interface MoveProps {
  appointment: Opened;
  /** In ms since 1970. */
  now: number;
  onClose: () => void;
}

function Move({ appointment, now, onClose }: MoveProps) {
  const { move } = useAppointments();
  return (
    <Button
      variant="quiet"
      refusal={whyNotMoved(appointment, now)}
      onPress={() => {
        onClose();
        move({ appointmentId: appointment.id, start: null });
      }}
    >
      <Icon name="move" /> Move
    </Button>
  );
}

/** `cancelled`: what was said of it since it was opened. */
function Shown({ appointment, cancelled }: { appointment: Opened; cancelled: string | null }) {
  const { client, kind } = appointment;
  const presence = presenceInWords(appointment);
  return (
    <div className={insideStyles.inside}>
      {cancelled && (
        <Says tone="ok" icon="check">
          <p>{cancelled}</p>
        </Says>
      )}
      {presence && (
        <Says tone="ok" icon="user">
          <p>{presence}</p>
        </Says>
      )}
      {appointment.status !== "booked" && (
        <p>
          <SessionTag status={appointment.status} />
        </p>
      )}
      <dl className={styles.facts}>
        <dt>Type</dt>
        <dd>
          <KindName name={kind.name} colour={kind.colour} video={kind.video} />
        </dd>
        <dt>When</dt>
        <dd>
          <strong>{whenOf(appointment)}</strong>
        </dd>
        <dt>Practitioner</dt>
        <dd>{appointment.practitioner.name}</dd>
        <dt>Contact</dt>
        <dd>{contactOf(client) || "No email, no telephone"}</dd>
        {appointment.note && (
          <>
            <dt>Note</dt>
            <dd className={styles.note}>{appointment.note}</dd>
          </>
        )}
        <MessageFact
          title="Last message"
          message={appointment.last_message}
          zoneWords={appointment.zone_words}
          isSeries={appointment.of > 1}
        />
        <MessageFact
          title="Next message"
          message={appointment.next_message}
          zoneWords={appointment.zone_words}
          isSeries={appointment.of > 1}
        />
      </dl>
      {appointment.notice && (
        <Says tone="warn" icon="alert">
          <p>{appointment.notice}</p>
        </Says>
      )}
      {appointment.of > 1 && <SeriesRow appointment={appointment} />}
    </div>
  );
}

/** Wednesday 20 October 2027, 10:00–10:30; with zones where the viewer's clock differs. */
function whenOf(appointment: Opened): string {
  return `${wholeDay(wallClock(appointment.local_start))}, ${spanForViewer(appointment)}`;
}

type Message = NonNullable<Opened["last_message"]>;

function MessageFact({
  title,
  message,
  zoneWords,
  isSeries,
}: {
  title: string;
  message: Message | null;
  zoneWords: string;
  isSeries: boolean;
}) {
  if (!message) {
    return null;
  }
  const moment = message.sent_at ?? message.due_at;
  const about = !isSeries || message.number === null ? "" : ` for the ${ordinal(message.number)} session`;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <MessageState state={message.state} /> {message.title}
        {about}, {nearDay(told(moment), nowBeside(moment))} {timeForViewer(moment, zoneWords)}
      </dd>
    </>
  );
}

function SessionTag({ status }: { status: Opened["status"] }) {
  const { words, icon, tone } = statusOf(status);
  return (
    <Tag tone={tone} icon={icon}>
      {words.charAt(0).toUpperCase() + words.slice(1)}
    </Tag>
  );
}

function SeriesRow({ appointment }: { appointment: Opened }) {
  return (
    <section>
      <h2>The series</h2>
      <ol className={styles.series}>
        {appointment.series.appointments.map((session) => {
          const { words, icon } = statusOf(session.status);
          return (
            <li key={session.id} className={session.status === "cancelled" ? styles.gone : undefined}>
              <Link
                to={addressOf(session.id)}
                go={replaceInAddress}
                aria-current={session.id === appointment.id ? "true" : undefined}
                aria-label={`${ordinal(session.number)}, ${shortDay(wallClock(session.local_start))}, ${words}`}
              >
                <strong>{shortDay(wallClock(session.local_start))}</strong>
                <span>
                  {icon && <Icon name={icon} />} {words}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function addressOf(appointmentId: string): string {
  const query = new URLSearchParams(location.search);
  query.set("appointment", appointmentId);
  return `${location.pathname}?${query.toString()}`;
}
