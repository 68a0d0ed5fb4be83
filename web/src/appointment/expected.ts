import type { components } from "../api/generated/notifications";

/** Which messages something would cause, as the rules are now. */
export type Expected = components["schemas"]["ExpectedMessagesResponse"];

/** What is said once it is saved: "The confirmation goes out in 20 s." */
export function confirmationInWords(expected: Expected | undefined): string | null {
  const confirmation = expected?.messages.find(({ trigger }) => trigger !== "reminder");
  if (!expected) {
    return null;
  }
  if (!confirmation) {
    return "No confirmation is set up, so none goes out.";
  }
  const [delay] = confirmation.when.split(" after ");
  return confirmation.when === "at once"
    ? "The confirmation goes out now."
    : `The confirmation goes out in ${delay ?? confirmation.when}.`;
}
