import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import type { SaveError } from "./save-error";
import styles from "./saving-error.module.css";

interface SavingErrorProps {
  saveError: SaveError | null;
  isPending: boolean;
  isLong: boolean;
  onTryAgain: () => void;
}

/** What became of a save that has not booked, and what to do about it. */
export function SavingError({ saveError, isPending, isLong, onTryAgain }: SavingErrorProps) {
  return (
    <div className={styles.error} role="alert">
      {isPending && isLong && (
        <div className="says warn">
          <Icon name="clock" />
          <p>Still saving. Do not close this.</p>
        </div>
      )}
      {!isPending && saveError && (
        <div className={saveError.isUnsure ? "says warn" : "says stop"}>
          <Icon name="alert" />
          <p>
            {saveError.words}{" "}
            {saveError.isUnsure && (
              <>
                <Button slim onPress={onTryAgain}>
                  Try again
                </Button>{" "}
                (it cannot book twice)
              </>
            )}
          </p>
        </div>
      )}
    </div>
  );
}
