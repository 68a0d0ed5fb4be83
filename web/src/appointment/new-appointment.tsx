import "./appointment.css";

import { useEffect, useRef, useState } from "react";

import { useKinds, usePractitioners } from "../api/practice";
import { Problem } from "../api/problem";
import { clock, counted, wholeDay } from "../time/words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { focusField } from "../ui/focus-field";
import { Icon } from "../ui/icon";
import { announce } from "../ui/live-region";
import { useNarrow } from "../ui/use-narrow";
import { BookingForm } from "./booking-form";
import { confirmationInWords } from "./expected";
import { ExpectedMessages } from "./expected-messages";
import {
  bookedBy,
  type Choice,
  datesOf,
  faultOfTaken,
  freeOf,
  headingOf,
  type Preview,
  takenKey,
} from "./preview";
import { PreviewList } from "./preview-list";
import { type SaveError, saveErrorOf } from "./save-error";
import type { Slot } from "./slot";
import type { Booked } from "./use-appointments";
import { useExpectedMessages } from "./use-expected-messages";
import { usePreview } from "./use-preview";
import { type SeriesRequest, useSaving } from "./use-saving";
import {
  datesRequest,
  faultOfRefusal,
  type Faults,
  faultsOf,
  faultsOfDates,
  FIELDS,
  startingRequest,
  type BookingRequest,
} from "./booking-request";

interface NewAppointmentProps {
  slot: Slot;
  onClose: () => void;
  onBooked: (booked: Booked) => void;
}

const FORM = "new-appointment";

export function NewAppointment({ slot, onClose, onBooked }: NewAppointmentProps) {
  const kinds = useKinds();
  const practitioners = usePractitioners();
  const isNarrow = useNarrow();

  const [starting] = useState(() => startingRequest(slot));
  const [typed, setTyped] = useState(starting);
  const [isSearching, setSearching] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const [chosen, setChosen] = useState<{ choice: Choice; taken: string } | null>(null);

  // A phone books no series: what was typed of one stays for a larger screen.
  const request = isNarrow ? { ...typed, frequency: null } : typed;
  const kind = kinds.data?.find(({ id }) => id === request.kindId);
  const practitioner = practitioners.data?.find(({ id }) => id === request.practitionerId);
  const dates = datesRequest(request);
  const saving = useSaving();
  const saveError = saveErrorOf(saving.error);
  const isUnsure = saveError?.isUnsure ?? false;
  const holds = isUnsure || saving.isPending || saving.isSuccess;
  const { preview, news, error, isStale, askNow } = usePreview(dates, { holds });
  const choice = chosen && preview && chosen.taken === takenKey(preview) ? chosen.choice : null;
  const sessions = preview ? freeOf(preview).length || datesOf(preview).length : 0;
  const expected = useExpectedMessages(kind, sessions);

  const isTyped = isSearching || JSON.stringify(typed) !== JSON.stringify(starting);

  useEffect(() => {
    if (slot.client) {
      focusField(FORM, slot.kindId ? "recurrence" : "kind");
    }
  }, [slot]);

  function edit(changes: Partial<BookingRequest>) {
    setTyped((before) => ({ ...before, ...changes }));
    setFaults({});
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
      send(saving.variables.on_conflict);
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
    send(current === "skip" ? "skip" : "reject");
  }

  function send(on_conflict: SeriesRequest["on_conflict"]) {
    if (!dates || !request.client) {
      return;
    }
    saving.mutate(
      { ...dates, client_id: request.client.id, note: request.note.trim() || null, on_conflict },
      {
        onSuccess: ({ appointments }) => {
          const words =
            appointments.length > 1 ? `${appointments.length} sessions booked.` : "Appointment booked.";
          onBooked({
            words: [words, confirmationInWords(expected.data)].filter(Boolean).join(" "),
            appointmentIds: appointments.map(({ id }) => id),
          });
        },
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

  const saveNow = useRef(save);
  useEffect(() => {
    saveNow.current = save;
  });
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (
        event.key === "Enter" &&
        (event.ctrlKey || event.metaKey) &&
        !document.querySelector("[role=alertdialog]")
      ) {
        event.preventDefault();
        event.stopPropagation();
        void saveNow.current();
      }
    }
    // Before the fields get it: some of them do something else on Enter.
    addEventListener("keydown", pressed, { capture: true });
    return () => removeEventListener("keydown", pressed, { capture: true });
  }, []);

  return (
    <Dialog
      title="New appointment"
      width={1008}
      onClose={onClose}
      discard={isTyped ? "Discard this appointment?" : undefined}
      footer={(askToClose) => (
        <>
          <p className="will">{willOf(preview, choice)}</p>
          <Button onPress={askToClose}>Cancel</Button>
          <Button variant="primary" onPress={() => void save()}>
            {saving.isPending ? (
              "Saving…"
            ) : (
              <>
                Save <kbd>Ctrl ↵</kbd>
              </>
            )}
          </Button>
        </>
      )}
    >
      <div className="booking" id={FORM}>
        <div className="halves">
          <BookingForm
            request={request}
            faults={faults}
            kinds={kinds.data ?? []}
            practitioners={practitioners.data ?? []}
            isNarrow={isNarrow}
            drawn={slot.durationMinutes !== undefined}
            onEdit={edit}
            onSearching={setSearching}
            lastDate={preview ? (datesOf(preview).at(-1)?.start ?? null) : null}
            dateCount={preview ? datesOf(preview).length : null}
          />
          <section className="preview" aria-labelledby="preview-heading">
            <PreviewHeading
              preview={preview}
              news={saveError ? null : news}
              request={request}
              practitioner={practitioner?.name}
            />
            {preview && dates ? (
              <PreviewList
                preview={preview}
                choice={choice}
                onChoose={(made) => {
                  setChosen({ choice: made, taken: takenKey(preview) });
                  setFaults({});
                }}
                fault={faults.choice}
                isStale={isStale}
              />
            ) : (
              <p className="nothing-yet">{nothingYet(request, error)}</p>
            )}
            {expected.data && preview && (
              <ExpectedMessages
                expected={expected.data}
                client={request.client}
                isStale={expected.isPlaceholderData}
              />
            )}
          </section>
        </div>
      </div>
      <SavingError
        saveError={Object.keys(faults).length > 0 ? null : saveError}
        isLong={saving.isLong}
        isPending={saving.isPending}
        onTryAgain={() => void save()}
      />
    </Dialog>
  );
}

interface PreviewHeadingProps {
  preview: Preview | undefined;
  news: string | null;
  request: BookingRequest;
  practitioner: string | undefined;
}

function PreviewHeading({ preview, news, request, practitioner }: PreviewHeadingProps) {
  return (
    <div role="status">
      <h2 id="preview-heading">{preview ? headingOf(preview) : "Dates"}</h2>
      {preview && <p>{sentenceOf(preview, request, practitioner)}</p>}
      {preview && news && (
        <div className="says warn news">
          <Icon name="alert" />
          <p>{news}</p>
        </div>
      )}
    </div>
  );
}

/** Every week on Thursday at 10:00, with Dr. Adeyemi */
function sentenceOf(
  { recurrence }: Preview,
  { date, time }: BookingRequest,
  practitioner: string | undefined,
): string {
  const when = recurrence ? recurrence.charAt(0).toUpperCase() + recurrence.slice(1) : date && wholeDay(date);
  return [`${when ?? ""}${time ? ` at ${clock(time)}` : ""}`, practitioner && `with ${practitioner}`]
    .filter(Boolean)
    .join(", ");
}

function nothingYet(request: BookingRequest, error: Error | null): string {
  const [fault] = Object.values(faultsOfDates(request));
  if (fault) {
    return `${fault} Then the dates show here.`;
  }
  if (error instanceof Problem) {
    return Object.values(faultOfRefusal(error) ?? {})[0] ?? error.message;
  }
  return error ? "The dates cannot be checked: the connection dropped." : "";
}

function willOf(preview: Preview | undefined, choice: Choice | null) {
  const booked = preview ? bookedBy(preview, choice) : 0;
  if (booked === 0) {
    return null;
  }
  return (
    <>
      Books <strong>{counted(booked, "session")}</strong>
      {booked > 1 && ", all together or not at all"}.
    </>
  );
}

interface SavingErrorProps {
  saveError: SaveError | null;
  isPending: boolean;
  isLong: boolean;
  onTryAgain: () => void;
}

function SavingError({ saveError, isPending, isLong, onTryAgain }: SavingErrorProps) {
  return (
    <div className="trouble" role="alert">
      {isPending && isLong && (
        <div className="says warn">
          <Icon name="clock" />
          <p>Still saving. Do not close this.</p>
        </div>
      )}
      {!isPending && saveError && (
        <div className={saveError.isUnsure ? "says warn" : "says stop"}>
          <Icon name="alert" />
          <p>
            {saveError.words}{" "}
            {saveError.isUnsure && (
              <>
                <Button slim onPress={onTryAgain}>
                  Try again
                </Button>{" "}
                (it cannot book twice)
              </>
            )}
          </p>
        </div>
      )}
    </div>
  );
}
