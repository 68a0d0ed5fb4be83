// Generated out of docs/api by `make write`. Not to be edited.

export interface paths {
    "/api/notifications/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get Rules */
        get: operations["get_rules_api_notifications_v1_rules_get"];
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
         * @description Switch a rule on or off, or change its time. Messages that are planned already keep their time; those of a rule
         *     that is off are not sent.
         */
        patch: operations["patch_rule_api_notifications_v1_rules__rule_id__patch"];
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
        get: operations["get_templates_api_notifications_v1_templates_get"];
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
        /**
         * Channel
         * @enum {string}
         */
        Channel: "email" | "sms";
        /** HTTPValidationError */
        HTTPValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
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
        Trigger: "single" | "recurring" | "single_video" | "recurring_video" | "reminder";
        /** ValidationError */
        ValidationError: {
            /** Context */
            ctx?: Record<string, never>;
            /** Input */
            input?: unknown;
            /** Location */
            loc: (string | number)[];
            /** Message */
            msg: string;
            /** Error Type */
            type: string;
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
    get_rules_api_notifications_v1_rules_get: {
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
        };
    };
    patch_rule_api_notifications_v1_rules__rule_id__patch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The rule's ETag, as it was read. */
                "if-match"?: string | null;
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
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    get_templates_api_notifications_v1_templates_get: {
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
        };
    };
}
