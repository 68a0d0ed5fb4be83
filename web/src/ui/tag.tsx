import type { ReactNode } from "react";

import { Icon, type IconName } from "./icon";
import { looks } from "./looks";
import styles from "./tag.module.css";

export type Tone = "ok" | "note" | "warn" | "stop";

const TONES: Record<Tone, string | undefined> = {
  ok: styles.ok,
  note: styles.note,
  warn: styles.warn,
  stop: styles.stop,
};

interface TagProps {
  tone?: Tone | undefined;
  icon?: IconName | null;
  /** Beside its own looks. */
  className?: string | undefined;
  children: ReactNode;
}

/** A state in a word or two: with an icon where its colour says anything. */
export function Tag({ tone, icon, className, children }: TagProps) {
  return (
    <span className={looks(styles.tag, tone && TONES[tone], className)}>
      {icon && <Icon name={icon} />} {children}
    </span>
  );
}
