import type { ReactNode } from "react";

import { Icon, type IconName } from "./icon";
import { looks } from "./looks";
import styles from "./says.module.css";

const TONES = { ok: styles.ok, warn: styles.warn, stop: styles.stop };

interface SaysProps {
  tone: keyof typeof TONES;
  icon: IconName;
  role?: "alert" | "status";
  /** Beside its own looks. */
  className?: string | undefined;
  /** Paragraphs, and what there is to press. */
  children: ReactNode;
}

/** What the screen has to say, set off from what it shows. */
export function Says({ tone, icon, role, className, children }: SaysProps) {
  return (
    <div role={role} className={looks(styles.says, TONES[tone], className)}>
      <Icon name={icon} />
      {children}
    </div>
  );
}
