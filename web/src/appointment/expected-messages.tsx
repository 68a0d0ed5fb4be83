import { Icon } from "../ui/icon";
import { Says } from "../ui/says";
import { type Client, emailOf } from "./client";
import type { Expected } from "./expected";
import styles from "./expected-messages.module.css";

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
    <section className={styles.messages} data-stale={isStale || undefined}>
      <h3>Messages to the client {email && <span>to {email}</span>}</h3>
      {client && !email ? (
        <Says tone="warn" icon="alert">
          <p>
            <strong>{client.name} has no email address,</strong> so no message can be sent.
          </p>
        </Says>
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
        <Says key={warning.code} tone="warn" icon="alert">
          <p>
            <strong>{warning.title}</strong> {warning.words}
          </p>
          <p>
            <a href="/settings/rules" target="_blank" rel="noreferrer">
              {SET_UP[warning.code]}
            </a>{" "}
            (opens beside this; what you typed stays)
          </p>
        </Says>
      ))}
    </section>
  );
}
