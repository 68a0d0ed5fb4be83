import { useId, useState } from "react";

import type { Opened } from "../api/appointment";
import { Check } from "../ui/check";
import { Icon, type IconName } from "../ui/icon";
import { useNarrow } from "../ui/use-narrow";
import type { Expected } from "./expected";
import type { MovePreview } from "./move-preview";
import { type Fact, factsOf, isChoice } from "./move-told";
import styles from "./move-told-pane.module.css";

interface MoveToldProps {
  client: Opened["client"];
  preview: MovePreview | undefined;
  /** `data` is of the preview, whether or not the client is to be told. */
  expected: { data: Expected | undefined; isError: boolean; isPlaceholderData: boolean };
  notify: boolean;
  onNotify: (notify: boolean) => void;
}

/** What the client is told, and what they need not be told. On a phone it opens behind one line. */
export function MoveTold({ client, preview, expected, notify, onNotify }: MoveToldProps) {
  const id = useId();
  const isNarrow = useNarrow();
  const [isOpen, setOpen] = useState(false);
  const said = expected.isError
    ? "Which message goes out cannot be said: nothing answers."
    : preview && expected.data?.said;
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
              <span className={styles.short}>{said}</span>
            </span>
            <Icon name="down" />
          </button>
        </h2>
      ) : (
        <h2 id={`${id}-heading`}>What the client is told</h2>
      )}
      <div
        id={id}
        className={styles.inside}
        data-stale={expected.isPlaceholderData || undefined}
        hidden={isNarrow && !isOpen}
      >
        {isChoice(expected.data) && (
          <Check type="checkbox" checked={notify} onChange={(event) => onNotify(event.target.checked)}>
            <strong>Tell {client.name}</strong>
          </Check>
        )}
        {!isNarrow && <p className={styles.said}>{said}</p>}
        {preview && expected.data && <Letters expected={expected.data} />}
        {preview && preview.moves > 0 && (
          <ul className={styles.facts}>
            {factsOf(preview, expected.data).map(({ about, title, words }) => (
              <li key={title}>
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

const ICONS: Record<Fact["about"], IconName> = { links: "link", reminders: "clock", unchanged: "user" };

/** The message about the change itself. */
function Letters({ expected }: { expected: Expected }) {
  return expected.messages
    .filter(({ trigger }) => trigger !== "reminder")
    .map(({ rule_id, title, words }) => (
      <div key={rule_id} className={styles.letter}>
        <Icon name="mail" />
        <span>
          <strong>{title}</strong>
          <span className={styles.short}>{words}</span>
        </span>
      </div>
    ));
}
