import { type ComponentProps, type ReactNode, useId, useState } from "react";
import { Button as AriaButton } from "react-aria-components";

import styles from "./button.module.css";
import { announce } from "./live-region";
import { looks } from "./looks";

interface Looks {
  variant?: "plain" | "primary" | "quiet" | undefined;
  /** An icon alone: give it an `aria-label`. */
  icon?: boolean | undefined;
  slim?: boolean | undefined;
}

interface ButtonProps extends Looks, Omit<ComponentProps<typeof AriaButton>, "className" | "children"> {
  children: ReactNode;
  /** Why it cannot be pressed now. It looks so, and says why to whoever points at it, comes to it by key or presses it. */
  refusal?: string | null;
}

export function Button({ variant, icon, slim, refusal = null, children, onPress, ...rest }: ButtonProps) {
  const id = useId();
  const [isAsked, setAsked] = useState(false);
  return (
    <AriaButton
      {...rest}
      className={buttonLooks({ variant, icon, slim })}
      {...(refusal === null
        ? onPress && { onPress }
        : {
            "aria-disabled": true,
            "aria-describedby": id,
            onPress: () => {
              setAsked(true);
              announce(refusal);
            },
          })}
    >
      {children}
      {refusal !== null && (
        <span id={id} className={looks(styles.why, isAsked && styles.asked)} data-why aria-hidden="true">
          {refusal}
        </span>
      )}
    </AriaButton>
  );
}

const VARIANTS = { plain: undefined, primary: styles.primary, quiet: styles.quiet };

/** For links that look like buttons. */
export function buttonLooks({ variant = "plain", icon, slim }: Looks = {}): string {
  return looks(styles.button, VARIANTS[variant], icon && styles.icon, slim && styles.slim);
}
