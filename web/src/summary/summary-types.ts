import type { components } from "../api/generated/booking";

export type SummaryResponse = components["schemas"]["SummaryResponse"];
