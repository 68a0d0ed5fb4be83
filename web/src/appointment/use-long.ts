import { useEffect, useState } from "react";

const LONG = 8_000; // ms, after which somebody might think that nothing happens

/** Whether something has been under way for so long that it has to be said. */
export function useLong(isPending: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isPending) {
      return;
    }
    const timer = setTimeout(() => setLong(true), LONG);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isPending]);
  return isLong;
}
