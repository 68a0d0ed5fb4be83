import { Button } from "./button";
import { Question } from "./dialog";
import styles from "./not-loaded.module.css";

const WHY = "The connection dropped, or the site was renewed.";

/** Instead of a screen. `still`: what is so all the same. */
export function NotLoadedScreen({ title, still }: { title: string; still?: string }) {
  return (
    <main className={styles.notStarted}>
      <h1>{title}</h1>
      <p role="alert">{[WHY, still].filter(Boolean).join(" ")}</p>
      <p>
        <Button variant="primary" onPress={reload}>
          Reload the page
        </Button>
      </p>
    </main>
  );
}

/** Instead of a dialog. */
export function NotLoadedDialog({ onClose }: { onClose: () => void }) {
  return (
    <Question
      words={`This is not loaded. ${WHY}`}
      keep="Not now"
      go="Reload the page"
      onKeep={onClose}
      onGo={reload}
    />
  );
}

/** What the address says, it keeps. */
function reload(): void {
  location.reload();
}
