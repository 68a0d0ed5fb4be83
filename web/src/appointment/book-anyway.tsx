import { useId } from "react";

import { Check } from "../ui/check";
import fields from "../ui/fields.module.css";
import text from "../ui/text.module.css";
import styles from "./book-anyway.module.css";
import { type Accepted, acceptedIn, type FindingCode, type FoundDate, questionsOf } from "./findings";

interface BookAnywayProps {
  /** How it is asked: Book anyway */
  ask: string;
  dates: readonly FoundDate[];
  accepted: Accepted | null;
  onAccept: (code: FindingCode, isAccepted: boolean) => void;
  fault: string | undefined;
}

/** What speaks against some of the dates, each to be ticked before they are taken. */
export function BookAnyway({ ask, dates, accepted, onAccept, fault }: BookAnywayProps) {
  const id = useId();
  const questions = questionsOf(dates);
  const codes = acceptedIn(dates, accepted);
  return (
    questions.length > 0 && (
      <fieldset
        className={styles.anyway}
        data-field="accept"
        aria-describedby={fault ? `${id}-fault` : undefined}
      >
        <legend className={text.forReaders}>What speaks against it</legend>
        {questions.map(({ code, words }) => (
          <Check
            key={code}
            type="checkbox"
            checked={codes.includes(code)}
            onChange={(event) => onAccept(code, event.target.checked)}
          >
            {ask}: {words}
          </Check>
        ))}
        {fault && (
          <p className={fields.fault} id={`${id}-fault`}>
            {fault}
          </p>
        )}
      </fieldset>
    )
  );
}
