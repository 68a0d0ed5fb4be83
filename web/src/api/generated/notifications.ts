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
         * @description Who of the staff did what, when. Actions: rule_changed.
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
        /**
         * Get Expected Messages
         * @description What would be sent to the client, by the rules as they are, and what would not be.
         */
        get: operations["get_expected_messages"];
        put?: never;
        post?: never;
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
        /**
         * Channel
         * @enum {string}
         */
        Channel: "email" | "sms";
        /**
         * ExpectedMessage
         * @description What one rule would send. `what`, `when` and `carries` are the parts of `words`.
         */
        ExpectedMessage: {
            /**
             * Carries
             * @example each with its own link
             */
            carries: string | null;
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
            trigger: components["schemas"]["Trigger"];
            /**
             * What
             * @example reminders
             */
            what: string;
            /**
             * When
             * @example at once
             * @example 24 h before each later session
             */
            when: string;
            /**
             * Words
             * @example 4 reminders, 24 h before each later session, each with its own link
             */
            words: string;
        };
        /** ExpectedMessagesResponse */
        ExpectedMessagesResponse: {
            /** Messages */
            messages: components["schemas"]["ExpectedMessage"][];
            /** Warnings */
            warnings: components["schemas"]["ExpectedWarning"][];
        };
        /** ExpectedWarning */
        ExpectedWarning: {
            /**
             * Code
             * @enum {string}
             */
            code: "no_confirmation" | "no_reminder" | "no_message" | "no_cancellation";
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
        /**
         * Trigger
         * @enum {string}
         */
        Trigger: "single" | "recurring" | "single_video" | "recurring_video" | "reminder" | "cancelled" | "link_requested" | "link_reissued";
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
    get_expected_messages: {
        parameters: {
            query: {
                /** @description How many are booked (more than one are recurring), or cancelled */
                appointments?: number;
                /** @description What is done to them; without it, they are booked */
                change?: "cancelled" | null;
                kind_id: string;
                video: boolean;
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
                    "application/json": components["schemas"]["ExpectedMessagesResponse"];
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
                    "application/json": components["schemas"]["RuleResponse"][];
                };
            };
        };
    };
    patch_rule: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of what is changed, as it was read. 412 where somebody has changed it since, and who. */
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
                    "application/json": components["schemas"]["RuleResponse"];
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
                    "application/json": components["schemas"]["TemplateField"][];
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
                    "application/json": components["schemas"]["TemplateResponse"][];
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
}
