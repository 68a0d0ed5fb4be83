import { Button } from "../ui/button";
import { Says } from "../ui/says";
import type { SaveError } from "./save-error";
import styles from "./saving-error.module.css";

interface SavingErrorProps {
  saveError: SaveError | null;
  isPending: boolean;
  isLong: boolean;
  onTryAgain: () => void;
  /** What trying again cannot do: it cannot book twice */
  twice: string;
}

/** What became of a save that has not been done, and what to do about it. */
export function SavingError({ saveError, isPending, isLong, onTryAgain, twice }: SavingErrorProps) {
  return (
    <div className={styles.error} role="alert">
      {isPending && isLong && (
        <Says tone="warn" icon="clock">
          <p>Still saving. Do not close this.</p>
        </Says>
      )}
      {!isPending && saveError && (
        <Says tone={saveError.isUnsure ? "warn" : "stop"} icon="alert">
          <p>
            {saveError.words}{" "}
            {saveError.isUnsure && (
              <>
                <Button slim onPress={onTryAgain}>
                  Try again
                </Button>{" "}
                ({twice})
              </>
            )}
          </p>
        </Says>
      )}
    </div>
  );
}
