import { Dialog } from "../ui/dialog";

interface OpenedAppointmentProps {
  appointmentId: string;
  onClose: () => void;
}

export function OpenedAppointment({ appointmentId, onClose }: OpenedAppointmentProps) {
  return (
    <Dialog title="Appointment" width={640} onClose={onClose}>
      <p>{appointmentId}</p>
    </Dialog>
  );
}
