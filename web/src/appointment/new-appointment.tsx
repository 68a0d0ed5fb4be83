import { counted } from "../time/words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { useUnsaved } from "../ui/unsaved";
import { BookingForm } from "./booking-form";
import styles from "./new-appointment.module.css";
import { type Accepted, openIn } from "./findings";
import { bookedBy, type Choice, datesOf, freeOf, type Preview, twiceOn } from "./preview";
import { PreviewPane } from "./preview-pane";
import { SavingError } from "./saving-error";
import type { Slot } from "./slot";
import type { Saved } from "./use-appointments";
import { FORM, useNewAppointment } from "./use-new-appointment";
import { useSaveKey } from "./use-save-key";

interface NewAppointmentProps {
  slot: Slot;
  onClose: () => void;
  onBooked: (booked: Saved) => void;
}

export function NewAppointment({ slot, onClose, onBooked }: NewAppointmentProps) {
  const booking = useNewAppointment(slot, onBooked);
  const { request, faults, practitioners, preview, choice, accepted } = booking;
  const save = () => void booking.save();
  useSaveKey(save);
  useUnsaved(booking.isSaving);

  return (
    <Dialog
      title="New appointment"
      width={1008}
      onClose={onClose}
      discard={booking.isTyped ? "Discard this appointment?" : undefined}
      footer={(askToClose) => (
        <>
          <p className={styles.will}>{willOf(preview, choice, accepted)}</p>
          <Button onPress={askToClose}>Cancel</Button>
          <Button variant="primary" onPress={save}>
            {booking.isSaving ? (
              "Saving…"
            ) : (
              <>
                Save <kbd className={styles.key}>Ctrl ↵</kbd>
              </>
            )}
          </Button>
        </>
      )}
    >
      <div className={styles.booking} id={FORM}>
        <div className={styles.halves}>
          <BookingForm
            request={request}
            faults={faults}
            kinds={booking.kinds}
            practitioners={practitioners}
            drawn={slot.durationMinutes !== undefined}
            onEdit={booking.edit}
            onSearching={booking.setSearching}
            twiceOn={preview ? twiceOn(preview) : null}
            lastDate={preview ? (datesOf(preview).at(-1)?.start ?? null) : null}
            dateCount={preview ? datesOf(preview).length : null}
          />
          <PreviewPane
            preview={preview}
            error={booking.error}
            isStale={booking.isStale}
            news={booking.news}
            request={request}
            practitioner={practitioners.find(({ id }) => id === request.practitionerId)?.name}
            choice={choice}
            onChoose={booking.choose}
            accepted={accepted}
            onAccept={booking.accept}
            faults={faults}
            expected={booking.expected}
          />
        </div>
      </div>
      <SavingError
        saveError={booking.saveError}
        isLong={booking.isSavingLong}
        isPending={booking.isSaving}
        onTryAgain={save}
        twice="it cannot book twice"
      />
    </Dialog>
  );
}

function willOf(preview: Preview | undefined, choice: Choice | null, accepted: Accepted | null) {
  const booked = preview && openIn(freeOf(preview), accepted).length === 0 ? bookedBy(preview, choice) : 0;
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
