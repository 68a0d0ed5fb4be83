import { useId, useState } from "react";

import type { Opened } from "../api/appointment";
import { shortDayWithYear, spanInWords, wallClock } from "../time/words";
import { Button } from "../ui/button";
import { Check } from "../ui/check";
import { Dialog } from "../ui/dialog";
import { announce } from "../ui/live-region";
import { looks } from "../ui/looks";
import { Says } from "../ui/says";
import text from "../ui/text.module.css";
import { useUnsaved } from "../ui/unsaved";
import styles from "./cancel-sessions.module.css";
import {
  type Cancellation,
  cancelErrorOf,
  canBeTold,
  choicesOf,
  cancellingInWords,
  doneInWords,
  messageInWords,
  type Scope,
  scopeInWords,
  withdrawnInWords,
} from "./cancellation";
import choiceStyles from "./choice.module.css";
import datesStyles from "./dates.module.css";
import type { Change } from "./expected";
import insideStyles from "./inside.module.css";
import { useCancellation, useCancelling } from "./use-cancelling";
import { useExpectedMessages, useExpectedNow } from "./use-expected-messages";

interface CancelSessionsProps {
  appointment: Opened;
  onClose: () => void;
  onCancelled: (words: string) => void;
}

/** Says which dates go and which message goes out, before anything is cancelled. */
export function CancelSessions({ appointment, onClose, onCancelled }: CancelSessionsProps) {
  const preview = useCancellation(appointment.id);
  const title = appointment.of > 1 ? "Cancel sessions" : "Cancel session";
  // One dialog from the beginning: it gives the focus back to where that was when it came.
  if (!preview.data) {
    return (
      preview.error && (
        <Dialog title={title} width={520} onClose={onClose}>
          <div className={insideStyles.inside} role="status">
            <p>What would be cancelled cannot be shown: nothing answers. Try it again later.</p>
          </div>
        </Dialog>
      )
    );
  }
  return (
    <Choice
      {...{ appointment, title, onClose, onCancelled }}
      cancellation={preview.data}
      onLookAgain={() => void preview.refetch()}
    />
  );
}

interface ChoiceProps extends CancelSessionsProps {
  title: string;
  cancellation: Cancellation;
  onLookAgain: () => void;
}

function Choice({ appointment, title, cancellation, onClose, onCancelled, onLookAgain }: ChoiceProps) {
  const group = useId();
  const choices = choicesOf(cancellation);
  const [wanted, setWanted] = useState<Scope["scope"] | null>(null);
  const [notify, setNotify] = useState(true);
  const chosen = choices.find(({ scope }) => scope === wanted) ?? choices[0];
  const count = chosen?.appointments.length ?? 0;
  const change: Change | null = chosen
    ? { change: "cancelled", appointment_ids: chosen.appointments.map(({ id }) => id) }
    : null;
  const expected = useExpectedMessages(change);
  const expectedNow = useExpectedNow();
  const cancelling = useCancelling(appointment.id);
  const cancelError = cancelErrorOf(cancelling.error);
  const message = messageInWords(expected.data, notify);
  const call = cancellation.call;
  useUnsaved(cancelling.isPending);

  async function cancel() {
    if (!chosen || !change || cancelling.isPending) {
      return;
    }
    // Once it is done nothing of it is booked to be asked about.
    const now = await expectedNow(change);
    cancelling.mutate(
      { etag: cancellation.etag, scope: chosen.scope, notify: notify && canBeTold(now) },
      {
        onSuccess: () => {
          const words = doneInWords(count, messageInWords(now, notify));
          announce(words);
          onCancelled(words);
        },
      },
    );
  }

  return (
    <Dialog
      title={title}
      label={`${title}, ${appointment.client.name}`}
      width={520}
      onClose={onClose}
      footer={(close) => (
        <span className={styles.answers}>
          <Button onPress={close}>{appointment.of > 1 ? "Keep the sessions" : "Keep the session"}</Button>
          {chosen && (
            <Button variant="primary" onPress={() => void cancel()}>
              {cancelling.isPending ? "Cancelling…" : cancellingInWords(count)}
            </Button>
          )}
        </span>
      )}
    >
      <div className={looks(insideStyles.inside, styles.cancelling)}>
        {choices.length > 1 && (
          <fieldset className={choiceStyles.choice}>
            <legend>Which sessions of {appointment.client.name}</legend>
            {choices.map((each) => (
              <label key={each.scope}>
                <input
                  className={choiceStyles.radio}
                  type="radio"
                  name={group}
                  checked={each.scope === chosen?.scope}
                  onChange={() => {
                    setWanted(each.scope);
                    announce(countInWords(each));
                  }}
                />
                {scopeInWords(each)}
              </label>
            ))}
          </fieldset>
        )}
        {chosen ? <Dates scope={chosen} /> : <p>There is nothing left to cancel.</p>}
        {call?.ended === null && call.client === "in_call" && (
          <Says tone="warn" icon="alert">
            <p>The client is in the call now. Cancelling this session ends it.</p>
          </Says>
        )}
        {chosen && (
          <section>
            <h2>Messages to the client</h2>
            {canBeTold(expected.data) && (
              <Check type="checkbox" checked={notify} onChange={(event) => setNotify(event.target.checked)}>
                Tell {appointment.client.name}
              </Check>
            )}
            <p className={styles.message}>
              {expected.isError ? "Which message goes out cannot be said: nothing answers." : message}
            </p>
            {withdrawnInWords(chosen) && <p>{withdrawnInWords(chosen)}</p>}
          </section>
        )}
        <div role="alert">
          {cancelError && (
            <Says tone="stop" icon="alert">
              <p>{cancelError.words}</p>
              {cancelError.isStale && (
                <Button
                  slim
                  onPress={() => {
                    cancelling.reset();
                    onLookAgain();
                  }}
                >
                  Look at the new version
                </Button>
              )}
            </Says>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Dates({ scope: { appointments } }: { scope: Scope }) {
  return (
    <ol
      className={looks(datesStyles.dates, appointments.length > 12 && datesStyles.scrolls)}
      aria-label="Dates that go"
    >
      {appointments.map((appointment) => (
        <li key={appointment.id}>
          <span className={looks(datesStyles.number, text.num)}>{appointment.number}</span>
          <span className={looks(datesStyles.date, text.num)}>
            {shortDayWithYear(wallClock(appointment.local_start))}
          </span>
          <span className={text.num}>{spanInWords(appointment)}</span>
        </li>
      ))}
    </ol>
  );
}

function countInWords({ appointments }: Scope): string {
  return appointments.length === 1 ? "1 date goes" : `${appointments.length} dates go`;
}
