import type { ComponentProps } from "react";

import styles from "./check.module.css";

/** A box to tick, or one of several to choose, with its words beside it. */
export function Check({ children, ...input }: ComponentProps<"input"> & { type: "checkbox" | "radio" }) {
  return (
    <label className={styles.check}>
      <input {...input} />
      {children}
    </label>
  );
}
