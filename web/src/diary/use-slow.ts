import { useEffect, useState } from "react";

const UNNOTICED = 300; // ms that nobody waits for

/** Whether to show that something is on its way: not for what comes at once. */
export function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) {
      return;
    }
    const timer = setTimeout(() => setSlow(true), UNNOTICED);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return slow;
}
