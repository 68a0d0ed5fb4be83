import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { accepted, answered } from "../api/client";
import type { components } from "../api/generated/video-links";
import { isProblem } from "../api/problem";
import { useApi } from "../api/use-api";

export type RoomState = components["schemas"]["RoomResponse"];
export type Presence = RoomState["client"];

const roomKey = (appointmentId: string) => ["room", appointmentId] as const;

/** The session's room: its times, what has happened in it, and how it ended. Its socket tells when to ask again. */
export function useRoomState(appointmentId: string, { enabled }: { enabled: boolean }) {
  const { videoLinks } = useApi();
  return useQuery({
    queryKey: roomKey(appointmentId),
    queryFn: ({ signal }) =>
      answered(
        videoLinks.GET("/api/video-links/v1/appointments/{appointment_id}/room", {
          params: { path: { appointment_id: appointmentId } },
          signal,
        }),
      ),
    enabled,
  });
}

/** What the socket has told, before the question that it causes is answered. */
export function useNews(appointmentId: string) {
  const queries = useQueryClient();
  return (news: Partial<RoomState>) => {
    queries.setQueryData<RoomState>(roomKey(appointmentId), (room) => room && { ...room, ...news });
    void queries.invalidateQueries({ queryKey: roomKey(appointmentId) });
  };
}

/** Asks for a ticket, for who stands in as well. Throws `{retry: false}` where the room is not to be entered any more, as `openCall` wants it. */
export function useEnter(appointmentId: string, { standIn }: { standIn: boolean }) {
  const { videoLinks } = useApi();
  const queries = useQueryClient();
  return async (): Promise<{ ticket: string }> => {
    try {
      return await answered(
        videoLinks.POST("/api/video-links/v1/appointments/{appointment_id}/room", {
          params: { path: { appointment_id: appointmentId } },
          body: { stand_in: standIn },
        }),
      );
    } catch (error) {
      if (
        isProblem(
          error,
          "/problems/not-entitled",
          "/problems/not-the-host",
          "/problems/room-unknown",
          "/problems/room-closed",
        )
      ) {
        await queries.invalidateQueries({ queryKey: roomKey(appointmentId) });
        throw Object.assign(error, { retry: false });
      }
      throw error;
    }
  };
}

const OUTCOMES = {
  admit: {},
  "hand-over": {},
  conclude: { ended: "concluded" },
  missed: { ended: "missed" },
} satisfies Record<string, Partial<RoomState>>;

type Deed = keyof typeof OUTCOMES;

/** What the host does in a room. */
export function useDeed(appointmentId: string, deed: Deed) {
  const { videoLinks } = useApi();
  const tell = useNews(appointmentId);
  return useMutation({
    mutationFn: () =>
      accepted(
        videoLinks.POST(`/api/video-links/v1/appointments/{appointment_id}/room/${deed}`, {
          params: { path: { appointment_id: appointmentId } },
        }),
      ),
    onSuccess: () => tell(OUTCOMES[deed]),
  });
}
