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
         * @description Who of the staff did what, when. Actions: practice_created, practitioner_added, client_added, kind_added, series_booked, link_shown, attended, missed, cancelled, cancelled_untold.
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
         * @description What is booked on these days, of one practitioner or of all, earliest first.
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
         *     event always does. It ends when the access token expires.
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
         * @description Book a series, or a single appointment: every session or none, or all but those that are taken.
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
         * @description Every date that saving the same request would book, and what stands in its way. Nothing is stored.
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @enum {string} */
        ActivityKind: "opened" | "joined" | "rejoined" | "taken_over" | "admitted" | "left" | "lost" | "host_entered" | "host_left" | "concluded" | "missed" | "abandoned" | "expired" | "reissued" | "requested";
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
            findings: components["schemas"]["FindingResponse"][];
            /**
             * Series Id
             * Format: uuid
             */
            series_id: string;
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
        Buffer: number;
        /** @enum {string} */
        CallEnd: "concluded" | "missed" | "abandoned" | "expired";
        /**
         * CallResponse
         * @description How it stands in the session's room. `client_since` is when the client's presence became what it is.
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
         */
        CancellationResponse: {
            /** @description Of this session; cancelling it ends a call that is going */
            call: components["schemas"]["CallResponse"] | null;
            kind: components["schemas"]["DiaryKind"];
            /**
             * Notice
             * @description Why the client would get no message, whatever is asked
             * @example Tomasz Zieliński has no email address, so no message can be sent.
             */
            notice: string | null;
            /**
             * Recipients
             * @description Who has an email address to be told by
             */
            recipients: components["schemas"]["Recipient"][];
            /** Scopes */
            scopes: components["schemas"]["CancellationScope"][];
            /**
             * Series Id
             * Format: uuid
             */
            series_id: string;
            /**
             * Told
             * @description Whether the client may have got a message about the series yet
             */
            told: boolean;
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
        /** @enum {string} */
        Code: "event_parked" | "no_link" | "link_dead" | "stray_link" | "no_confirmation" | "no_reminder" | "message_overdue" | "message_held" | "message_retried" | "message_failed" | "message_unknown" | "no_address" | "not_set_up" | "message_withdrawn";
        /** @enum {string} */
        Colour: "blue" | "purple" | "orange" | "green" | "pink";
        /** @enum {string} */
        Concerns: "operator" | "practice" | "nobody";
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
         * @description `local_start` and `local_end` are in the practice's zone; `of` is how many sessions the series has.
         */
        DiaryAppointment: {
            call: components["schemas"]["CallResponse"] | null;
            client: components["schemas"]["Named"];
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
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
        /** DiaryResponse */
        DiaryResponse: {
            /** Appointments */
            appointments: components["schemas"]["DiaryAppointment"][];
            /** Zone */
            zone: string;
        };
        Email: string;
        /** FindingResponse */
        FindingResponse: {
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
            /**
             * Reason
             * @description The message's, as a code
             */
            reason: string | null;
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
         * Frequency
         * @enum {string}
         */
        Frequency: "daily" | "every_weekday" | "weekly" | "every_2_weeks" | "every_3_weeks" | "every_4_weeks" | "monthly_by_date" | "monthly_by_weekday";
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
        /** @enum {string} */
        OnConflict: "reject" | "skip";
        /**
         * OpenedAppointment
         * @description An appointment without its link. The messages are those of the whole series.
         */
        OpenedAppointment: {
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
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
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
            /** Utc Offset */
            utc_offset: string;
            /** Zone */
            zone: string;
        };
        Paragraphs: string;
        Phone: string;
        /** Practice */
        Practice: {
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
        };
        /**
         * PractitionerRequest
         * @description `subject` is their user's, by which the identity provider knows them.
         */
        PractitionerRequest: {
            name: components["schemas"]["Text"];
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
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
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
            /**
             * Utc Offset
             * @example +01:00
             */
            utc_offset: string;
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
            /** @example 2027-03-22T10:00 */
            starts_local: components["schemas"]["LocalDateTime"];
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
        };
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
            called?: components["schemas"]["Text"] | null;
            email?: components["schemas"]["Email"] | null;
            name: components["schemas"]["Text"];
            phone?: components["schemas"]["Phone"] | null;
            role: components["schemas"]["Role"];
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
            frequency: components["schemas"]["Frequency"];
            /**
             * Rrule
             * @description RFC 5545
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
        /** @enum {string} */
        Role: "client" | "guardian" | "carer";
        /** @enum {string} */
        Scope: "this" | "this_and_following" | "all_ahead";
        /** SeriesAppointment */
        SeriesAppointment: {
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            local_start: components["schemas"]["LocalDateTime"];
            /** Number */
            number: number;
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
            /**
             * Utc Offset
             * @example +01:00
             */
            utc_offset: string;
        };
        /** SeriesReconciliation */
        SeriesReconciliation: {
            /** Client Name */
            client_name: string;
            /** Findings */
            findings: components["schemas"]["FindingResponse"][];
            /**
             * Series Id
             * Format: uuid
             */
            series_id: string;
        };
        /**
         * SeriesRequest
         * @description Without a recurrence it is a single appointment. `fold` 1 is the second of two times that look alike.
         */
        SeriesRequest: {
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
            /** @example 2027-03-22T10:00 */
            starts_local: components["schemas"]["LocalDateTime"];
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
             * @description Left out since they were taken
             */
            skipped_dates: string[];
            /** Skipped Months */
            skipped_months: components["schemas"]["SkippedMonthResponse"][];
            /** Version */
            version: number;
            /** Zone */
            zone: string;
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
        /** @enum {string} */
        Status: "booked" | "attended" | "missed" | "concluded" | "cancelled";
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
            /** Reason */
            reason: string | null;
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
            /**
             * Ends At
             * Format: date-time
             */
            ends_at: string;
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
            /** Utc Offset */
            utc_offset: string;
            /** Zone */
            zone: string;
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
        Text: string;
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
                    "application/json": components["schemas"]["AppointmentKind"][];
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
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentKind"];
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
                    "application/json": components["schemas"]["OpenedAppointment"];
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
                /** @description The ETag of what is changed, as it was read. 412 where somebody has changed it since, and who. */
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
                    "application/json": components["schemas"]["SeriesResponse"];
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
                    "application/json": components["schemas"]["CancellationResponse"];
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
                    "application/json": components["schemas"]["AppointmentReconciliation"];
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
                    "application/json": components["schemas"]["SummaryResponse"];
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
                    "application/json": components["schemas"]["ClientResponse"][];
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
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientResponse"];
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
                    "application/json": components["schemas"]["DiaryResponse"];
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
                    "text/event-stream": unknown;
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
                    "application/json": components["schemas"]["Practice"];
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
                    "application/json": components["schemas"]["PractitionerResponse"][];
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
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PractitionerResponse"];
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
                    "application/json": components["schemas"]["ReconciliationResponse"];
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
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesResponse"];
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
                    "application/json": components["schemas"]["PreviewResponse"];
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
                    "application/json": components["schemas"]["SeriesResponse"];
                };
            };
        };
    };
}
