import type { ComponentProps } from "react";
import { Button as AriaButton } from "react-aria-components";

interface Looks {
  variant?: "plain" | "primary" | "quiet";
  /** An icon alone: give it an `aria-label`. */
  icon?: boolean;
  slim?: boolean;
}

export function Button({
  variant = "plain",
  icon,
  slim,
  ...rest
}: Looks & Omit<ComponentProps<typeof AriaButton>, "className">) {
  const looks = ["btn", variant !== "plain" && variant, icon && "icon", slim && "slim"];
  return <AriaButton {...rest} className={looks.filter(Boolean).join(" ")} />;
}
