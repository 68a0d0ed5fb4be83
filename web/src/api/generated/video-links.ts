// Generated out of docs/api by `make write`. Not to be edited.

export interface paths {
    "/api/video-links/v1/appointments/{appointment_id}/link/reissue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Reissue
         * @description Mail a new link to the contact on file; the old one stops working at once. Refused while the client is in the
         *     call.
         */
        post: operations["post_reissue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/video-links/v1/appointments/{appointment_id}/room": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Room
         * @description Who is there, and what has happened at the appointment's links, oldest first.
         */
        get: operations["get_room"];
        put?: never;
        /**
         * Post Room
         * @description Enter the room as its host: before the time as well, and as long as the link lives.
         */
        post: operations["post_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/video-links/v1/appointments/{appointment_id}/room/admit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Admit
         * @description Let the waiting client in.
         */
        post: operations["post_admit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/video-links/v1/appointments/{appointment_id}/room/conclude": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Conclude
         * @description End the call for both. This appointment's link stops working, and no other.
         */
        post: operations["post_conclude"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/video-links/v1/appointments/{appointment_id}/room/missed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Missed
         * @description The client did not attend: the link stops working. Refused where the client was let in.
         */
        post: operations["post_missed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/video-links/v1/audit-entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Audit Entries
         * @description Who of the staff did what, when. Actions: room_opened, client_admitted, call_concluded, client_missed, link_reissued.
         */
        get: operations["get_audit_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Link Page
         * @description When the appointment is, with whom, when one can join, and whom to ring. Whatever no link has is answered 404.
         */
        get: operations["get_link_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v/{token}/current-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Current Link
         * @description Have the current link mailed to the contact on file. The answer is the same whatever comes of it.
         */
        post: operations["post_current_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v/{token}/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Join
         * @description Join, join again, or take the place of another browser. A refusal's `state` says which page tells why.
         *
         *     Who comes back as who they were has not tried anything: a page that has lost its connection asks again and again.
         */
        post: operations["post_join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        ActivityKind: "opened" | "joined" | "rejoined" | "taken_over" | "admitted" | "left" | "lost" | "host_entered" | "host_left" | "concluded" | "missed" | "abandoned" | "expired" | "reissued" | "requested";
        /**
         * AuditEntries
         * @description The newest first. `next` is what to ask with as `before` for older ones; null where there are none.
         */
        AuditEntries: {
            /** Entries */
            entries: components["schemas"]["AuditEntry"][];
            /** Next */
            next: string | null;
        };
        /**
         * AuditEntry
         * @description `subject` is the identity provider's, `name` what their token said then; `details` by what the action is.
         */
        AuditEntry: {
            /**
             * About
             * Format: uuid
             */
            about: string;
            /** Action */
            action: string;
            /** Appointment Id */
            appointment_id: string | null;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Details */
            details: {
                [key: string]: unknown;
            };
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string | null;
            /** Subject */
            subject: string;
        };
        /** @enum {string} */
        CallEnd: "concluded" | "missed" | "abandoned" | "expired";
        /** @enum {string} */
        ClientPresence: "absent" | "waiting" | "in_call" | "lost" | "left";
        /** @enum {string} */
        DeadReason: "abandoned" | "cancelled" | "concluded" | "expired" | "reissued";
        /** @enum {string} */
        Device: "phone" | "computer";
        /**
         * HostTicket
         * @description Lets one page into the room, once, within `expires_in` seconds.
         */
        HostTicket: {
            /**
             * Expires In
             * @default 60
             */
            expires_in: number;
            /** Ticket */
            ticket: string;
        };
        /**
         * Joining
         * @description `take_over`: whoever else has joined by this link leaves.
         */
        Joining: {
            /**
             * Take Over
             * @default false
             */
            take_over: boolean;
        };
        /**
         * RoomActivity
         * @description `scanner`: it looked like a program and not like a person.
         */
        RoomActivity: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            kind: components["schemas"]["ActivityKind"];
            /** Scanner */
            scanner: boolean;
        };
        /**
         * RoomLink
         * @description The newest. `none`: the appointment has no video link, or not yet.
         */
        RoomLink: {
            /** Generation */
            generation?: number | null;
            reason?: components["schemas"]["DeadReason"] | null;
            /**
             * State
             * @enum {string}
             */
            state: "none" | "live" | "dead";
        };
        /** RoomResponse */
        RoomResponse: {
            /** Activities */
            activities: components["schemas"]["RoomActivity"][];
            client: components["schemas"]["ClientPresence"];
            /** Client Since */
            client_since: string | null;
            /**
             * Closes At
             * Format: date-time
             */
            closes_at: string;
            device: components["schemas"]["Device"] | null;
            ended: components["schemas"]["CallEnd"] | null;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Host Present */
            host_present: boolean;
            link: components["schemas"]["RoomLink"];
            /**
             * Opens At
             * Format: date-time
             */
            opens_at: string;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
        };
        /**
         * TicketResponse
         * @description Lets one page into the room, once, within `expires_in` seconds.
         */
        TicketResponse: {
            /**
             * Expires In
             * @default 60
             */
            expires_in: number;
            /** Ticket */
            ticket: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    post_reissue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomResponse"];
                };
            };
        };
    };
    post_room: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostTicket"];
                };
            };
        };
    };
    post_admit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_conclude: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    post_missed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    get_audit_entries: {
        parameters: {
            query?: {
                /** @description What it was done to: a series, a client, a rule. */
                about?: string | null;
                /** @description `next` of an earlier answer. */
                before?: string | null;
                limit?: number;
                since?: string | null;
                /** @description Who did it. */
                subject?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntries"];
                };
            };
        };
    };
    get_link_page: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
        };
    };
    post_current_link: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
        };
    };
    post_join: {
        parameters: {
            query?: never;
            header?: {
                "x-standing-csrf"?: string | null;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Joining"];
            };
        };
        responses: {
            /** @description A problem (RFC 9457): what was not done, and why */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": {
                        detail?: string;
                        status: number;
                        title: string;
                        type: string;
                    };
                };
            };
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketResponse"];
                };
            };
        };
    };
}
