interface Appointment {
  parameters: { path: { appointment_id: string } };
}
interface Done {
  responses: { 204: { content?: never } };
}

export interface paths {
  "/api/video-links/v1/appointments/{appointment_id}/room": {
    get: Appointment & {
      responses: { 200: { content: { "application/json": components["schemas"]["RoomResponse"] } } };
    };
    post: Appointment & {
      responses: { 200: { content: { "application/json": { ticket: string; expires_in: number } } } };
    };
  };
  "/api/video-links/v1/appointments/{appointment_id}/room/admit": { post: Appointment & Done };
  "/api/video-links/v1/appointments/{appointment_id}/room/conclude": { post: Appointment & Done };
  "/api/video-links/v1/appointments/{appointment_id}/room/missed": { post: Appointment & Done };
  "/api/video-links/v1/appointments/{appointment_id}/link/reissue": { post: Appointment & Done };
}

export interface components {
  schemas: {
    RoomResponse: {
      link: { state: string; reason: string | null; generation: number } | null;
      opens_at: string;
      closes_at: string;
      starts_at: string;
      ends_at: string;
      client: "absent" | "waiting" | "in_call" | "lost" | "left";
      client_since: string | null;
      device: "phone" | "computer" | null;
      host_present: boolean;
      ended: "concluded" | "missed" | "abandoned" | "expired" | null;
      activities: { kind: string; at: string; scanner: boolean }[];
    };
  };
}
