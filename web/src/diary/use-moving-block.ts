import { useState } from "react";

import { useAppointments } from "../appointment/use-appointments";
import { announce } from "../ui/live-region";
import { canMove, type Moving, type MovingBlock, type MovingGrid, startOf } from "./moving-block";
import { useCarrying } from "./use-carrying";
import { appointmentOf } from "./use-day-grid";
import { useDragging } from "./use-dragging";

/** Appointments that lie ahead are dragged, or carried by the arrows. Letting go saves nothing: it opens the dialog. */
export function useMovingBlock(grid: MovingGrid) {
  const { move } = useAppointments();
  const [block, setBlock] = useState<MovingBlock | null>(null);
  const moving: Moving = {
    block,
    set: setBlock,
    letGo: () => {
      setBlock(null);
      if (block?.target) {
        move({ appointmentId: block.appointment.id, start: startOf(block.target) });
      }
    },
    putBack: () => {
      setBlock(null);
      announce("Put back. Nothing has moved.");
    },
    movableAt: (target) => {
      const id = appointmentOf(target);
      const found = grid.columns.flatMap(({ appointments }) => appointments).find((each) => each.id === id);
      return found && canMove(found, Date.now()) ? found : undefined;
    },
  };
  const dragging = useDragging(grid, moving);
  const carrying = useCarrying(grid, moving);
  return { moving: block, keyed: carrying.keyed, handlers: { ...dragging, onBlur: carrying.left } };
}
