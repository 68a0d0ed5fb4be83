import { useId } from "react";

import fields from "../ui/fields.module.css";
import text from "../ui/text.module.css";
import choiceStyles from "./choice.module.css";
import type { Choice, ChoiceWords } from "./preview";

interface ChoicesProps {
  words: ChoiceWords;
  /** What has to be decided on: Thu 18 Nov 2027, 3 taken dates */
  about: string;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
  fault: string | undefined;
}

/** What to do where something is taken: one choice for all of it. */
export function Choices({ words, about, choice, onChoose, fault }: ChoicesProps) {
  const name = useId();
  return (
    <fieldset
      className={choiceStyles.choice}
      data-field="choice"
      aria-describedby={fault ? `${name}-fault` : undefined}
    >
      <legend className={text.forReaders}>What to do about {about}</legend>
      {(["skip", "none"] as const).map((each) => (
        <label key={each}>
          <input
            className={choiceStyles.radio}
            type="radio"
            name={name}
            checked={choice === each}
            onChange={() => onChoose(each)}
          />
          {words[each]}
        </label>
      ))}
      {fault && (
        <p className={fields.fault} id={`${name}-fault`}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}
