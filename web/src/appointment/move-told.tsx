import { useId, useState } from "react";

import type { Opened } from "../api/appointment";
import { Check } from "../ui/check";
import { Icon, type IconName } from "../ui/icon";
import { useNarrow } from "../ui/use-narrow";
import { emailOf } from "./client";
import { factsOf, type MovePreview } from "./move-preview";
import styles from "./move-told.module.css";

interface MoveToldProps {
  client: Opened["client"];
  preview: MovePreview | undefined;
  notify: boolean;
  onNotify: (notify: boolean) => void;
}

/** What the client is told, and what they need not be told. On a phone it opens behind one line. */
export function MoveTold({ client, preview, notify, onNotify }: MoveToldProps) {
  const id = useId();
  const isNarrow = useNarrow();
  const [isOpen, setOpen] = useState(false);
  const isReached = emailOf(client) !== null;
  const message = messageInWords(client.name, isReached, notify);
  return (
    <section className={styles.told} aria-labelledby={`${id}-heading`}>
      {isNarrow ? (
        <h2>
          <button
            type="button"
            className={styles.line}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            <span>
              <span id={`${id}-heading`}>What {client.name} is told</span>
              <span className={styles.short}>{message}</span>
            </span>
            <Icon name="down" />
          </button>
        </h2>
      ) : (
        <h2 id={`${id}-heading`}>What the client is told</h2>
      )}
      <div id={id} className={styles.inside} hidden={isNarrow && !isOpen}>
        {isReached && (
          <Check type="checkbox" checked={notify} onChange={(event) => onNotify(event.target.checked)}>
            <strong>Tell {client.name}</strong>
          </Check>
        )}
        {!isNarrow && <p>{message}</p>}
        {preview && preview.moves > 0 && (
          <ul className={styles.facts}>
            {factsOf(preview).map(({ about, title, words }) => (
              <li key={about}>
                <Icon name={ICONS[about]} />
                <span>
                  <strong>{title}</strong> {words}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

const ICONS: Record<ReturnType<typeof factsOf>[number]["about"], IconName> = {
  links: "link",
  reminders: "clock",
  unchanged: "user",
};

function messageInWords(name: string, isReached: boolean, notify: boolean): string {
  if (!isReached) {
    return `${name} has no email address, so no message can be sent.`;
  }
  return notify ? "The old and the new times, in one message." : "No message goes to the client.";
}
