import { Dialog } from "../ui/dialog";
import type { Slot } from "./use-appointments";

interface NewAppointmentProps {
  slot: Slot;
  onClose: () => void;
}

export function NewAppointment({ slot, onClose }: NewAppointmentProps) {
  return (
    <Dialog title="New appointment" width={1008} onClose={onClose}>
      <p>{slot.start.toString()}</p>
    </Dialog>
  );
}
