import type { components } from "../api/generated/notifications";

/** Which messages something would cause, as the rules are now. */
export type Expected = components["schemas"]["ExpectedMessagesResponse"];

type Schemas = components["schemas"];
/** What is asked about. */
export type Change = Schemas["Booking"] | Schemas["Cancelling"] | Schemas["Moving"] | Schemas["Reissuing"];
