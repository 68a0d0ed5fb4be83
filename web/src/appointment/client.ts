import type { components } from "../api/generated/booking";

export type Client = Pick<components["schemas"]["ClientResponse"], "id" | "name" | "recipients">;

export function emailOf(client: Client): string | null {
  return client.recipients[0]?.email ?? null;
}

/** t.zielinski@mail.example · 07700 900 345 */
export function contactOf({ recipients: [self] }: Pick<Client, "recipients">): string {
  return [self?.email, self?.phone].filter(Boolean).join(" · ");
}
