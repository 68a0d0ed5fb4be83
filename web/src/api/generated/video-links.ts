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
         * @description Enter the room as its host: before the time as well, and as long as the link lives. Whoever stands in for the
         *     session's practitioner waits in it while somebody else hosts.
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
         * @description Let the waiting client in. Where they are to go on with another host than before, they are asked first.
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
    "/api/video-links/v1/appointments/{appointment_id}/room/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Hand Over
         * @description Let the colleague host who waits in the room to stand in. The client is asked before they are seen.
         */
        post: operations["post_hand_over"];
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
         * @description The client did not attend: the link stops working. Refused before the start, and where the client was let in.
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
         * @description Who of the staff did what, when. Actions: room_opened, stood_in, room_handed_over, client_admitted, call_concluded, client_missed, link_reissued, refused.
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
         *
         *     It is noted that it was opened, up to a number: whoever has a link does not write without end.
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
         *     Who comes back as who they were is counted by themselves: a page that has lost its connection asks again and again.
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
        /** @description The request's body could not be read as JSON. */
        BodyNotJsonProblem: {
            detail?: string;
            /** @constant */
            status: 400;
            /** @example The body is not JSON */
            title: string;
            /** @constant */
            type: "/problems/body-not-json";
        };
        /** @description The request's body is larger than the API takes. The detail says how large it may be. */
        BodyTooLargeProblem: {
            detail?: string;
            /** @constant */
            status: 413;
            /** @example The body is too large */
            title: string;
            /** @constant */
            type: "/problems/body-too-large";
        };
        /** @description The request's body was not there in the time that the API waits for it. The detail says how long that is. */
        BodyTooSlowProblem: {
            detail?: string;
            /** @constant */
            status: 408;
            /** @example The body did not come in time */
            title: string;
            /** @constant */
            type: "/problems/body-too-slow";
        };
        /** @enum {string} */
        CallEnd: "concluded" | "missed" | "abandoned" | "expired";
        /** @description A client who was let in has not missed the session. Nothing was changed. */
        ClientAttendedProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example The client was in the call */
            title: string;
            /** @constant */
            type: "/problems/client-attended";
        };
        /** @description A new link would cut off the client, who is in the call by the present one. No new link was made. */
        ClientInCallProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example The client is in the call */
            title: string;
            /** @constant */
            type: "/problems/client-in-call";
        };
        /** @enum {string} */
        ClientPresence: "absent" | "waiting" | "in_call" | "lost" | "left";
        /** @description Who is in the room with the client decides there, until they hand over or have gone. Nothing was changed. */
        ColleagueHostsProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example A colleague hosts this session */
            title: string;
            /** @constant */
            type: "/problems/colleague-hosts";
        };
        /** @enum {string} */
        DeadReason: "abandoned" | "cancelled" | "concluded" | "expired" | "reissued";
        /** @enum {string} */
        Device: "phone" | "computer";
        /** @description The token could not be verified, since the identity provider's keys could not be fetched. */
        IdentityUnreachableProblem: {
            detail?: string;
            /** @constant */
            status: 503;
            /** @example The identity provider does not answer */
            title: string;
            /** @constant */
            type: "/problems/identity-unreachable";
        };
        /** InvalidField */
        InvalidField: {
            /** Detail */
            detail: string;
            /** Pointer */
            pointer: string;
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
        /** @description The session is over, was cancelled, or has a newer link. `state` says which of these. */
        LinkDeadProblem: {
            detail?: string;
            /** @enum {string} */
            state: "cancelled" | "ended" | "expired" | "missed" | "reissued";
            /** @constant */
            status: 410;
            /** @example This link does not work any more */
            title: string;
            /** @constant */
            type: "/problems/link-dead";
        };
        /** @description There is no such link, and there never was. */
        LinkUnknownProblem: {
            detail?: string;
            /** @constant */
            state: "unknown";
            /** @constant */
            status: 404;
            /** @example We do not know this link */
            title: string;
            /** @constant */
            type: "/problems/link-unknown";
        };
        /** @description A session is handed over to a colleague who waits in its room. */
        NobodyTakesOverProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example Nobody waits to stand in */
            title: string;
            /** @constant */
            type: "/problems/nobody-takes-over";
        };
        /** @description The client has not come yet, or has gone again. */
        NobodyWaitsProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example No client is there to be let in */
            title: string;
            /** @constant */
            type: "/problems/nobody-waits";
        };
        /** @description That a client did not attend can be said once the session has begun. Nothing was changed. */
        NotBegunProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example The session has not begun */
            title: string;
            /** @constant */
            type: "/problems/not-begun";
        };
        /** @description Whoever asks is known, but has none of the roles that it takes. The detail names them. */
        NotEntitledProblem: {
            detail?: string;
            /** @constant */
            status: 403;
            /** @example Your role does not allow this */
            title: string;
            /** @constant */
            type: "/problems/not-entitled";
        };
        /** @description What a link's page asks for is done for that page alone, which proves itself by its cookies. */
        NotFromThePageProblem: {
            detail?: string;
            /** @constant */
            status: 403;
            /** @example This was not sent by the link's own page */
            title: string;
            /** @constant */
            type: "/problems/not-from-the-page";
        };
        /** @description The link is good, and it is too early to join by it. */
        NotNowProblem: {
            detail?: string;
            /** @enum {string} */
            state: "another_day" | "early";
            /** @constant */
            status: 409;
            /** @example One cannot join by this link now */
            title: string;
            /** @constant */
            type: "/problems/not-now";
        };
        /** @description The request carries no access token, or one that has expired or is not for this installation. */
        NotSignedInProblem: {
            detail?: string;
            /** @constant */
            status: 401;
            /** @example Sign in */
            title: string;
            /** @constant */
            type: "/problems/not-signed-in";
        };
        /** @description A session's host is its practitioner, and nobody else unless they say that they stand in. */
        NotTheHostProblem: {
            detail?: string;
            /** @constant */
            status: 403;
            /** @example This is another practitioner's session */
            title: string;
            /** @constant */
            type: "/problems/not-the-host";
        };
        /** @description A part of the request is missing, or is not what the API's document asks for. Each of `errors` names a place, such as `body.recurrence.count`, and what is wrong there; where there are many, the first 20 are told. */
        RequestInvalidProblem: {
            detail?: string;
            errors: components["schemas"]["InvalidField"][];
            /** @constant */
            status: 422;
            /** @example The request is not valid */
            title: string;
            /** @constant */
            type: "/problems/request-invalid";
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
        /** @description Nobody can meet there: the appointment has no link that works. The detail says why. */
        RoomClosedProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example The room of this appointment is closed */
            title: string;
            /** @constant */
            type: "/problems/room-closed";
        };
        /**
         * RoomColleague
         * @description As their token named them.
         */
        RoomColleague: {
            /** Name */
            name: string | null;
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
        /**
         * RoomResponse
         * @description Its moments are told on the session's own clock (RFC 3339, with its offset).
         *
         *     `yours`: the caller is the session's practitioner. `has_user`: that one is known to have a user. `hosted_by` is who
         *     hosts now, though their page may be gone for a moment. `colleague`: where the caller hosts, who waits to stand in;
         *     else who hosts. `asked`: the client was let in, and has yet to agree to another host than before.
         */
        RoomResponse: {
            /** Activities */
            activities: components["schemas"]["RoomActivity"][];
            /** Asked */
            asked: boolean;
            client: components["schemas"]["ClientPresence"];
            /** Client Since */
            client_since: string | null;
            /**
             * Closes At
             * Format: date-time
             */
            closes_at: string;
            colleague: components["schemas"]["RoomColleague"] | null;
            device: components["schemas"]["Device"] | null;
            ended: components["schemas"]["CallEnd"] | null;
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Has User */
            has_user: boolean;
            /** Host Present */
            host_present: boolean;
            /** Hosted By */
            hosted_by: ("you" | "another") | null;
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
            /** Yours */
            yours: boolean;
        };
        /**
         * RoomTicket
         * @description Lets one page into the room, once, within `expires_in` seconds.
         */
        RoomTicket: {
            /**
             * Expires In
             * @default 60
             */
            expires_in: number;
            /** Ticket */
            ticket: string;
        };
        /** @description The address names no video appointment of the caller's practice, or one of which no link is made yet. */
        RoomUnknownProblem: {
            detail?: string;
            /** @constant */
            status: 404;
            /** @example No such video appointment */
            title: string;
            /** @constant */
            type: "/problems/room-unknown";
        };
        /**
         * RoomWish
         * @description `stand_in`: the caller is not the session's practitioner, and says that they host it in their place.
         */
        RoomWish: {
            /**
             * Stand In
             * @default false
             */
            stand_in: boolean;
        };
        /** @description Too many links are asked for just now that there are not, or this link was joined too often. Whoever has a link is not refused for what others try. */
        TooManyTriesProblem: {
            detail?: string;
            /** @constant */
            state: "too_many";
            /** @constant */
            status: 429;
            /** @example Please wait a little */
            title: string;
            /** @constant */
            type: "/problems/too-many-tries";
        };
        /** @description The service's database does not answer. Whether a change was made before it fell silent is not known. */
        UnavailableProblem: {
            detail?: string;
            /** @constant */
            status: 503;
            /** @example The service cannot answer just now */
            title: string;
            /** @constant */
            type: "/problems/unavailable";
        };
        /** @description The service failed in a way that nobody has foreseen. Whether a change was made is not known. */
        UnforeseenProblem: {
            detail?: string;
            /** @constant */
            status: 500;
            /** @example Something is wrong on our side */
            title: string;
            /** @constant */
            type: "/problems/unforeseen";
        };
        /** @description A link lets one client in, on one device at a time, and another device is in its call. */
        UsedElsewhereProblem: {
            detail?: string;
            /** @constant */
            state: "elsewhere";
            /** @constant */
            status: 409;
            /** @example Another phone or computer has joined by this link */
            title: string;
            /** @constant */
            type: "/problems/used-elsewhere";
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
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotSignedInProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RoomUnknownProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RoomClosedProblem"] | components["schemas"]["ClientInCallProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["IdentityUnreachableProblem"];
                };
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomResponse"];
                };
            };
            /** @description A problem (RFC 9457) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotSignedInProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RoomUnknownProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["IdentityUnreachableProblem"];
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
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RoomWish"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomTicket"];
                };
            };
            /** @description A problem (RFC 9457) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyNotJsonProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotSignedInProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotTheHostProblem"] | components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RoomUnknownProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RoomClosedProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["IdentityUnreachableProblem"];
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
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotSignedInProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotTheHostProblem"] | components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RoomUnknownProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ColleagueHostsProblem"] | components["schemas"]["NobodyWaitsProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["IdentityUnreachableProblem"];
                };
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
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotSignedInProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotTheHostProblem"] | components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RoomUnknownProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ColleagueHostsProblem"] | components["schemas"]["RoomClosedProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["IdentityUnreachableProblem"];
                };
            };
        };
    };
    post_hand_over: {
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
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotSignedInProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotTheHostProblem"] | components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RoomUnknownProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ColleagueHostsProblem"] | components["schemas"]["NobodyTakesOverProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["IdentityUnreachableProblem"];
                };
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
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem (RFC 9457) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotSignedInProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotTheHostProblem"] | components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RoomUnknownProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ColleagueHostsProblem"] | components["schemas"]["RoomClosedProblem"] | components["schemas"]["NotBegunProblem"] | components["schemas"]["ClientAttendedProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["IdentityUnreachableProblem"];
                };
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntries"];
                };
            };
            /** @description A problem (RFC 9457) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotSignedInProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["IdentityUnreachableProblem"];
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A link with something around it leads to the link itself */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
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
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
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
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                    "text/html": unknown;
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"];
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
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
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                    "text/html": unknown;
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"];
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
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoomTicket"];
                };
            };
            /** @description A problem (RFC 9457) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyNotJsonProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotFromThePageProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["LinkUnknownProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooSlowProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotNowProblem"] | components["schemas"]["UsedElsewhereProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["LinkDeadProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["BodyTooLargeProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyTriesProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnforeseenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnavailableProblem"];
                };
            };
        };
    };
}
