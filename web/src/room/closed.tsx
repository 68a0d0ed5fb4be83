import { type ReactNode, useEffect, useRef } from "react";

import { announce } from "../ui/live-region";
import styles from "./room.module.css";
import { looks } from "../ui/looks";

interface ClosedProps {
  title: string;
  children?: ReactNode;
  actions: ReactNode;
}

/** Instead of the room: what is so, and where to go from here. */
export function Closed({ title, children, actions }: ClosedProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    announce(title);
    if (document.activeElement === document.body) {
      heading.current?.focus();
    }
  }, [title]);

  return (
    <main className={looks(styles.room, styles.closed)}>
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
        <p className={styles.ways}>{actions}</p>
      </div>
    </main>
  );
}
