// Generated out of docs/api by `make write`. Not to be edited.

export interface paths {
    "/api/booking/v1/appointment-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Kinds */
        get: operations["get_kinds"];
        put?: never;
        /** Post Kind */
        post: operations["post_kind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/appointments/{appointment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Appointment
         * @description An appointment, as it opens in the diary. Its link is not in it, so that nothing is recorded.
         */
        get: operations["get_appointment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/appointments/{appointment_id}:cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Cancel
         * @description Cancel a session, it and those that follow, or all of its series that lie ahead. Answers the series as it is now.
         *
         *     A session that is over, attended or missed stays what it is; one that is running is cancelled, and its call ends.
         *     Repeated with the same Idempotency-Key it answers as at the first time; with another key and the old ETag, 412.
         */
        post: operations["post_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/appointments/{appointment_id}:move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Move
         * @description Move a session, it and those that follow, or all of its series that lie ahead: all of them or none, but those
         *     that are to stay where they are. Answers the series as it is now.
         *
         *     Repeated with the same Idempotency-Key it answers as at the first time; with another key and the old ETag, 412.
         */
        post: operations["post_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/appointments/{appointment_id}:preview-move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Move Preview
         * @description Where each session would go, what stands in its way or speaks against it, and what stays. Nothing is stored.
         */
        post: operations["post_move_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/appointments/{appointment_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Cancellation
         * @description Which sessions would go, and whether the client can be told. Nothing is stored.
         */
        get: operations["get_cancellation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/appointments/{appointment_id}/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Appointment Reconciliation
         * @description What of an appointment is not as it ought to be, and why messages of it did not go.
         */
        get: operations["get_appointment_reconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/appointments/{appointment_id}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Summary
         * @description All that is known of an appointment. Whoever sees its link is recorded.
         */
        get: operations["get_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/audit-entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Audit Entries
         * @description Who of the staff did what, when. Actions: practice_created, practice_changed, practitioner_added, client_added, kind_added, series_booked, link_shown, attended, missed, cancelled, cancelled_untold, moved, moved_untold, rezoned, undone, refused.
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
    "/api/booking/v1/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Clients
         * @description The first 20 of those with such a name; without a search the newest 500.
         */
        get: operations["get_clients"];
        put?: never;
        /** Post Client */
        post: operations["post_client"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/diary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Diary
         * @description What is booked on these days, or on a part of one, of one practitioner or of all, earliest first.
         */
        get: operations["get_diary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/diary/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Diary Changes
         * @description Server-sent events `changed`: the practice's diary is not any more what it was, so fetch it again.
         *
         *     The data is `{"practitioner_id": …, "days": ["2027-03-22"]}`; null says that anything may have changed, as the first
         *     event always does. Where nothing changes, a comment says so each 2 seconds. It ends when the access token expires.
         */
        get: operations["get_diary_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/practice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Practice
         * @description The caller's practice.
         */
        get: operations["get_practice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/practitioners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Practitioners
         * @description By name.
         */
        get: operations["get_practitioners"];
        put?: never;
        /** Post Practitioner */
        post: operations["post_practitioner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Reconciliation
         * @description What of the practice's series that lie ahead is not as it ought to be. A page may be empty and not the last.
         */
        get: operations["get_reconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Series
         * @description Book a series, or a single appointment: every session or none, or all but those that are to be skipped.
         */
        post: operations["post_series"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/series:preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Series Preview
         * @description Every date that saving the same request would book, and what stands in its way or speaks against it. Nothing is
         *     stored.
         */
        post: operations["post_series_preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/series/{series_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Series */
        get: operations["get_series"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/booking/v1/series/{series_id}:undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Undo
         * @description Take back the change that made this version of a series, before its client is told of it. Answers the series as
         *     it is now, which is as it was.
         */
        post: operations["post_undo"];
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
        /** @description What spoke against it, and was accepted */
        Accepted: components["schemas"]["FindingCode"][];
        /** @enum {string} */
        ActivityKind: "opened" | "joined" | "rejoined" | "taken_over" | "admitted" | "left" | "lost" | "host_entered" | "host_left" | "concluded" | "missed" | "abandoned" | "expired" | "reissued" | "requested";
        /** @description Sessions whose new time is taken, or has a finding, were to stay where they are, and that leaves none. Nothing was moved. `conflicts` and `findings` are all that stand in the way, earliest first. */
        AllPlacesTakenProblem: {
            conflicts: components["schemas"]["Conflict"][];
            detail?: string;
            findings: components["schemas"]["OpenFinding"][];
            /** @constant */
            status: 409;
            /** @example Nothing would move: every new place is taken */
            title: string;
            /** @constant */
            type: "/problems/all-places-taken";
        };
        /** @description Dates that are taken were to be skipped, or those with a finding, and that leaves none. Nothing was booked. `conflicts` and `findings` are all that stand in the way, earliest first. */
        AllSlotsTakenProblem: {
            conflicts: components["schemas"]["Conflict"][];
            detail?: string;
            findings: components["schemas"]["OpenFinding"][];
            /** @constant */
            status: 409;
            /** @example Not booked: all of the dates are taken */
            title: string;
            /** @constant */
            type: "/problems/all-slots-taken";
        };
        /**
         * AppointmentKind
         * @description A type of appointment: how long it is, and how long the practitioner needs before and after it.
         */
        AppointmentKind: {
            /** Buffer After Minutes */
            buffer_after_minutes: number;
            /** Buffer Before Minutes */
            buffer_before_minutes: number;
            colour: components["schemas"]["Colour"];
            /** Duration Minutes */
            duration_minutes: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Version */
            version: number;
            /** Video */
            video: boolean;
        };
        /** AppointmentMoveRequest */
        AppointmentMoveRequest: {
            /**
             * Accept
             * @description What is to keep none from moving
             * @default []
             */
            accept: components["schemas"]["FindingCode"][];
            /**
             * Duration Minutes
             * @description As it is, if not named
             */
            duration_minutes?: number | null;
            /**
             * Fold
             * @default 0
             * @enum {integer}
             */
            fold: 0 | 1;
            /**
             * Notify
             * @description Whether the client is to be told
             */
            notify: boolean;
            /**
             * @description Move none if a new place is taken, or all but those, which stay where they are
             * @default reject
             */
            on_conflict: components["schemas"]["OnConflict"];
            /** @description all_ahead: all of the series that have not begun yet */
            scope: components["schemas"]["Scope"];
            /**
             * Skip
             * @description What leaves a session where it is; goes before `accept`
             * @default []
             */
            skip: components["schemas"]["FindingCode"][];
            /** @example 2027-10-27T14:00 */
            starts_local: components["schemas"]["LocalStart"];
            /**
             * Take Along
             * @description Which of those go that were moved on their own before, and else stay
             * @default []
             */
            take_along: string[];
        };
        /** @description The address names an appointment that the caller's practice does not have. */
        AppointmentNotFoundProblem: {
            detail?: string;
            /** @constant */
            status: 404;
            /** @example No such appointment */
            title: string;
            /** @constant */
            type: "/problems/appointment-not-found";
        };
        /** AppointmentReconciliation */
        AppointmentReconciliation: {
            /**
             * Appointment Id
             * Format: uuid
             */
            appointment_id: string;
            /**
             * Findings
             * @description What weighs most first; empty: all is as it ought
             */
            findings: components["schemas"]["booking__routes__models__reconciliation__FindingResponse"][];
            /**
             * Series Id
             * Format: uuid
             */
            series_id: string;
        };
        /** @description With its buffers, a session of the series would last into the next one. The detail names the first two. Nothing was booked. */
        AppointmentsOverlapProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example Sessions of the series would overlap one another */
            title: string;
            /** @constant */
            type: "/problems/appointments-overlap";
        };
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
        Becomes: "moves" | "hindered" | "apart" | "untouched";
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
        /** FindingResponse */
        booking__routes__models__reconciliation__FindingResponse: {
            /**
             * Appointment Id
             * @description Null: it is about the whole series
             */
            appointment_id: string | null;
            code: components["schemas"]["Code"];
            /** @description Who can mend it; nobody: it only says why no message went */
            concerns: components["schemas"]["Concerns"];
            /** Number */
            number: number | null;
            /** @description The message's */
            reason: components["schemas"]["Reason"] | null;
            /**
             * Since
             * @description Null: not known
             */
            since: string | null;
            /**
             * Words
             * @example The 2nd session has no link.
             */
            words: string;
        };
        /**
         * FindingResponse
         * @description What speaks against a date beside that it is taken. It is booked if it is accepted, and only then.
         */
        booking__routes__models__series__FindingResponse: {
            /**
             * Appointment Id
             * @description Which appointment it is, where it is one
             */
            appointment_id: string | null;
            code: components["schemas"]["FindingCode"];
            /**
             * Words
             * @example Grace Whitfield is with Morven Kerr, 10:00 to 10:30
             */
            words: string;
        };
        Buffer: number;
        /** @enum {string} */
        CallEnd: "concluded" | "missed" | "abandoned" | "expired";
        /**
         * CallResponse
         * @description How it stands in the session's room. `client_since` is when the client's presence became what it is, on the clock
         *     of the answer's zone.
         */
        CallResponse: {
            client: components["schemas"]["ClientPresence"];
            /** Client Since */
            client_since: string | null;
            ended: components["schemas"]["CallEnd"] | null;
            /** Host Present */
            host_present: boolean;
        };
        /**
         * CancellationResponse
         * @description What cancelling would do, by its scope. Its ETag is that of the series, for `If-Match`.
         *
         *     Which message would go is what notifications says.
         */
        CancellationResponse: {
            /** @description Of this session; cancelling it ends a call that is going */
            call: components["schemas"]["CallResponse"] | null;
            /**
             * Etag
             * @description That of the series, for `If-Match`: sent back as it is
             */
            etag: string;
            kind: components["schemas"]["DiaryKind"];
            /** Scopes */
            scopes: components["schemas"]["CancellationScope"][];
            /**
             * Series Id
             * Format: uuid
             */
            series_id: string;
            /** Version */
            version: number;
        };
        /** CancellationScope */
        CancellationScope: {
            /**
             * Appointments
             * @description Which would go; empty: none, so it is refused
             */
            appointments: components["schemas"]["SeriesAppointment"][];
            scope: components["schemas"]["Scope"];
            /**
             * Withdrawn
             * @description How many messages about these sessions would not go out any more
             */
            withdrawn: number;
        };
        /** CancelRequest */
        CancelRequest: {
            /**
             * Notify
             * @description Whether the client is to be told
             */
            notify: boolean;
            /** @description all_ahead: all of the series that have not begun yet */
            scope: components["schemas"]["Scope"];
        };
        /** @enum {string} */
        ClientPresence: "absent" | "waiting" | "in_call" | "lost" | "left";
        /**
         * ClientRequest
         * @description The first recipient is the client.
         */
        ClientRequest: {
            /** Recipients */
            recipients: components["schemas"]["RecipientRequest"][];
        };
        /** ClientResponse */
        ClientResponse: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Recipients */
            recipients: components["schemas"]["Recipient"][];
            /** Version */
            version: number;
        };
        /** @description The request names a client whom the caller's practice does not have. Nothing was done. */
        ClientUnknownProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example No such client */
            title: string;
            /** @constant */
            type: "/problems/client-unknown";
        };
        /** @enum {string} */
        Code: "event_parked" | "zone_changed" | "no_link" | "link_dead" | "stray_link" | "no_confirmation" | "no_reminder" | "message_overdue" | "message_held" | "message_retried" | "message_failed" | "message_unknown" | "no_address" | "not_set_up" | "message_withdrawn";
        /** @enum {string} */
        Colour: "blue" | "purple" | "orange" | "green" | "pink";
        /** @enum {string} */
        Concerns: "operator" | "practice" | "nobody";
        /**
         * Conflict
         * @description A date that cannot be booked: the `number`-th of the series, on the clock of its zone. `words` say why.
         */
        Conflict: {
            /** Date */
            date: string;
            /** Local End */
            local_end: string;
            /** Local Start */
            local_start: string;
            /** Number */
            number: number;
            taken_by: components["schemas"]["TakenBy"];
            /** Words */
            words: string;
        };
        /** ConflictResponse */
        ConflictResponse: {
            /**
             * Appointment Id
             * Format: uuid
             */
            appointment_id: string;
            /**
             * Booked By
             * @description Who booked it, by name; null where that is not known
             */
            booked_by: string | null;
            /**
             * Words
             * @example Dr. Adeyemi is with Priya Nair, 10:00 to 10:45
             */
            words: string;
        };
        /**
         * DiaryAppointment
         * @description `local_start` and `local_end` are in the practice's zone: one over midnight is on both days. `of` is how many
         *     sessions the series has.
         */
        DiaryAppointment: {
            call: components["schemas"]["CallResponse"] | null;
            client: components["schemas"]["Named"];
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            fold: components["schemas"]["FoldOfTwo"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            kind: components["schemas"]["DiaryKind"];
            link: components["schemas"]["LinkState"];
            local_end: components["schemas"]["LocalDateTime"];
            local_start: components["schemas"]["LocalDateTime"];
            /** Number */
            number: number;
            /** Of */
            of: number;
            practitioner: components["schemas"]["Named"];
            /**
             * Scanner Waits
             * @description Whoever waits joined as a mail scanner does, not as a person
             */
            scanner_waits: boolean;
            /**
             * Series Id
             * Format: uuid
             */
            series_id: string;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            status: components["schemas"]["Status"];
            twice: components["schemas"]["Twice"];
        };
        /** DiaryKind */
        DiaryKind: {
            /** Colour */
            colour: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Video */
            video: boolean;
        };
        /** @description The last day is before the first, they are too far apart, or outside the years that the diary has. */
        DiaryRangeInvalidProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example The diary cannot show these dates */
            title: string;
            /** @constant */
            type: "/problems/diary-range-invalid";
        };
        /** DiaryResponse */
        DiaryResponse: {
            /** Appointments */
            appointments: components["schemas"]["DiaryAppointment"][];
            /** Zone */
            zone: string;
        };
        /** @enum {string} */
        FindingCode: "client_elsewhere" | "in_the_past";
        /** @description The client is with another practitioner at one of the times (`client_elsewhere`), or one of them has begun (`in_the_past`). That can be booked, but not unawares: nothing was booked. `findings` are all of them, earliest first. */
        FindingsNotAcceptedProblem: {
            detail?: string;
            findings: components["schemas"]["OpenFinding"][];
            /** @constant */
            status: 409;
            /** @example Not booked: something speaks against some of the dates */
            title: string;
            /** @constant */
            type: "/problems/findings-not-accepted";
        };
        /** @description The recurrence leaves the first date out, as every weekday does a Saturday. Nothing was booked. */
        FirstDateNotInSeriesProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example The first date is not one of the series */
            title: string;
            /** @constant */
            type: "/problems/first-date-not-in-series";
        };
        /** @enum {integer} */
        Fold: 0 | 1;
        /** @description Which it is, where they show it twice: 0 the first, 1 the second */
        FoldOfTwo: components["schemas"]["Fold"];
        /**
         * Frequency
         * @enum {string}
         */
        Frequency: "daily" | "every_weekday" | "weekly" | "every_2_weeks" | "every_3_weeks" | "every_4_weeks" | "monthly_by_date" | "monthly_by_weekday";
        /** @description A key is 1 to 200 visible ASCII characters. Nothing was done. */
        IdempotencyKeyInvalidProblem: {
            detail?: string;
            /** @constant */
            status: 400;
            /** @example The header Idempotency-Key is not valid */
            title: string;
            /** @constant */
            type: "/problems/idempotency-key-invalid";
        };
        /** @description This request is done once by its key, and it has none. Nothing was done. */
        IdempotencyKeyMissingProblem: {
            detail?: string;
            /** @constant */
            status: 400;
            /** @example The header Idempotency-Key is missing */
            title: string;
            /** @constant */
            type: "/problems/idempotency-key-missing";
        };
        /** @description A request with this key was done, and it asked for something else. This one was not done. */
        IdempotencyKeyReusedProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example This Idempotency-Key was used for another request */
            title: string;
            /** @constant */
            type: "/problems/idempotency-key-reused";
        };
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
        /** @description If-Match takes one ETag, such as "3". Nothing was changed. */
        IfMatchInvalidProblem: {
            detail?: string;
            /** @constant */
            status: 400;
            /** @example The header If-Match is not valid */
            title: string;
            /** @constant */
            type: "/problems/if-match-invalid";
        };
        /** @description Whoever changes something says which version they saw. Nothing was changed. */
        IfMatchMissingProblem: {
            detail?: string;
            /** @constant */
            status: 428;
            /** @example The header If-Match is missing */
            title: string;
            /** @constant */
            type: "/problems/if-match-missing";
        };
        /** InvalidField */
        InvalidField: {
            /** Detail */
            detail: string;
            /** Pointer */
            pointer: string;
        };
        /** @description No two types of appointment of a practice have the same name. Nothing was added. */
        KindNameTakenProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example There is a type of appointment with this name */
            title: string;
            /** @constant */
            type: "/problems/kind-name-taken";
        };
        /**
         * KindRequest
         * @description A type of appointment. The practitioner is also taken for the buffers before and after.
         */
        KindRequest: {
            /** @default 0 */
            buffer_after_minutes: components["schemas"]["Buffer"];
            /** @default 0 */
            buffer_before_minutes: components["schemas"]["Buffer"];
            colour: components["schemas"]["Colour"];
            /** Duration Minutes */
            duration_minutes: number;
            name: components["schemas"]["Text"];
            /** Video */
            video: boolean;
        };
        /** KindResponse */
        KindResponse: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Video */
            video: boolean;
        };
        /** @description The request names a type of appointment that the caller's practice does not have. Nothing was done. */
        KindUnknownProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example No such type of appointment */
            title: string;
            /** @constant */
            type: "/problems/kind-unknown";
        };
        /** LinkResponse */
        LinkResponse: {
            /** Reason */
            reason: string | null;
            state: components["schemas"]["LinkState"];
            /** Words */
            words: string | null;
        };
        /** @enum {string} */
        LinkState: "none" | "pending" | "live" | "dead";
        /** Format: date-time-local */
        LocalDateTime: string;
        LocalStart: components["schemas"]["LocalDateTime"];
        MailAddress: string;
        /**
         * MovedResponse
         * @description The series as it is now.
         */
        MovedResponse: {
            /** Appointments */
            appointments: components["schemas"]["SeriesAppointment"][];
            /**
             * Client Id
             * Format: uuid
             */
            client_id: string;
            /**
             * Clock Changes
             * @description In words, between which sessions the clocks change
             */
            clock_changes: string[];
            /**
             * Etag
             * @description Of the series, for `If-Match` of what takes this back
             */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** @description As it was when the series was booked */
            kind: components["schemas"]["KindResponse"];
            /** Note */
            note: string | null;
            /**
             * Practitioner Id
             * Format: uuid
             */
            practitioner_id: string;
            recurrence: components["schemas"]["RecurrenceResponse"] | null;
            /**
             * Skipped Dates
             * @description Of the rule, left out when it was booked
             */
            skipped_dates: string[];
            /** Skipped Months */
            skipped_months: components["schemas"]["SkippedMonthResponse"][];
            /**
             * Undo Until
             * Format: date-time
             * @description When its client is told of it, and until when it can be taken back
             */
            undo_until: string;
            /** Version */
            version: number;
            /** Zone */
            zone: string;
            zone_words: components["schemas"]["ZoneWords"];
        };
        /**
         * MoveLineResponse
         * @description A session ahead. `to` is its new place; of one that stays, the place that it would have.
         */
        MoveLineResponse: {
            appointment: components["schemas"]["SeriesAppointment"];
            /** @description hindered: it would stay, since something stands at its new place, be it a session of the same series that stays itself; apart: it was moved on its own, and stays unless it is taken along */
            becomes: components["schemas"]["Becomes"];
            /**
             * Conflicts
             * @description What stands at its new place
             */
            conflicts: components["schemas"]["ConflictResponse"][];
            /** Findings */
            findings: components["schemas"]["booking__routes__models__series__FindingResponse"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            line: "session";
            to: components["schemas"]["SeriesAppointment"] | null;
        };
        /**
         * MovePreviewRequest
         * @description Where a session is to be, on the clock of its series' zone, and which others are to go with it.
         *
         *     With a wider scope the rule moves too: days and weeks by as many days and to the new time of day; by months, and on
         *     every weekday, another day is another rule, whose dates are taken in a row.
         */
        MovePreviewRequest: {
            /**
             * Accept
             * @description What is to keep none from moving
             * @default []
             */
            accept: components["schemas"]["FindingCode"][];
            /**
             * Duration Minutes
             * @description As it is, if not named
             */
            duration_minutes?: number | null;
            /**
             * Fold
             * @default 0
             * @enum {integer}
             */
            fold: 0 | 1;
            /**
             * @description Move none if a new place is taken, or all but those, which stay where they are
             * @default reject
             */
            on_conflict: components["schemas"]["OnConflict"];
            /** @description all_ahead: all of the series that have not begun yet */
            scope: components["schemas"]["Scope"];
            /**
             * Skip
             * @description What leaves a session where it is; goes before `accept`
             * @default []
             */
            skip: components["schemas"]["FindingCode"][];
            /** @example 2027-10-27T14:00 */
            starts_local: components["schemas"]["LocalStart"];
            /**
             * Take Along
             * @description Which of those go that were moved on their own before, and else stay
             * @default []
             */
            take_along: string[];
        };
        /**
         * MovePreviewResponse
         * @description What moving would do. Its ETag is that of the series, for `If-Match`.
         */
        MovePreviewResponse: {
            /**
             * Etag
             * @description That of the series, for `If-Match`: sent back as it is
             */
            etag: string;
            kind: components["schemas"]["KindResponse"];
            /**
             * Lines
             * @description Every session that lies ahead, in the order that they would have, with notes in their places
             */
            lines: (components["schemas"]["MoveLineResponse"] | components["schemas"]["PreviewNoteResponse"])[];
            /** Moves */
            moves: number;
            /**
             * Rule Words
             * @description Of the new rule; null where the rule stays
             * @example every week on Wednesday
             */
            rule_words: string | null;
            /** Scopes */
            scopes: components["schemas"]["ScopeReachResponse"][];
            /**
             * Series Id
             * Format: uuid
             */
            series_id: string;
            /**
             * Stays
             * @description Of those that the scope reaches
             */
            stays: number;
            /** Version */
            version: number;
            /** Zone */
            zone: string;
            zone_words: components["schemas"]["ZoneWords"];
        };
        Name: components["schemas"]["Text"];
        /** Named */
        Named: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
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
        /** @description None of these sessions can be cancelled any more: they are over, or cancelled already. */
        NothingToCancelProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example There is nothing to cancel */
            title: string;
            /** @constant */
            type: "/problems/nothing-to-cancel";
        };
        /** @description The session has begun, is over or cancelled, or it is at that time already. Nothing was moved. */
        NothingToMoveProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example There is nothing to move */
            title: string;
            /** @constant */
            type: "/problems/nothing-to-move";
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
        /** @description Somebody has booked one of the times where the sessions were. Nothing was changed. */
        OldPlacesTakenProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example This cannot be undone any more: an old place was taken meanwhile */
            title: string;
            /** @constant */
            type: "/problems/old-places-taken";
        };
        /** @enum {string} */
        OnConflict: "reject" | "skip";
        /**
         * OpenedAppointment
         * @description An appointment without its link. The messages are those of the whole series.
         */
        OpenedAppointment: {
            accepted: components["schemas"]["Accepted"];
            /**
             * Booked At
             * Format: date-time
             */
            booked_at: string;
            /** Booked By */
            booked_by: string;
            /** @description Null: nobody has been at its link */
            call: components["schemas"]["CallResponse"] | null;
            client: components["schemas"]["SummaryClient"];
            end_utc_offset: components["schemas"]["UtcOffset"];
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            fold: components["schemas"]["FoldOfTwo"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Join From */
            join_from: string | null;
            /** Join Until */
            join_until: string | null;
            kind: components["schemas"]["DiaryKind"];
            last_message: components["schemas"]["SummaryMessage"] | null;
            link: components["schemas"]["LinkResponse"];
            local_end: components["schemas"]["LocalDateTime"];
            local_start: components["schemas"]["LocalDateTime"];
            next_message: components["schemas"]["SummaryMessage"] | null;
            /** Note */
            note: string | null;
            /** Notice */
            notice: string | null;
            /** Number */
            number: number;
            /** Of */
            of: number;
            /**
             * Position
             * @description Of several sessions
             * @example 2nd of 4
             */
            position: string | null;
            practitioner: components["schemas"]["Named"];
            series: components["schemas"]["SummarySeries"];
            /** Shifted */
            shifted: string | null;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            status: components["schemas"]["Status"];
            twice: components["schemas"]["Twice"];
            utc_offset: components["schemas"]["UtcOffset"];
            /** Zone */
            zone: string;
            zone_words: components["schemas"]["ZoneWords"];
        };
        /**
         * OpenFinding
         * @description What speaks against a date, the `number`-th of the series, beside that it is taken. `words` say what it is;
         *     `appointment_id`, which appointment, where it is one.
         */
        OpenFinding: {
            /** Appointment Id */
            appointment_id: string | null;
            /**
             * Code
             * @enum {string}
             */
            code: "client_elsewhere" | "in_the_past";
            /** Date */
            date: string;
            /** Local Start */
            local_start: string;
            /** Number */
            number: number;
            /** Words */
            words: string;
        };
        Paragraphs: string;
        Phone: string;
        /** @description The client is with another practitioner at one of the new times (`client_elsewhere`), or one of them has begun (`in_the_past`). It can be moved there, but not unawares: nothing was moved. `findings` are all of them, earliest first. */
        PlacesNotAcceptedProblem: {
            detail?: string;
            findings: components["schemas"]["OpenFinding"][];
            /** @constant */
            status: 409;
            /** @example Not moved: something speaks against some of the new times */
            title: string;
            /** @constant */
            type: "/problems/places-not-accepted";
        };
        /** @description The practitioner has something else at one of the new times, or more. All move or none, so nothing was moved. `conflicts` are all that stand in the way, earliest first; where there are none, somebody else has just booked one of them. `findings` are what else was neither accepted nor skipped. */
        PlacesTakenProblem: {
            conflicts: components["schemas"]["Conflict"][];
            detail?: string;
            findings: components["schemas"]["OpenFinding"][];
            /** @constant */
            status: 409;
            /** @example Not moved: some of the new times are taken */
            title: string;
            /** @constant */
            type: "/problems/places-taken";
        };
        /**
         * PracticeClock
         * @description What the clinic's clocks show now and for a while, for who has a clock and other zone data or none.
         */
        PracticeClock: {
            /**
             * Changes At
             * @description Null: not within a year
             */
            changes_at: string | null;
            utc_offset: components["schemas"]["UtcOffset"];
            utc_offset_then: components["schemas"]["UtcOffset"] | null;
        };
        /** @description The access token names a practice that this installation does not have. */
        PracticeNotFoundProblem: {
            detail?: string;
            /** @constant */
            status: 404;
            /** @example This practice is not set up here */
            title: string;
            /** @constant */
            type: "/problems/practice-not-found";
        };
        /** PracticeResponse */
        PracticeResponse: {
            clock: components["schemas"]["PracticeClock"];
            /** Email */
            email: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Phone */
            phone: string | null;
            /** Phone Hours */
            phone_hours: string | null;
            /** Version */
            version: number;
            /** Zone */
            zone: string;
            zone_words: components["schemas"]["ZoneWords"];
        };
        /**
         * PractitionerRequest
         * @description `subject` is their user's, by which the identity provider knows them.
         */
        PractitionerRequest: {
            name: components["schemas"]["Name"];
            subject?: components["schemas"]["Text"] | null;
        };
        /**
         * PractitionerResponse
         * @description `own` is whether it is the caller: the practitioner whose user they are.
         */
        PractitionerResponse: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Own */
            own: boolean;
            /** Subject */
            subject: string | null;
            /** Version */
            version: number;
        };
        /** @description The request names a practitioner whom the caller's practice does not have. Nothing was done. */
        PractitionerUnknownProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example No such practitioner */
            title: string;
            /** @constant */
            type: "/problems/practitioner-unknown";
        };
        /**
         * PreviewDateResponse
         * @description `number` counts what would be booked: a date that would be skipped has none.
         */
        PreviewDateResponse: {
            /**
             * Conflicts
             * @description Empty where it is free
             */
            conflicts: components["schemas"]["ConflictResponse"][];
            end_utc_offset: components["schemas"]["UtcOffset"];
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /** Findings */
            findings: components["schemas"]["booking__routes__models__series__FindingResponse"][];
            fold: components["schemas"]["FoldOfTwo"];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            line: "date";
            local_end: components["schemas"]["LocalDateTime"];
            local_start: components["schemas"]["LocalDateTime"];
            /** Number */
            number: number | null;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            /**
             * State
             * @enum {string}
             */
            state: "free" | "taken";
            twice: components["schemas"]["Twice"];
            utc_offset: components["schemas"]["UtcOffset"];
        };
        /** PreviewNoteResponse */
        PreviewNoteResponse: {
            /**
             * About
             * @enum {string}
             */
            about: "clock_change" | "shift" | "skipped_month";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            line: "note";
            /**
             * Words
             * @example Clocks go back on Sunday 31 October: still 10:00
             */
            words: string;
        };
        /**
         * PreviewRequest
         * @description What would be booked: a request for a series, whose client need not be chosen yet.
         */
        PreviewRequest: {
            /**
             * Accept
             * @description What may speak against a date and is to keep it from being booked no more
             * @default []
             */
            accept: components["schemas"]["FindingCode"][];
            /** Client Id */
            client_id?: string | null;
            /**
             * Duration Minutes
             * @description The kind's if not named
             */
            duration_minutes?: number | null;
            /**
             * Fold
             * @default 0
             * @enum {integer}
             */
            fold: 0 | 1;
            /**
             * Kind Id
             * Format: uuid
             */
            kind_id: string;
            /** @description For the client; goes into the confirmation */
            note?: components["schemas"]["Paragraphs"] | null;
            /**
             * @description Book none if a date is taken, or all but those
             * @default reject
             */
            on_conflict: components["schemas"]["OnConflict"];
            /**
             * Practitioner Id
             * Format: uuid
             */
            practitioner_id: string;
            recurrence?: components["schemas"]["RecurrenceRequest"] | null;
            /**
             * Skip
             * @description What may speak against a date and leaves it out; goes before `accept`
             * @default []
             */
            skip: components["schemas"]["FindingCode"][];
            /** @example 2027-03-22T10:00 */
            starts_local: components["schemas"]["LocalStart"];
            /**
             * Zone
             * @description IANA; the practice's if not named
             */
            zone?: string | null;
        };
        /** PreviewResponse */
        PreviewResponse: {
            /** Free */
            free: number;
            /**
             * Lines
             * @description Every date in order, with notes in their places
             */
            lines: (components["schemas"]["PreviewDateResponse"] | components["schemas"]["PreviewNoteResponse"])[];
            recurrence: components["schemas"]["RecurrenceResponse"] | null;
            /** Taken */
            taken: number;
            /** Zone */
            zone: string;
            zone_words: components["schemas"]["ZoneWords"];
        };
        /** @enum {string} */
        Reason: "address_not_valid" | "already_told" | "diary_behind" | "diary_restored" | "event_parked" | "gave_up" | "later_reminder_due" | "link_dead" | "links_behind" | "links_restored" | "mail_server_busy" | "mail_server_not_reached" | "mail_server_refused" | "mail_server_turns_away" | "never_told" | "no_address" | "no_final_answer" | "no_rule" | "not_cancelled" | "not_repeated" | "restored" | "rule_off" | "session_cancelled" | "session_moved" | "session_not_known" | "session_over" | "session_started" | "superseded" | "template_does_not_render" | "too_old" | "waiting_for_link" | "other";
        /**
         * Recipient
         * @description Somebody who gets messages about a client. `called` is the name for a greeting, where it is not `name`.
         */
        Recipient: {
            /** Called */
            called?: string | null;
            /** Email */
            email?: string | null;
            /** Name */
            name: string;
            /** Phone */
            phone?: string | null;
            role: components["schemas"]["Role"];
        };
        /**
         * RecipientRequest
         * @description Somebody who gets messages about the client. `called` is the name for a greeting, where it is not `name`.
         */
        RecipientRequest: {
            called?: components["schemas"]["Name"] | null;
            email?: components["schemas"]["MailAddress"] | null;
            name: components["schemas"]["Name"];
            phone?: components["schemas"]["Phone"] | null;
            role: components["schemas"]["Role"];
        };
        /** @description Of those who get a client's messages, the first is the client, and nobody else is. Nothing was done. */
        RecipientsInvalidProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example The recipients are not valid */
            title: string;
            /** @constant */
            type: "/problems/recipients-invalid";
        };
        /**
         * ReconciliationResponse
         * @description `next` asks for the next page, as `after`; null: this was the last one.
         */
        ReconciliationResponse: {
            /** Next */
            next: string | null;
            /** Series */
            series: components["schemas"]["SeriesReconciliation"][];
        };
        /**
         * RecurrenceRequest
         * @description Ends on `until`, inclusive, or after `count` dates.
         */
        RecurrenceRequest: {
            /** Count */
            count?: number | null;
            frequency: components["schemas"]["Frequency"];
            /** Until */
            until?: string | null;
        };
        /** RecurrenceResponse */
        RecurrenceResponse: {
            /** Count */
            count: number | null;
            /** @description The first local time of the rule, from which it is counted, whether booked or left out */
            dtstart: components["schemas"]["LocalDateTime"];
            /**
             * Exdates
             * @description EXDATE of RFC 5545: local times of the rule that were left out, since they were taken
             */
            exdates: components["schemas"]["LocalDateTime"][];
            frequency: components["schemas"]["Frequency"];
            /**
             * Rrule
             * @description RFC 5545, ended by UNTIL and never by COUNT. Where a time goes that the clocks leave out, and which of two is meant that look alike, it cannot say. The appointments do: they are the truth
             */
            rrule: string;
            /** Until */
            until: string | null;
            /**
             * Words
             * @example every week on Thursday
             */
            words: string;
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
        /** @enum {string} */
        Role: "client" | "guardian" | "carer";
        /** @enum {string} */
        Scope: "this" | "this_and_following" | "all_ahead";
        /** ScopeReachResponse */
        ScopeReachResponse: {
            first: components["schemas"]["SeriesAppointment"] | null;
            scope: components["schemas"]["Scope"];
            /**
             * Sessions
             * @description How many booked sessions it reaches
             */
            sessions: number;
        };
        /** SeriesAppointment */
        SeriesAppointment: {
            accepted: components["schemas"]["Accepted"];
            end_utc_offset: components["schemas"]["UtcOffset"];
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            fold: components["schemas"]["FoldOfTwo"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            local_end: components["schemas"]["LocalDateTime"];
            local_start: components["schemas"]["LocalDateTime"];
            /** Number */
            number: number;
            /** @description Where the rule would have it */
            rule_start: components["schemas"]["LocalDateTime"];
            /**
             * Shifted
             * @description In words, where the clocks going forward moved it
             */
            shifted: string | null;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            status: components["schemas"]["Status"];
            twice: components["schemas"]["Twice"];
            utc_offset: components["schemas"]["UtcOffset"];
        };
        /** @description The series would be over before its first date. Nothing was booked. */
        SeriesEndsBeforeItStartsProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example The last date is before the first */
            title: string;
            /** @constant */
            type: "/problems/series-ends-before-it-starts";
        };
        /** @description A series ends after a number of dates, or on a date: not both, and not never. Nothing was booked. */
        SeriesEndUnclearProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example Say when the series ends */
            title: string;
            /** @constant */
            type: "/problems/series-end-unclear";
        };
        /** @description The address names a series that the caller's practice does not have. */
        SeriesNotFoundProblem: {
            detail?: string;
            /** @constant */
            status: 404;
            /** @example No such series */
            title: string;
            /** @constant */
            type: "/problems/series-not-found";
        };
        /** SeriesReconciliation */
        SeriesReconciliation: {
            /** Client Name */
            client_name: string;
            /** Findings */
            findings: components["schemas"]["booking__routes__models__reconciliation__FindingResponse"][];
            /**
             * Series Id
             * Format: uuid
             */
            series_id: string;
        };
        /**
         * SeriesRequest
         * @description Without a recurrence it is a single appointment. `fold` says which is meant where the clocks show a time twice:
         *     0 the first, 1 the second.
         */
        SeriesRequest: {
            /**
             * Accept
             * @description What may speak against a date and is to keep it from being booked no more
             * @default []
             */
            accept: components["schemas"]["FindingCode"][];
            /**
             * Client Id
             * Format: uuid
             */
            client_id: string;
            /**
             * Duration Minutes
             * @description The kind's if not named
             */
            duration_minutes?: number | null;
            /**
             * Fold
             * @default 0
             * @enum {integer}
             */
            fold: 0 | 1;
            /**
             * Kind Id
             * Format: uuid
             */
            kind_id: string;
            /** @description For the client; goes into the confirmation */
            note?: components["schemas"]["Paragraphs"] | null;
            /**
             * @description Book none if a date is taken, or all but those
             * @default reject
             */
            on_conflict: components["schemas"]["OnConflict"];
            /**
             * Practitioner Id
             * Format: uuid
             */
            practitioner_id: string;
            recurrence?: components["schemas"]["RecurrenceRequest"] | null;
            /**
             * Skip
             * @description What may speak against a date and leaves it out; goes before `accept`
             * @default []
             */
            skip: components["schemas"]["FindingCode"][];
            /** @example 2027-03-22T10:00 */
            starts_local: components["schemas"]["LocalStart"];
            /**
             * Zone
             * @description IANA; the practice's if not named
             */
            zone?: string | null;
        };
        /** SeriesResponse */
        SeriesResponse: {
            /** Appointments */
            appointments: components["schemas"]["SeriesAppointment"][];
            /**
             * Client Id
             * Format: uuid
             */
            client_id: string;
            /**
             * Clock Changes
             * @description In words, between which sessions the clocks change
             */
            clock_changes: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** @description As it was when the series was booked */
            kind: components["schemas"]["KindResponse"];
            /** Note */
            note: string | null;
            /**
             * Practitioner Id
             * Format: uuid
             */
            practitioner_id: string;
            recurrence: components["schemas"]["RecurrenceResponse"] | null;
            /**
             * Skipped Dates
             * @description Of the rule, left out when it was booked
             */
            skipped_dates: string[];
            /** Skipped Months */
            skipped_months: components["schemas"]["SkippedMonthResponse"][];
            /** Version */
            version: number;
            /** Zone */
            zone: string;
            zone_words: components["schemas"]["ZoneWords"];
        };
        /** @description A series has 366 dates at most. The detail says how many this one would have. Nothing was booked. */
        SeriesTooLongProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example The series has too many dates */
            title: string;
            /** @constant */
            type: "/problems/series-too-long";
        };
        /** SkippedMonthResponse */
        SkippedMonthResponse: {
            /**
             * Month
             * @example 2028-02
             */
            month: string;
            /** Words */
            words: string;
        };
        /** @description The practitioner has something else at one of the times, or more. A series is booked whole or not at all, so nothing was booked. `conflicts` are all that stand in the way, earliest first; where there are none, somebody else has just booked one of the dates. `findings` are what else was neither accepted nor skipped. */
        SlotsTakenProblem: {
            conflicts: components["schemas"]["Conflict"][];
            detail?: string;
            findings: components["schemas"]["OpenFinding"][];
            /** @constant */
            status: 409;
            /** @example Not booked: some of the dates are taken */
            title: string;
            /** @constant */
            type: "/problems/slots-taken";
        };
        /** @description The start is outside the years that the diary has, or not at a whole minute. Nothing was booked. */
        StartInvalidProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example Nothing can be booked at this time */
            title: string;
            /** @constant */
            type: "/problems/start-invalid";
        };
        /** @enum {string} */
        Status: "booked" | "attended" | "missed" | "cancelled";
        /**
         * SummaryActivity
         * @description What happened at the link or in the room. `count`: openings of the same hour stand here once, and mail scanners'
         *     on their own. `who` is there where it was one of the staff.
         */
        SummaryActivity: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Count */
            count: number;
            kind: components["schemas"]["ActivityKind"];
            /**
             * Scanner
             * @description It looked like a program and not like a person
             */
            scanner: boolean;
            /** Who */
            who: string | null;
        };
        /** SummaryClient */
        SummaryClient: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Recipients */
            recipients: components["schemas"]["Recipient"][];
        };
        /** SummaryHistoryEntry */
        SummaryHistoryEntry: {
            /** Action */
            action: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Who */
            who: string;
            /** Words */
            words: string;
        };
        /**
         * SummaryLink
         * @description `url` is there while the link is live. Its showing is recorded.
         */
        SummaryLink: {
            /** Reason */
            reason: string | null;
            state: components["schemas"]["LinkState"];
            /** Url */
            url: string | null;
            /** Words */
            words: string | null;
        };
        /**
         * SummaryMessage
         * @description `number` is the session that it speaks of (none: the whole series), `link_of` the one whose link it carries.
         */
        SummaryMessage: {
            /** Address */
            address: string | null;
            /** Appointment Id */
            appointment_id: string | null;
            /** Channel */
            channel: string;
            /** Detail */
            detail: string | null;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /**
             * Held Until
             * @description By when one that is held goes at the latest
             */
            held_until: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Link Of */
            link_of: number | null;
            /** Number */
            number: number | null;
            /** @description `other`: one that messages have and booking does not know */
            reason: components["schemas"]["Reason"] | null;
            /** Recipient */
            recipient: string;
            /** Sent At */
            sent_at: string | null;
            /** State */
            state: string;
            /** Title */
            title: string;
            /** Trigger */
            trigger: string;
            /**
             * Words
             * @description The reason in words, or else whose link it carries
             */
            words: string | null;
        };
        /** SummaryResponse */
        SummaryResponse: {
            accepted: components["schemas"]["Accepted"];
            /**
             * Activities
             * @description In this session's room, the newest 1000 first
             */
            activities: components["schemas"]["SummaryActivity"][];
            /**
             * Booked At
             * Format: date-time
             */
            booked_at: string;
            /** Booked By */
            booked_by: string;
            /** @description Null: nobody has been at its link */
            call: components["schemas"]["CallResponse"] | null;
            client: components["schemas"]["SummaryClient"];
            end_utc_offset: components["schemas"]["UtcOffset"];
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            fold: components["schemas"]["FoldOfTwo"];
            /**
             * History
             * @description Who did what, the newest 1000 first
             */
            history: components["schemas"]["SummaryHistoryEntry"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Join From */
            join_from: string | null;
            /** Join Until */
            join_until: string | null;
            kind: components["schemas"]["DiaryKind"];
            link: components["schemas"]["SummaryLink"];
            local_end: components["schemas"]["LocalDateTime"];
            local_start: components["schemas"]["LocalDateTime"];
            /**
             * Messages
             * @description Of the whole series, furthest ahead first
             */
            messages: components["schemas"]["SummaryMessage"][];
            /**
             * Missing
             * @description What somebody ought to look at
             * @example Something is missing: The 2nd session has no link.
             */
            missing: string | null;
            /** Note */
            note: string | null;
            /** Notice */
            notice: string | null;
            /** Number */
            number: number;
            /** Of */
            of: number;
            /**
             * Position
             * @description Of several sessions
             * @example 2nd of 4
             */
            position: string | null;
            practitioner: components["schemas"]["Named"];
            series: components["schemas"]["SummarySeries"];
            /** Shifted */
            shifted: string | null;
            /**
             * Starts At
             * Format: date-time
             */
            starts_at: string;
            status: components["schemas"]["Status"];
            twice: components["schemas"]["Twice"];
            utc_offset: components["schemas"]["UtcOffset"];
            /** Zone */
            zone: string;
            zone_words: components["schemas"]["ZoneWords"];
        };
        /** SummarySeries */
        SummarySeries: {
            /** Appointments */
            appointments: components["schemas"]["SeriesAppointment"][];
            /** Clock Changes */
            clock_changes: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            recurrence: components["schemas"]["RecurrenceResponse"] | null;
            /** Skipped Dates */
            skipped_dates: string[];
            /** Skipped Months */
            skipped_months: components["schemas"]["SkippedMonthResponse"][];
            /** Version */
            version: number;
        };
        /**
         * TakenBy
         * @description The appointment that stands in the way; its local times are on the clock of the series' zone.
         */
        TakenBy: {
            /** Appointment Id */
            appointment_id: string;
            /** Client Name */
            client_name: string;
            /** Ends At */
            ends_at: string;
            /** Local End */
            local_end: string;
            /** Local Start */
            local_start: string;
            /** Starts At */
            starts_at: string;
        };
        Text: string;
        /** @description One user follows the diary's changes in more places at once than the service keeps open for them. */
        TooManyReadersProblem: {
            detail?: string;
            /** @constant */
            status: 429;
            /** @example Too many windows follow the diary */
            title: string;
            /** @constant */
            type: "/problems/too-many-readers";
        };
        /** @description Whether the clocks show the start twice on its day */
        Twice: boolean;
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
        /** @description A change can be taken back until its client is told of it, and as long as nothing else has changed since. The detail says which it is. Nothing was changed. */
        UndoTooLateProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example This cannot be undone any more */
            title: string;
            /** @constant */
            type: "/problems/undo-too-late";
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
        /** @description A user who signs in is one practitioner at most, and this one is another already. Nothing was added. */
        UserTakenProblem: {
            detail?: string;
            /** @constant */
            status: 409;
            /** @example This user is another practitioner */
            title: string;
            /** @constant */
            type: "/problems/user-taken";
        };
        /** @example +01:00 */
        UtcOffset: string;
        /** @description Somebody has changed it since it was read. The detail says who and when. Nothing was changed by this. */
        VersionStaleProblem: {
            detail?: string;
            /** @constant */
            status: 412;
            /** @example It is not any more what you saw */
            title: string;
            /** @constant */
            type: "/problems/version-stale";
        };
        /** @description The request names a time zone that the IANA database does not have. Nothing was done. */
        ZoneUnknownProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example No such time zone */
            title: string;
            /** @constant */
            type: "/problems/zone-unknown";
        };
        /**
         * @description The zone as people call it
         * @example UK time
         */
        ZoneWords: string;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_kinds: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["AppointmentKind"][];
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
    post_kind: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KindRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentKind"];
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
                    "application/problem+json": components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PracticeNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["KindNameTakenProblem"];
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
    get_appointment: {
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
                    "application/json": components["schemas"]["OpenedAppointment"];
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
                    "application/problem+json": components["schemas"]["AppointmentNotFoundProblem"];
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
    post_cancel: {
        parameters: {
            query?: never;
            header: {
                /** @description What makes a repeated request the same request. Kept for 48 hours. */
                "Idempotency-Key": string;
                /** @description The ETag of what is changed, as it was read: nobody makes one. 412 where somebody has changed it since, and who; or where the data came back from a backup since. */
                "If-Match": string;
            };
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesResponse"];
                };
            };
            /** @description A problem (RFC 9457) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["IdempotencyKeyMissingProblem"] | components["schemas"]["IdempotencyKeyInvalidProblem"] | components["schemas"]["IfMatchInvalidProblem"] | components["schemas"]["BodyNotJsonProblem"];
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
                    "application/problem+json": components["schemas"]["AppointmentNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["NothingToCancelProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionStaleProblem"];
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
                    "application/problem+json": components["schemas"]["IdempotencyKeyReusedProblem"] | components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["IfMatchMissingProblem"];
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
    post_move: {
        parameters: {
            query?: never;
            header: {
                /** @description What makes a repeated request the same request. Kept for 48 hours. */
                "Idempotency-Key": string;
                /** @description The ETag of what is changed, as it was read: nobody makes one. 412 where somebody has changed it since, and who; or where the data came back from a backup since. */
                "If-Match": string;
            };
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppointmentMoveRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedResponse"];
                };
            };
            /** @description A problem (RFC 9457) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["IdempotencyKeyMissingProblem"] | components["schemas"]["IdempotencyKeyInvalidProblem"] | components["schemas"]["IfMatchInvalidProblem"] | components["schemas"]["BodyNotJsonProblem"];
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
                    "application/problem+json": components["schemas"]["AppointmentNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["NothingToMoveProblem"] | components["schemas"]["PlacesTakenProblem"] | components["schemas"]["AllPlacesTakenProblem"] | components["schemas"]["PlacesNotAcceptedProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionStaleProblem"];
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
                    "application/problem+json": components["schemas"]["StartInvalidProblem"] | components["schemas"]["FirstDateNotInSeriesProblem"] | components["schemas"]["AppointmentsOverlapProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"] | components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["IfMatchMissingProblem"];
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
    post_move_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                appointment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MovePreviewRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovePreviewResponse"];
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
                    "application/problem+json": components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["AppointmentNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["NothingToMoveProblem"];
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
                    "application/problem+json": components["schemas"]["StartInvalidProblem"] | components["schemas"]["FirstDateNotInSeriesProblem"] | components["schemas"]["AppointmentsOverlapProblem"] | components["schemas"]["RequestInvalidProblem"];
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
    get_cancellation: {
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
                    "application/json": components["schemas"]["CancellationResponse"];
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
                    "application/problem+json": components["schemas"]["AppointmentNotFoundProblem"];
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
    get_appointment_reconciliation: {
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
                    "application/json": components["schemas"]["AppointmentReconciliation"];
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
                    "application/problem+json": components["schemas"]["AppointmentNotFoundProblem"];
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
    get_summary: {
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
                    "application/json": components["schemas"]["SummaryResponse"];
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
                    "application/problem+json": components["schemas"]["AppointmentNotFoundProblem"];
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
    get_clients: {
        parameters: {
            query?: {
                /** @description Beginnings of the words of a name, in any order, without case and accents */
                search?: string | null;
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
                    "application/json": components["schemas"]["ClientResponse"][];
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
    post_client: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientResponse"];
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
                    "application/problem+json": components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PracticeNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["RecipientsInvalidProblem"] | components["schemas"]["RequestInvalidProblem"];
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
    get_diary: {
        parameters: {
            query: {
                /** @description In the practice's zone */
                from: string;
                practitioner_id?: string | null;
                /** @description Inclusive; 62 days at most */
                to: string;
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
                    "application/json": components["schemas"]["DiaryResponse"];
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
                    "application/problem+json": components["schemas"]["PracticeNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["DiaryRangeInvalidProblem"] | components["schemas"]["RequestInvalidProblem"];
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
    get_diary_changes: {
        parameters: {
            query?: never;
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
                    "text/event-stream": unknown;
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
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TooManyReadersProblem"];
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
    get_practice: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["PracticeResponse"];
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
                    "application/problem+json": components["schemas"]["PracticeNotFoundProblem"];
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
    get_practitioners: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["PractitionerResponse"][];
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
    post_practitioner: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PractitionerRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PractitionerResponse"];
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
                    "application/problem+json": components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PracticeNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["UserTakenProblem"];
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
    get_reconciliation: {
        parameters: {
            query?: {
                /** @description The `next` of the page before */
                after?: string | null;
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
                    "application/json": components["schemas"]["ReconciliationResponse"];
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
                    "application/problem+json": components["schemas"]["PracticeNotFoundProblem"];
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
    post_series: {
        parameters: {
            query?: never;
            header: {
                /** @description What makes a repeated request the same request. Kept for 48 hours. */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeriesRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesResponse"];
                };
            };
            /** @description A problem (RFC 9457) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["IdempotencyKeyMissingProblem"] | components["schemas"]["IdempotencyKeyInvalidProblem"] | components["schemas"]["BodyNotJsonProblem"];
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
                    "application/problem+json": components["schemas"]["PracticeNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["SlotsTakenProblem"] | components["schemas"]["AllSlotsTakenProblem"] | components["schemas"]["FindingsNotAcceptedProblem"];
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
                    "application/problem+json": components["schemas"]["ClientUnknownProblem"] | components["schemas"]["KindUnknownProblem"] | components["schemas"]["PractitionerUnknownProblem"] | components["schemas"]["ZoneUnknownProblem"] | components["schemas"]["StartInvalidProblem"] | components["schemas"]["SeriesEndUnclearProblem"] | components["schemas"]["SeriesEndsBeforeItStartsProblem"] | components["schemas"]["SeriesTooLongProblem"] | components["schemas"]["FirstDateNotInSeriesProblem"] | components["schemas"]["AppointmentsOverlapProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"] | components["schemas"]["RequestInvalidProblem"];
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
    post_series_preview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewResponse"];
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
                    "application/problem+json": components["schemas"]["NotEntitledProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PracticeNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["ClientUnknownProblem"] | components["schemas"]["KindUnknownProblem"] | components["schemas"]["PractitionerUnknownProblem"] | components["schemas"]["ZoneUnknownProblem"] | components["schemas"]["StartInvalidProblem"] | components["schemas"]["SeriesEndUnclearProblem"] | components["schemas"]["SeriesEndsBeforeItStartsProblem"] | components["schemas"]["SeriesTooLongProblem"] | components["schemas"]["FirstDateNotInSeriesProblem"] | components["schemas"]["AppointmentsOverlapProblem"] | components["schemas"]["RequestInvalidProblem"];
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
    get_series: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                series_id: string;
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
                    "application/json": components["schemas"]["SeriesResponse"];
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
                    "application/problem+json": components["schemas"]["SeriesNotFoundProblem"];
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
    post_undo: {
        parameters: {
            query?: never;
            header: {
                /** @description What makes a repeated request the same request. Kept for 48 hours. */
                "Idempotency-Key": string;
                /** @description The ETag of what is changed, as it was read: nobody makes one. 412 where somebody has changed it since, and who; or where the data came back from a backup since. */
                "If-Match": string;
            };
            path: {
                series_id: string;
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
                    "application/json": components["schemas"]["SeriesResponse"];
                };
            };
            /** @description A problem (RFC 9457) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["IdempotencyKeyMissingProblem"] | components["schemas"]["IdempotencyKeyInvalidProblem"] | components["schemas"]["IfMatchInvalidProblem"];
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
                    "application/problem+json": components["schemas"]["SeriesNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["UndoTooLateProblem"] | components["schemas"]["OldPlacesTakenProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["VersionStaleProblem"];
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
                    "application/problem+json": components["schemas"]["IdempotencyKeyReusedProblem"] | components["schemas"]["RequestInvalidProblem"];
                };
            };
            /** @description A problem (RFC 9457) */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["IfMatchMissingProblem"];
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
}
