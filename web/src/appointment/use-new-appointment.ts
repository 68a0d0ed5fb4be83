import { useEffect, useState } from "react";

import { type Kind, useKinds, usePractitioners } from "../api/practice";
import { Problem } from "../api/problem";
import { focusField } from "../ui/focus-field";
import { announce } from "../ui/live-region";
import {
  type BookingRequest,
  datesRequest,
  faultOfRefusal,
  type Faults,
  faultsOf,
  FIELDS,
  startingRequest,
} from "./booking-request";
import type { Client } from "./client";
import type { Change } from "./expected";
import { type Accepted, acceptedIn, type FindingCode, findingsKey, openIn } from "./findings";
import { type Choice, datesOf, faultOfTaken, freeOf, type Preview, takenKey } from "./preview";
import { saveErrorOf } from "./save-error";
import type { Slot } from "./slot";
import type { Saved } from "./use-appointments";
import { useExpectedMessages } from "./use-expected-messages";
import { usePreview } from "./use-preview";
import { type SeriesRequest, useSaving } from "./use-saving";

/** The id of what its fields stand in. */
export const FORM = "new-appointment";

/** What somebody types into a new appointment, what it would book, and booking it. */
export function useNewAppointment(slot: Slot, onBooked: (booked: Saved) => void) {
  const kinds = useKinds();
  const practitioners = usePractitioners();

  const [starting] = useState(() => startingRequest(slot));
  const [request, setRequest] = useState(starting);
  const [isSearching, setSearching] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const [chosen, setChosen] = useState<{ choice: Choice; taken: string } | null>(null);
  const [accepted, setAccepted] = useState<Accepted | null>(null);

  const kind = kinds.data?.find(({ id }) => id === request.kindId);
  const dates = datesRequest(request);
  const saving = useSaving();
  const saveError = saveErrorOf(saving.error);
  const isUnsure = saveError?.isUnsure ?? false;
  const holds = isUnsure || saving.isPending || saving.isSuccess;
  const { preview, news, error, isStale, askNow } = usePreview(
    dates && { ...dates, client_id: request.client?.id ?? null },
    { holds },
  );
  const choice = chosen && preview && chosen.taken === takenKey(preview) ? chosen.choice : null;
  const expected = useExpectedMessages(kind && preview ? changeOf(preview, kind, request.client) : null);

  useEffect(() => {
    if (slot.client) {
      focusField(FORM, slot.kindId ? "recurrence" : "kind");
    }
  }, [slot]);

  function edit(changes: Partial<BookingRequest>) {
    // Which of two times was meant holds for that time alone.
    const anew = "date" in changes || "time" in changes;
    setRequest((before) => ({ ...before, ...(anew && { fold: 0 }), ...changes }));
    setFaults({});
  }

  function choose(made: Choice) {
    if (preview) {
      setChosen({ choice: made, taken: takenKey(preview) });
      setFaults({});
    }
  }

  function accept(code: FindingCode, isAccepted: boolean) {
    if (preview) {
      const others = acceptedIn(freeOf(preview), accepted).filter((each) => each !== code);
      setAccepted({ codes: isAccepted ? [...others, code] : others, of: findingsKey(freeOf(preview)) });
      setFaults({});
    }
  }

  function show(found: Faults) {
    setFaults(found);
    const first = FIELDS.find((field) => found[field]);
    if (first) {
      announce(found[first] ?? "");
      // Once the words stand there, so that they are read out with the field.
      setTimeout(() => focusField(FORM, first === "ends" ? request.ends : first));
    }
  }

  async function save() {
    if (saving.isPending) {
      return;
    }
    const found = faultsOf(request);
    if (Object.keys(found).length > 0) {
      show(found);
      return;
    }
    if (isUnsure && saving.variables) {
      send(saving.variables);
      return;
    }
    // Whoever is quicker than the preview waits for it: what it says may need a choice.
    const newest = isStale || !preview ? await newestPreview() : preview;
    const current = newest && chosen?.taken === takenKey(newest) ? chosen.choice : null;
    const taken = newest && faultOfTaken(newest, current);
    if (taken) {
      show({ choice: taken });
      return;
    }
    if (newest && openIn(freeOf(newest), accepted).length > 0) {
      show({ accept: "Say that it is to be booked anyway, or change the date or time." });
      return;
    }
    send({
      on_conflict: current === "skip" ? "skip" : "reject",
      accept: newest ? [...acceptedIn(freeOf(newest), accepted)] : [],
    });
  }

  function send({ on_conflict, accept }: Pick<SeriesRequest, "on_conflict" | "accept">) {
    if (!dates || !request.client) {
      return;
    }
    saving.mutate(
      {
        ...dates,
        client_id: request.client.id,
        note: request.note.trim() || null,
        on_conflict,
        accept,
        skip: [],
      },
      {
        onSuccess: ({ appointments, client_id, kind: booked, zone }) =>
          onBooked({
            words:
              appointments.length > 1 ? `${appointments.length} sessions booked.` : "Appointment booked.",
            appointmentIds: appointments.map(({ id }) => id),
            shows: null,
            undo: null,
            change: {
              change: "booked",
              client_id,
              kind_id: booked.id,
              video: booked.video,
              zone,
              appointments: appointments.map(({ starts_at, ends_at }) => ({ starts_at, ends_at })),
            },
          }),
        onError: (refusal) => {
          const fault = refusal instanceof Problem ? faultOfRefusal(refusal) : null;
          if (fault) {
            show(fault);
          }
        },
      },
    );
  }

  /** undefined where it cannot be had: then saving says what is so. */
  async function newestPreview(): Promise<Preview | undefined> {
    try {
      return await askNow();
    } catch {
      return undefined;
    }
  }

  return {
    kinds: kinds.data ?? [],
    practitioners: practitioners.data ?? [],
    request,
    /** Whether there is anything to lose by closing it. */
    isTyped: isSearching || JSON.stringify(request) !== JSON.stringify(starting),
    edit,
    setSearching,
    faults,
    preview,
    /** Of the preview. */
    error,
    isStale,
    /** What others have just booked of it; a save that failed says more. */
    news: saveError ? null : news,
    choice,
    choose,
    accepted,
    accept,
    expected,
    save,
    /** What is wrong with a field is said there. */
    saveError: Object.keys(faults).length > 0 ? null : saveError,
    isSaving: saving.isPending,
    isSavingLong: saving.isLong,
  };
}

/** What saving would book, as its messages are asked about: the dates that are free, or all where none is. */
function changeOf(preview: Preview, kind: Kind, client: Client | null): Change {
  const free = freeOf(preview);
  return {
    change: "booked",
    client_id: client?.id ?? null,
    kind_id: kind.id,
    video: kind.video,
    zone: preview.zone,
    appointments: (free.length > 0 ? free : datesOf(preview)).map(({ startsAt, endsAt }) => ({
      starts_at: startsAt,
      ends_at: endsAt,
    })),
  };
}
