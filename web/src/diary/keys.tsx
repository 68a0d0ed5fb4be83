import { Dialog } from "../ui/dialog";
import styles from "./keys.module.css";

const KEYS: readonly (readonly [string[], string])[] = [
  [["N"], "New appointment where the cursor is"],
  [["T"], "Today"],
  [["D", "W", "M"], "Day, week, month"],
  [["M"], "On an appointment to come: move it, by the arrows"],
  [["[", "]"], "Before, after"],
  [["↑", "↓"], "15 minutes earlier, later"],
  [["←", "→"], "Day or practitioner to the left, to the right"],
  [["Page up", "Page down"], "An hour earlier, later"],
  [["Enter"], "Open the appointment, or book the slot"],
  [["Ctrl + Enter"], "Save, in a dialog (Cmd + Enter on a Mac)"],
  [["Esc"], "Close a dialog"],
  [["F6"], "To the notice that you were signed out"],
  [["?"], "These keys"],
];

export function Keys({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="All keys" width={520} onClose={onClose}>
      <dl className={styles.keys}>
        {KEYS.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>Single letters can be switched off in your menu, at the top right.</p>
    </Dialog>
  );
}
