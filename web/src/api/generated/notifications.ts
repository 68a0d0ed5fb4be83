// Generated out of docs/api by `make write`. Not to be edited.

export interface paths {
    "/api/notifications/v1/audit-entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Audit Entries
         * @description Who of the staff did what, when. Actions: rule_changed, refused.
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
    "/api/notifications/v1/expected-messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Expected Messages
         * @description What would be sent to the client were this done now, by the rules as they are, and what would not be. Nothing is
         *     stored.
         */
        post: operations["post_expected_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Rules */
        get: operations["get_rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/v1/rules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Patch Rule
         * @description Switch a rule on or off, change its time or its template.
         *
         *     Messages that are planned already keep their time; those of a rule that is off are not sent.
         */
        patch: operations["patch_rule"];
        trace?: never;
    };
    "/api/notifications/v1/template-fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Template Fields
         * @description What can stand in a template between `{{` and `}}`.
         */
        get: operations["get_template_fields"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Templates */
        get: operations["get_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/v1/templates/{template_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post Template Preview
         * @description A template as the mail that an appointment's client would get, and what is wrong with it. Nothing is stored.
         */
        post: operations["post_template_preview"];
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
        /** @description The appointment that the request names is not known to messages yet, or not booked any more. */
        AppointmentUnknownProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example No mail can be made for this appointment */
            title: string;
            /** @constant */
            type: "/problems/appointment-unknown";
        };
        /** AskedAppointment */
        AskedAppointment: {
            ends_at: components["schemas"]["Instant"];
            starts_at: components["schemas"]["Instant"];
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
        /**
         * Booking
         * @description That these appointments are booked: one, or more as a series.
         */
        Booking: {
            /** Appointments */
            appointments: components["schemas"]["AskedAppointment"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            change: "booked";
            /**
             * Client Id
             * @description null: nobody is chosen yet
             */
            client_id: string | null;
            /**
             * Kind Id
             * Format: uuid
             */
            kind_id: string;
            /** Video */
            video: boolean;
            /** Zone */
            zone: string;
        };
        /**
         * Cancelling
         * @description That these appointments of one series are cancelled.
         */
        Cancelling: {
            /** Appointment Ids */
            appointment_ids: string[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            change: "cancelled";
        };
        /**
         * Channel
         * @enum {string}
         */
        Channel: "email" | "sms";
        /** @description The client that the request names is not known to messages, or not yet. */
        ClientNotHeardProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example Messages have not heard of this client */
            title: string;
            /** @constant */
            type: "/problems/client-not-heard";
        };
        /**
         * ExpectedMessage
         * @description What one rule would send. `title` and `words` follow one another in a sentence.
         */
        ExpectedMessage: {
            channel: components["schemas"]["Channel"];
            /** Count */
            count: number;
            /**
             * Rule Id
             * Format: uuid
             */
            rule_id: string;
            /**
             * Template Id
             * Format: uuid
             */
            template_id: string;
            /** Template Name */
            template_name: string;
            /**
             * Title
             * @example 4 reminders
             * @example 1 confirmation now
             */
            title: string;
            trigger: components["schemas"]["Trigger"];
            /**
             * Words
             * @example 24 h before each later session, each with its own link
             */
            words: string | null;
        };
        ExpectedMessagesRequest: components["schemas"]["Booking"] | components["schemas"]["Cancelling"] | components["schemas"]["Moving"] | components["schemas"]["Reissuing"];
        /** ExpectedMessagesResponse */
        ExpectedMessagesResponse: {
            /** Messages */
            messages: components["schemas"]["ExpectedMessage"][];
            /**
             * Said
             * @description For whoever has just made the change: what goes out, when and to whom, or why nothing does
             * @example The confirmation goes out now to ada@mail.example. 4 reminders follow.
             */
            said: string;
            /** Warnings */
            warnings: components["schemas"]["ExpectedWarning"][];
        };
        /** ExpectedWarning */
        ExpectedWarning: {
            code: components["schemas"]["GapCode"];
            /**
             * Title
             * @example No reminder is set up for video appointments.
             */
            title: string;
            /**
             * Words
             * @example The links for sessions 2 to 5 would not be sent to the client.
             */
            words: string;
        };
        /** @enum {string} */
        GapCode: "never_told" | "no_address" | "no_cancellation" | "no_change_message" | "no_confirmation" | "no_message" | "no_new_link" | "no_reminder" | "not_notified" | "not_told_again" | "nothing_to_tell" | "session_over";
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
        /** Format: date-time */
        Instant: string;
        /** InvalidField */
        InvalidField: {
            /** Detail */
            detail: string;
            /** Pointer */
            pointer: string;
        };
        /** @description How long before a session a reminder goes is a duration by ISO 8601, of 366 days at most. */
        LeadNotValidProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example Not a time before a session */
            title: string;
            /** @constant */
            type: "/problems/lead-not-valid";
        };
        /** Format: date-time */
        Local: string;
        /**
         * MailResponse
         * @description The link in it is a stand-in.
         */
        MailResponse: {
            /** Html */
            html: string;
            /** Subject */
            subject: string;
            /** Text */
            text: string;
        };
        /**
         * MovedAppointment
         * @description `local_start` is on the clock of the series' zone.
         */
        MovedAppointment: {
            /**
             * Appointment Id
             * Format: uuid
             */
            appointment_id: string;
            ends_at: components["schemas"]["Instant"];
            local_start: components["schemas"]["Local"];
            starts_at: components["schemas"]["Instant"];
        };
        /**
         * Moving
         * @description That these appointments of a series are at other times, and whether the client is to be told of it.
         */
        Moving: {
            /** Appointments */
            appointments: components["schemas"]["MovedAppointment"][];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            change: "moved";
            /** Notify */
            notify: boolean;
            /**
             * Series Id
             * Format: uuid
             */
            series_id: string;
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
        /** @enum {string} */
        Part: "subject" | "body";
        /**
         * PreviewRequest
         * @description `subject` and `body` are tried in place of what is saved; null takes that.
         */
        PreviewRequest: {
            /**
             * Appointment Id
             * Format: uuid
             */
            appointment_id: string;
            /** Body */
            body?: string | null;
            /** Subject */
            subject?: string | null;
        };
        /**
         * PreviewResponse
         * @description `mail` is null where a mistake keeps it from being written.
         */
        PreviewResponse: {
            mail: components["schemas"]["MailResponse"] | null;
            /** Mistakes */
            mistakes: components["schemas"]["TemplateMistake"][];
        };
        /**
         * Reissuing
         * @description That an appointment's link is replaced.
         */
        Reissuing: {
            /**
             * Appointment Id
             * Format: uuid
             */
            appointment_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            change: "link_reissued";
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
        /** @description The address names a rule that the caller's practice does not have. */
        RuleNotFoundProblem: {
            detail?: string;
            /** @constant */
            status: 404;
            /** @example No such rule */
            title: string;
            /** @constant */
            type: "/problems/rule-not-found";
        };
        /**
         * RulePatch
         * @description What is left out or null stays as it is.
         */
        RulePatch: {
            /** Active */
            active?: boolean | null;
            /** Delay */
            delay?: string | null;
            /** Lead */
            lead?: string | null;
            /** Template Id */
            template_id?: string | null;
        };
        /**
         * RuleResponse
         * @description `delay` is what follows the event, `lead` what goes before the session: ISO 8601 durations.
         *
         *     In a lead, days are the wall clock's and hours elapse: `P1D` is the day before, same time; `PT24H` is 24 hours.
         */
        RuleResponse: {
            /** Active */
            active: boolean;
            channel: components["schemas"]["Channel"];
            /** Delay */
            delay: string | null;
            /**
             * Etag
             * @description For `If-Match`: sent back as it is
             */
            etag: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind Id */
            kind_id: string | null;
            /** Lead */
            lead: string | null;
            /**
             * Template Id
             * Format: uuid
             */
            template_id: string;
            trigger: components["schemas"]["Trigger"];
            /** Version */
            version: number;
            /**
             * When
             * @description In words
             * @example 20 s after booking
             * @example 24 h before
             */
            when: string;
        };
        /** @description A rule's template is for the rule's own channel, and prints the link where the rule brings one. The detail says what is amiss. Nothing was changed. */
        TemplateDoesNotFitProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example The rule cannot use this template */
            title: string;
            /** @constant */
            type: "/problems/template-does-not-fit";
        };
        /** TemplateField */
        TemplateField: {
            /**
             * Name
             * @example client.first_name
             */
            name: string;
            /**
             * Words
             * @description What it becomes
             */
            words: string;
        };
        /** TemplateMistake */
        TemplateMistake: {
            /**
             * Line
             * @description From 1; null where something is missing
             */
            line: number | null;
            part: components["schemas"]["Part"];
            /**
             * Words
             * @example There is no field {{ clinic.phon }}. Did you mean {{ clinic.phone }}?
             */
            words: string;
        };
        /** @description The address names a template that the caller's practice does not have. */
        TemplateNotFoundProblem: {
            detail?: string;
            /** @constant */
            status: 404;
            /** @example No such template */
            title: string;
            /** @constant */
            type: "/problems/template-not-found";
        };
        /**
         * TemplateResponse
         * @description The body is Markdown; fields stand in it as `{{ client.first_name }}`.
         */
        TemplateResponse: {
            /** Body */
            body: string;
            channel: components["schemas"]["Channel"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Subject */
            subject: string;
            /** Version */
            version: number;
        };
        /** @description The request names a template that the caller's practice does not have. Nothing was changed. */
        TemplateUnknownProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example No such template to choose */
            title: string;
            /** @constant */
            type: "/problems/template-unknown";
        };
        /** @description A reminder goes some time before its session, any other message some time after what it tells of. */
        TimingDoesNotFitProblem: {
            detail?: string;
            /** @constant */
            status: 422;
            /** @example The rule has no such time */
            title: string;
            /** @constant */
            type: "/problems/timing-does-not-fit";
        };
        /** @description This takes some work, of which one piece is done after the other, and there are too many before it. */
        TooBusyProblem: {
            detail?: string;
            /** @constant */
            status: 503;
            /** @example Too much of this is asked for just now */
            title: string;
            /** @constant */
            type: "/problems/too-busy";
        };
        /**
         * Trigger
         * @enum {string}
         */
        Trigger: "single" | "recurring" | "single_video" | "recurring_video" | "reminder" | "changed" | "cancelled" | "link_requested" | "link_reissued";
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
    post_expected_messages: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpectedMessagesRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExpectedMessagesResponse"];
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
                    "application/problem+json": components["schemas"]["AppointmentUnknownProblem"] | components["schemas"]["ClientNotHeardProblem"] | components["schemas"]["RequestInvalidProblem"];
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
    get_rules: {
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
                    "application/json": components["schemas"]["RuleResponse"][];
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
    patch_rule: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed, as it was read: nobody makes one. 412 where somebody has changed it since, and who; or where the data came back from a backup since. */
                "If-Match": string;
            };
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulePatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleResponse"];
                };
            };
            /** @description A problem (RFC 9457) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["IfMatchInvalidProblem"] | components["schemas"]["BodyNotJsonProblem"];
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
                    "application/problem+json": components["schemas"]["RuleNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["LeadNotValidProblem"] | components["schemas"]["TimingDoesNotFitProblem"] | components["schemas"]["TemplateUnknownProblem"] | components["schemas"]["TemplateDoesNotFitProblem"] | components["schemas"]["RequestInvalidProblem"];
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
    get_template_fields: {
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
                    "application/json": components["schemas"]["TemplateField"][];
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
    get_templates: {
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
                    "application/json": components["schemas"]["TemplateResponse"][];
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
    post_template_preview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
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
                    "application/problem+json": components["schemas"]["TemplateNotFoundProblem"];
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
                    "application/problem+json": components["schemas"]["AppointmentUnknownProblem"] | components["schemas"]["RequestInvalidProblem"];
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
                    "application/problem+json": components["schemas"]["TooBusyProblem"] | components["schemas"]["UnavailableProblem"] | components["schemas"]["IdentityUnreachableProblem"];
                };
            };
        };
    };
}
