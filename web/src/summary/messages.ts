import type { components } from "../api/generated/booking";
import { rankOf } from "../ui/message-state";

export type Message = components["schemas"]["SummaryMessage"];
type Recipient = components["schemas"]["Recipient"];

/** What concerns one session: its own messages, those about the whole series, and any that carries its link. */
export function ofSession(messages: readonly Message[], appointmentId: string, number: number): Message[] {
  return messages.filter(
    ({ appointment_id, link_of }) =>
      appointment_id === null || appointment_id === appointmentId || link_of === number,
  );
}

/** How many in which state, such as [["scheduled", 2], ["sent", 1]]. */
export function countsOf(messages: readonly Message[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { state } of messages) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts].sort(([one], [other]) => rankOf(one) - rankOf(other));
}

/** Where it went; where it is still to come, where it would go now. */
export function addressOf(message: Message, recipients: readonly Recipient[]): string | null {
  const recipient = recipients.find(({ role }) => role === message.recipient);
  const now = message.channel === "sms" ? recipient?.phone : recipient?.email;
  return message.address ?? (message.sent_at === null ? now : null) ?? null;
}
