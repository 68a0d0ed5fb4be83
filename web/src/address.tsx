import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";

import { depth, isOnDialog } from "./entries";

/** The address bar is the one place that knows which screen is shown, so that Back, reload and a sent link all work. */
export interface Address {
  path: string;
  query: URLSearchParams;
}

const moved = new EventTarget();

/** To another screen, in the place of a dialog that is open. */
export function navigate(to: string): void {
  change(isOnDialog() ? "replaceState" : "pushState", 0, to);
}

/** To the same screen with something above it that stands in the address. */
export function layInAddress(to: string): void {
  change("pushState", depth() + 1, to);
}

/** With another such thing in its place, or with none: then its entry goes, since nothing lies there. */
export function replaceInAddress(to: string): void {
  change("replaceState", depth(), to);
}

function change(how: "pushState" | "replaceState", above: number, to: string): void {
  history[how]({ depth: above }, "", to);
  moved.dispatchEvent(new Event("moved"));
}

export function useAddress(): Address {
  const shown = useSyncExternalStore(subscribe, () => `${location.pathname}${location.search}`);
  const { pathname, searchParams } = new URL(shown, location.origin);
  return { path: pathname, query: searchParams };
}

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  to: string;
  /** What goes there, where that is no other screen. */
  go?: (to: string) => void;
}

/** A link within the site. Ctrl, Shift and the middle button do what they do everywhere. */
export function Link({ to, go = navigate, ...attributes }: LinkProps) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      go(to);
    }
  }
  // eslint-disable-next-line jsx-a11y/anchor-has-content -- what it says comes in with the attributes
  return <a {...attributes} href={to} onClick={follow} />;
}

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener);
  moved.addEventListener("moved", listener);
  return () => {
    removeEventListener("popstate", listener);
    moved.removeEventListener("moved", listener);
  };
}
