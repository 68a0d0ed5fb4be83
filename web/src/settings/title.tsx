import type { ReactNode } from "react";
import styles from "./settings.module.css";

export function Title({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.title}>
      <h1>{title}</h1>
      {children && <p>{children}</p>}
    </div>
  );
}
