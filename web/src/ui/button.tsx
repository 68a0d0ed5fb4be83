import type { ComponentProps } from "react";
import { Button as AriaButton } from "react-aria-components";

import styles from "./button.module.css";
import { looks } from "./looks";

interface Looks {
  variant?: "plain" | "primary" | "quiet" | undefined;
  /** An icon alone: give it an `aria-label`. */
  icon?: boolean | undefined;
  slim?: boolean | undefined;
}

export function Button({
  variant,
  icon,
  slim,
  ...rest
}: Looks & Omit<ComponentProps<typeof AriaButton>, "className">) {
  return <AriaButton {...rest} className={buttonLooks({ variant, icon, slim })} />;
}

const VARIANTS = { plain: undefined, primary: styles.primary, quiet: styles.quiet };

/** For links that look like buttons. */
export function buttonLooks({ variant = "plain", icon, slim }: Looks = {}): string {
  return looks(styles.button, VARIANTS[variant], icon && styles.icon, slim && styles.slim);
}
