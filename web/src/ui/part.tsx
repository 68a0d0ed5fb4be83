import { type ComponentType, useEffect, useState } from "react";

export interface Part<Props> {
  Shown: ComponentType<Props>;
  /** Fetches it before it is shown. */
  fetchAhead: () => void;
}

interface Meanwhile<Props> {
  /** While it is on its way; without it nothing. */
  Coming?: ComponentType;
  /** Where it cannot be had: the connection dropped, or the site was renewed and has these files no more. */
  NotLoaded: ComponentType<Props>;
}

/**
 * What has files of its own, which are fetched when it is first shown, so that nobody waits for what they do not see.
 * React's `lazy` would do, but that it makes even what is there already wait for a third of a second.
 */
export function part<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { Coming, NotLoaded }: Meanwhile<Props>,
): Part<Props> {
  let loaded: ComponentType<Props> | null = null;
  const fetched = async () => (loaded = await load());

  function Shown(props: Props) {
    const [Component, setComponent] = useState(() => loaded);
    useEffect(() => {
      if (!Component) {
        fetched().then(
          (component) => setComponent(() => component),
          () => setComponent(() => NotLoaded),
        );
      }
    }, [Component]);
    return Component ? <Component {...props} /> : Coming && <Coming />;
  }

  return { Shown, fetchAhead: () => void fetched().catch(() => undefined) };
}
