import styles from "./ui/not-loaded.module.css";
import { buttonLooks } from "./ui/button";

/** Signing in failed, or nothing answers. */
export function NotStarted() {
  return (
    <main className={styles.notStarted}>
      <h1>You are not signed in</h1>
      <p>Signing in did not work, or the connection dropped. Nothing was changed.</p>
      <p>
        <a className={buttonLooks({ variant: "primary" })} href="/">
          Sign in again
        </a>
      </p>
    </main>
  );
}
