import type { CalendarDateTime } from "@internationalized/date";

import { clock, dayAndMonth, OF_TWO, weekday } from "../time/words";
import choiceStyles from "./choice.module.css";
import styles from "./which-of-two.module.css";

interface WhichOfTwoProps {
  on: CalendarDateTime;
  fold: 0 | 1;
  onChoose: (fold: 0 | 1) => void;
}

/** The clocks go back that night: which of two times that look alike is meant? */
export function WhichOfTwo({ on, fold, onChoose }: WhichOfTwoProps) {
  return (
    <fieldset className={styles.which}>
      <legend>
        {clock(on)} comes twice on {weekday(on)} {dayAndMonth(on)}. Which one?
      </legend>
      {([0, 1] as const).map((each) => (
        <label key={each}>
          <input
            className={choiceStyles.radio}
            type="radio"
            name="fold"
            checked={fold === each}
            onChange={() => onChoose(each)}
          />
          The {each === 0 ? "first" : "second"}, {OF_TWO[each]}
        </label>
      ))}
    </fieldset>
  );
}
