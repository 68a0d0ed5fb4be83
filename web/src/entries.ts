import { useEffect, useLayoutEffect, useRef } from "react";

/**
 * What lies above a screen is an entry of the browser's history of its own, so that Back takes away the uppermost, and nothing
 * else. Each entry knows how many lie above its screen. An entry whose dialog is gone is never stayed on.
 */

type Layer =
  /** Where Back was pressed it closes, or asks first. */
  | { onBack: () => void }
  /** It stands in the address; what that is without it. */
  | { addressBelow: () => string };

let layers: readonly Layer[] = [];
/** Whether the browser is on its way to another entry, as it was told to from here. */
let isOnItsWay = false;
let settling: ReturnType<typeof setTimeout> | undefined;

addEventListener("popstate", () => {
  const wasTold = isOnItsWay;
  isOnItsWay = false;
  if (!wasTold) {
    for (const layer of layers.slice(depth()).reverse()) {
      if ("onBack" in layer) {
        layer.onBack();
      }
    }
  }
  settle();
});

/** Has Back close, or ask before it closes, what is shown as long as this is. */
export function useLayer(onBack: () => void, { isThere = true } = {}): void {
  const newest = useRef(onBack);
  useEffect(() => {
    newest.current = onBack;
  });
  useLayoutEffect(() => (isThere ? layOver({ onBack: () => newest.current() }) : undefined), [isThere]);
}

/** The same for what stands in the address: Back takes it out of there. `addressBelow` never changes. */
export function useLayerInAddress(isThere: boolean, addressBelow: () => string): void {
  useLayoutEffect(() => (isThere ? layOver({ addressBelow }) : undefined), [isThere, addressBelow]);
}

/** Whether a page that shows something else would take the place of this entry. */
export function isOnDialog(): boolean {
  const uppermost = layers[depth() - 1];
  return uppermost !== undefined && "onBack" in uppermost;
}

/** Once it is shown; the answer is for when it is shown no more. */
function layOver(layer: Layer): () => void {
  layers = [...layers, layer];
  settle();
  return () => {
    layers = layers.filter((each) => each !== layer);
    settle();
  };
}

/** How many lie above this entry's screen. */
export function depth(): number {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "depth" in state ? Number(state.depth) : 0;
}

/**
 * After what is closed and what is opened now: one that takes another's place takes its entry too. Once when the page is there,
 * too: what was open when it was loaded anew is not any more.
 */
export function settle(): void {
  clearTimeout(settling);
  settling = setTimeout(() => {
    if (isOnItsWay) {
      return;
    }
    const above = depth();
    if (above > layers.length) {
      isOnItsWay = true;
      history.go(layers.length - above);
      return;
    }
    for (const [index, layer] of layers.entries()) {
      if (index >= above) {
        const address = location.href;
        if ("addressBelow" in layer) {
          history.replaceState({ depth: index }, "", layer.addressBelow());
        }
        history.pushState({ depth: index + 1 }, "", address);
      }
    }
  });
}
