import { useQuery } from "@tanstack/react-query";

import { answered } from "../api/client";
import type { components } from "../api/generated/notifications";
import type { Kind } from "../api/practice";
import { useApi } from "../api/use-api";
import { Icon } from "../ui/icon";
import { emailOf } from "./contact";
import type { Client } from "./booking-request";

export type Expected = components["schemas"]["ExpectedMessagesResponse"];

/** Which messages a booking would cause, as the rules are now. */
export function useExpectedMessages(kind: Kind | undefined, sessions: number) {
  const { notifications } = useApi();
  return useQuery({
    queryKey: ["expected-messages", kind?.id, sessions],
    queryFn: ({ signal }) =>
      answered(
        notifications.GET("/api/notifications/v1/expected-messages", {
          params: { query: { kind_id: kind?.id ?? "", video: kind?.video ?? false, appointments: sessions } },
          signal,
        }),
      ),
    enabled: kind !== undefined && sessions > 0,
    placeholderData: (before) => before,
  });
}

const SET_UP = {
  no_reminder: "Set up a reminder",
  no_confirmation: "Set up a confirmation",
  no_message: "Set up a confirmation",
  no_cancellation: "Set up a message",
};

interface ExpectedMessagesProps {
  expected: Expected;
  client: Client | null;
  isStale: boolean;
}

export function ExpectedMessages({ expected, client, isStale }: ExpectedMessagesProps) {
  const email = client && emailOf(client);
  return (
    <section className="msgs" data-stale={isStale || undefined}>
      <h3>Messages to the client {email && <span>to {email}</span>}</h3>
      {client && !email ? (
        <div className="says warn">
          <Icon name="alert" />
          <p>
            <strong>{client.name} has no email address,</strong> so no message can be sent.
          </p>
        </div>
      ) : (
        <ul>
          {expected.messages.map((message) => (
            <li key={message.rule_id}>
              <Icon name={message.trigger === "reminder" ? "clock" : "mail"} />
              <span>
                <strong>
                  {message.count} {message.what}
                  {message.trigger === "reminder"
                    ? ","
                    : ` ${message.when === "at once" ? "now" : message.when},`}
                </strong>{" "}
                {[message.trigger === "reminder" && message.when, message.carries].filter(Boolean).join(", ")}
              </span>
            </li>
          ))}
        </ul>
      )}
      {expected.warnings.map((warning) => (
        <div key={warning.code} className="says warn">
          <Icon name="alert" />
          <p>
            <strong>{warning.title}</strong> {warning.words}
          </p>
          <p>
            <a href="/settings/rules" target="_blank" rel="noreferrer">
              {SET_UP[warning.code]}
            </a>{" "}
            (opens beside this; what you typed stays)
          </p>
        </div>
      ))}
    </section>
  );
}

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
