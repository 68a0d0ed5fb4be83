import { Icon } from "../ui/icon";
import { Says } from "../ui/says";
import { type Client, emailOf } from "./client";
import type { Expected } from "./expected";
import styles from "./expected-messages.module.css";

type Warning = Expected["warnings"][number];

/** Of gaps in the rules; the others are not to be closed there. */
const SET_UP: Partial<Record<Warning["code"], string>> = {
  no_reminder: "Set up a reminder",
  no_confirmation: "Set up a confirmation",
  no_message: "Set up a confirmation",
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
      {expected.messages.length > 0 && (
        <ul>
          {expected.messages.map((message) => (
            <li key={message.rule_id + message.title + (message.words ?? "")}>
              <Icon name={message.trigger === "reminder" ? "clock" : "mail"} />
              <span>
                <strong>
                  {message.title}
                  {message.words && ","}
                </strong>{" "}
                {message.words}
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
          {SET_UP[warning.code] && (
            <p>
              <a href="/settings/rules" target="_blank" rel="noreferrer">
                {SET_UP[warning.code]}
              </a>{" "}
              (opens beside this; what you typed stays)
            </p>
          )}
        </Says>
      ))}
    </section>
  );
}
