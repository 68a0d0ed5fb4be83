import type { CalendarDateTime } from "@internationalized/date";

import { type Opened, useOpened } from "../api/appointment";
import { counted } from "../time/words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { useUnsaved } from "../ui/unsaved";
import insideStyles from "./inside.module.css";
import { MoveForm } from "./move-form";
import { MovePlan } from "./move-plan";
import { movedBy } from "./move-preview";
import styles from "./move-sessions.module.css";
import { MoveTold } from "./move-told-pane";
import { SavingError } from "./saving-error";
import type { Saved } from "./use-appointments";
import { FORM, useMoveSessions } from "./use-move-sessions";
import { useSaveKey } from "./use-save-key";

interface MoveSessionsProps {
  appointmentId: string;
  /** Where it was dragged to, on the practice's clock; null: that is yet to be chosen. */
  start: CalendarDateTime | null;
  onClose: () => void;
  onMoved: (moved: Saved) => void;
}

/** Says of each session ahead where it would go, and what the client is told, before anything is moved. */
export function MoveSessions({ appointmentId, start, onClose, onMoved }: MoveSessionsProps) {
  const { data: appointment, error } = useOpened(appointmentId);
  // One dialog from the beginning: it gives the focus back to where that was when it came.
  if (!appointment) {
    return (
      error && (
        <Dialog title="Move" width={520} onClose={onClose}>
          <div className={insideStyles.inside} role="status">
            <p>What would be moved cannot be shown: nothing answers. Try it again later.</p>
          </div>
        </Dialog>
      )
    );
  }
  return <Shown {...{ appointment, start, onClose, onMoved }} />;
}

interface ShownProps extends Omit<MoveSessionsProps, "appointmentId"> {
  appointment: Opened;
}

function Shown({ appointment, start, onClose, onMoved }: ShownProps) {
  const moving = useMoveSessions(appointment, start, onMoved);
  const { preview, choice, faults } = moving;
  const move = () => void moving.move();
  const moves = preview ? movedBy(preview, choice) : 0;
  useSaveKey(move);
  useUnsaved(moving.isMoving);

  return (
    <Dialog
      title={<Title appointment={appointment} />}
      label={`Move ${appointment.client.name}`}
      width={1120}
      onClose={onClose}
      footer={(close) => (
        <>
          <p className={styles.will}>
            {moves > 0 && (
              <>
                Moves <strong>{counted(moves, "session")}</strong>
                {moves > 1 && ", all together or not at all"}.
              </>
            )}
          </p>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" onPress={move}>
            {moving.isMoving ? (
              "Moving…"
            ) : (
              <>
                Move <kbd className={styles.key}>Ctrl ↵</kbd>
              </>
            )}
          </Button>
        </>
      )}
    >
      <div className={styles.moving} id={FORM}>
        <div className={styles.halves}>
          <div className={styles.work}>
            <MoveForm
              appointment={appointment}
              request={moving.request}
              faults={faults}
              preview={preview}
              onEdit={moving.edit}
            />
            <MovePlan
              preview={preview}
              error={moving.error}
              isStale={moving.isStale}
              news={moving.news}
              request={moving.request}
              isSeries={appointment.of > 1}
              onEdit={moving.edit}
              choice={choice}
              onChoose={moving.choose}
              accepted={moving.accepted}
              onAccept={moving.accept}
              faults={faults}
            />
          </div>
          <MoveTold
            client={appointment.client}
            preview={preview}
            expected={moving.expected}
            notify={moving.notify}
            onNotify={moving.setNotify}
          />
        </div>
      </div>
      <SavingError
        saveError={moving.moveError}
        isLong={moving.isMovingLong}
        isPending={moving.isMoving}
        onTryAgain={move}
        twice="it cannot move twice"
      />
    </Dialog>
  );
}

function Title({ appointment: { client, position, kind, practitioner, series } }: { appointment: Opened }) {
  return (
    <>
      Move {client.name}
      <span className={styles.which}>
        {[position, kind.name, series.recurrence?.words, `with ${practitioner.name}`]
          .filter(Boolean)
          .join(", ")}
      </span>
    </>
  );
}
