import { getLocalTimeZone, today } from "@internationalized/date";
import { usePrefetchQuery } from "@tanstack/react-query";

import { useAddress } from "../address";
import { kindsQuery } from "../api/practice";
import { useApi } from "../api/use-api";
import { useNarrow } from "../ui/use-narrow";
import { bookedQuery } from "./queries";
import { askedFor, viewOf } from "./view";

const OWN = "standing.own-practitioner";

/** For the next time that this tab is loaded. */
export function keepOwn(practitionerId: string | null): void {
  if (practitionerId) {
    sessionStorage.setItem(OWN, practitionerId);
  } else {
    sessionStorage.removeItem(OWN);
  }
}

/**
 * Asks for what will be shown once it is known whose practice this is, together with that: the clock in this place is
 * most likely the practice's. Where the guess is wrong, the right one is asked for afterwards, as if there had been none.
 */
export function useAskedAhead(): void {
  const { booking } = useApi();
  const { query } = useAddress();
  const isNarrow = useNarrow();
  const own = sessionStorage.getItem(OWN);
  const day = today(getLocalTimeZone());
  const view = viewOf(query, day, own ? "week" : "day");
  const { days, ofOne } = askedFor(view, isNarrow);
  const practitionerId = ofOne ? (view.practitionerId ?? own) : null;
  const ofToday = bookedQuery(booking, { first: day, last: day }, null);
  usePrefetchQuery(kindsQuery(booking));
  usePrefetchQuery(ofToday);
  usePrefetchQuery(ofOne && !practitionerId ? ofToday : bookedQuery(booking, days, practitionerId));
}
