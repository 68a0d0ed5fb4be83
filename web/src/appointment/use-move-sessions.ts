import type { CalendarDateTime } from "@internationalized/date";
import { useState } from "react";

import type { Opened } from "../api/appointment";
import { focusField } from "../ui/focus-field";
import { announce } from "../ui/live-region";
import { type Faults, faultsOfPlace, FIELDS } from "./booking-request";
import { type Accepted, acceptedIn, type FindingCode, findingsKey, openIn } from "./findings";
import { moveErrorOf } from "./move-error";
import {
  changeOf,
  doneInWords,
  faultOfHindered,
  goingOf,
  hinderedKey,
  type MovePreview,
  newPlacesOf,
} from "./move-preview";
import { faultOfMoveRefusal, type MoveRequest, placesRequest, startingMove } from "./move-request";
import type { Choice } from "./preview";
import type { Saved } from "./use-appointments";
import { useExpectedMessages, useExpectedNow } from "./use-expected-messages";
import { useMovePreview } from "./use-move-preview";
import { useMoving } from "./use-moving";

/** The id of what its fields stand in. */
export const FORM = "move-sessions";

/** What somebody chooses of a move, what it would do, and doing it. */
export function useMoveSessions(
  appointment: Opened,
  start: CalendarDateTime | null,
  onMoved: (moved: Saved) => void,
) {
  const [request, setRequest] = useState(() => startingMove(appointment, start));
  const [notify, setNotify] = useState(true);
  const [faults, setFaults] = useState<Faults>({});
  const [chosen, setChosen] = useState<{ choice: Choice; hindered: string } | null>(null);
  const [accepted, setAccepted] = useState<Accepted | null>(null);

  const places = placesRequest(request, appointment);
  const moving = useMoving(appointment.id);
  const moveError = moveErrorOf(moving.error);
  const isUnsure = moveError?.isUnsure ?? false;
  const holds = isUnsure || moving.isPending || moving.isSuccess;
  const { preview, error, isStale, isAsking, askNow } = useMovePreview(appointment.id, places, { holds });
  const choice = chosenFor(preview);
  const news = useNews(preview);
  const expected = useExpectedMessages(preview ? changeOf(preview, notify) : null);
  const expectedNow = useExpectedNow();

  function chosenFor(shown: MovePreview | undefined): Choice | null {
    return chosen && shown && chosen.hindered === hinderedKey(shown) ? chosen.choice : null;
  }

  function edit(changes: Partial<MoveRequest>) {
    // Which of two times was meant holds for that time alone.
    const anew = "date" in changes || "time" in changes;
    setRequest((before) => ({ ...before, ...(anew && { fold: 0 }), ...changes }));
    setFaults({});
  }

  function choose(made: Choice) {
    if (preview) {
      setChosen({ choice: made, hindered: hinderedKey(preview) });
      setFaults({});
    }
  }

  function accept(code: FindingCode, isAccepted: boolean) {
    if (preview) {
      const dates = newPlacesOf(preview);
      const others = acceptedIn(dates, accepted).filter((each) => each !== code);
      setAccepted({ codes: isAccepted ? [...others, code] : others, of: findingsKey(dates) });
      setFaults({});
    }
  }

  function show(found: Faults) {
    setFaults(found);
    const first = FIELDS.find((field) => found[field]);
    if (first) {
      announce(found[first] ?? "");
      // Once the words stand there, so that they are read out with the field.
      setTimeout(() => focusField(FORM, first));
    }
  }

  async function move() {
    if (moving.isPending) {
      return;
    }
    const found = faultsOfPlace(request);
    if (Object.keys(found).length > 0) {
      show(found);
      return;
    }
    if (isUnsure && moving.variables) {
      send(moving.variables);
      return;
    }
    // Whoever is quicker than the preview waits for it: what it says may need a choice.
    const newest = isStale || isAsking || !preview ? await newestPreview() : preview;
    if (!newest || !places) {
      return;
    }
    const current = chosenFor(newest);
    const hindered = faultOfHindered(newest, current);
    if (hindered) {
      show({ choice: hindered });
      return;
    }
    const dates = newPlacesOf(newest);
    if (openIn(dates, accepted).length > 0) {
      show({ accept: "Say that it is to be moved all the same, or change the date or time." });
      return;
    }
    // Once it is done it is the new places that would be asked about.
    const change = changeOf(newest, notify);
    const now = change ? await expectedNow(change) : undefined;
    send({
      etag: newest.etag,
      said: now?.said ?? null,
      movedIds: goingOf(newest).map((each) => each.appointment.id),
      body: {
        ...places,
        on_conflict: current === "skip" ? "skip" : "reject",
        accept: [...acceptedIn(dates, accepted)],
        skip: [],
        notify,
      },
    });
  }

  function send(sent: NonNullable<typeof moving.variables>) {
    moving.mutate(sent, {
      onSuccess: (series) =>
        onMoved({
          words: doneInWords(sent.movedIds.length, sent.said),
          appointmentIds: sent.movedIds,
          change: null,
          shows: appointment.id,
          undo: { seriesId: series.id, etag: series.etag, until: series.undo_until },
        }),
      onError: (refusal) => {
        const fault = faultOfMoveRefusal(refusal);
        if (fault) {
          show(fault);
        }
      },
    });
  }

  /** undefined where there is none: then the list says why. */
  async function newestPreview(): Promise<MovePreview | undefined> {
    try {
      return await askNow();
    } catch (refusal) {
      announce(refusal instanceof Error ? refusal.message : "");
      return undefined;
    }
  }

  return {
    request,
    edit,
    notify,
    setNotify,
    expected,
    faults,
    preview,
    /** Of the preview. */
    error,
    isStale,
    /** That others have changed the series; a move that was refused says more. */
    news: moveError ? null : news,
    choice,
    choose,
    accepted,
    accept,
    move,
    /** What is wrong with a field is said there. */
    moveError: Object.keys(faults).length > 0 ? null : moveError,
    isMoving: moving.isPending,
    isMovingLong: moving.isLong,
  };
}

/** That the series is not any more what it was when it was first shown. */
function useNews(preview: MovePreview | undefined): string | null {
  const [first, setFirst] = useState<string | null>(null);
  if (preview && first === null) {
    setFirst(preview.etag);
  }
  return preview && first !== null && preview.etag !== first
    ? "Somebody has changed this series meanwhile. The list shows it now; what you chose is kept."
    : null;
}
