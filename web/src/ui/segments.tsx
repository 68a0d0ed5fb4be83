import { looks } from "./looks";
import styles from "./segments.module.css";

interface SegmentsProps<Name extends string> {
  label: string;
  /** Name and words, as they stand. */
  choices: readonly (readonly [Name, string])[];
  chosen: Name;
  onChoose: (name: Name) => void;
  slim?: boolean;
}

/** One of a few ways to show the same, side by side. */
export function Segments<Name extends string>({
  label,
  choices,
  chosen,
  onChoose,
  slim,
}: SegmentsProps<Name>) {
  return (
    <div className={looks(styles.segments, slim && styles.slim)} role="group" aria-label={label}>
      {choices.map(([name, words]) => (
        <button key={name} type="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {words}
        </button>
      ))}
    </div>
  );
}
