import { useKinds } from "../api/practice";
import { Check } from "../ui/check";
import { KindName } from "../ui/kind";
import type { Shown } from "./diary-types";
import { MiniMonth } from "./mini-month";
import styles from "./side.module.css";
import type { View } from "./view";
import { Waiting } from "./waiting";

interface SideProps extends Shown {
  hidesCancelled: boolean;
  onHideCancelled: (hide: boolean) => void;
  onShow: (change: Partial<View>) => void;
  onShowKeys: () => void;
}

export function Side({
  view,
  days,
  waiting,
  today,
  practitioners,
  practitioner,
  hidesCancelled,
  onHideCancelled,
  onShow,
  onShowKeys,
}: SideProps) {
  const kinds = useKinds();
  const sideBySide = view.name === "day";
  return (
    <aside className={styles.side} aria-label="Diary side">
      <Waiting appointments={waiting} />
      <MiniMonth
        week={view.name === "week" ? days : null}
        date={view.date}
        today={today}
        onChoose={(date) => onShow({ date })}
      />
      <fieldset>
        <legend className={styles.heading}>{sideBySide ? "Practitioners" : "Practitioner"}</legend>
        {practitioners.map(({ id, name }) =>
          sideBySide ? (
            <Check
              key={id}
              type="checkbox"
              checked={!view.hidden.includes(id)}
              onChange={(event) =>
                onShow({
                  hidden: event.target.checked
                    ? view.hidden.filter((hidden) => hidden !== id)
                    : [...view.hidden, id],
                })
              }
            >
              <span className={styles.name} title={name}>
                {name}
              </span>
            </Check>
          ) : (
            <Check
              key={id}
              type="radio"
              name="practitioner"
              checked={practitioner?.id === id}
              onChange={() => onShow({ practitionerId: id })}
            >
              <span className={styles.name} title={name}>
                {name}
              </span>
            </Check>
          ),
        )}
      </fieldset>
      {practitioners.length === 0 && <p>There is no practitioner yet, so nothing can be booked.</p>}
      <section aria-labelledby="side-types">
        <h2 className={styles.heading} id="side-types">
          Types
        </h2>
        <ul>
          {kinds.data?.map((kind) => (
            <li key={kind.id}>
              <KindName {...kind} />
            </li>
          ))}
        </ul>
      </section>
      <Check
        type="checkbox"
        checked={hidesCancelled}
        onChange={(event) => onHideCancelled(event.target.checked)}
      >
        Hide cancelled
      </Check>
      <p className={styles.keys}>
        <kbd>N</kbd>new <kbd>T</kbd>today{" "}
        <button type="button" onClick={onShowKeys}>
          <kbd>?</kbd>all keys
        </button>
      </p>
    </aside>
  );
}
