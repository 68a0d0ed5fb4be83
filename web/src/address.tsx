import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";

/** The address bar is the one place that knows which screen is shown, so that Back, reload and a sent link all work. */
export interface Address {
  path: string;
  query: URLSearchParams;
}

const moved = new EventTarget();

export function navigate(to: string, { replace = false } = {}): void {
  history[replace ? "replaceState" : "pushState"](null, "", to);
  moved.dispatchEvent(new Event("moved"));
}

export function useAddress(): Address {
  const shown = useSyncExternalStore(subscribe, () => `${location.pathname}${location.search}`);
  const { pathname, searchParams } = new URL(shown, location.origin);
  return { path: pathname, query: searchParams };
}

/** A link within the site. Ctrl, Shift and the middle button do what they do everywhere. */
export function Link({ to, ...attributes }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      navigate(to);
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
