import { useSyncExternalStore } from "react";

const paper = matchMedia("print");

/** Whether the page is being laid out for paper. */
export function usePrinted(): boolean {
  return useSyncExternalStore(subscribe, () => paper.matches);
}

function subscribe(listener: () => void): () => void {
  paper.addEventListener("change", listener);
  return () => paper.removeEventListener("change", listener);
}
