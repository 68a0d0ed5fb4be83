import { useState } from "react";

import { clock, nearDay, ordinal } from "../time/words";
import { nowBeside, told } from "../time/clocks";
import { Icon } from "../ui/icon";
import { MessageState } from "../ui/message-state";
import { LinkActivity } from "./link-activity";
import { addressOf, countsOf, type Message, ofSession } from "./messages";
import type { SummaryResponse } from "./summary-types";
import styles from "./summary.module.css";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";
import { Segments } from "../ui/segments";

type Extent = "session" | "series";

const EXTENTS = [
  ["session", "This session"],
  ["series", "Whole series"],
] as const;

/** At the bottom: what was sent, what is still to come, and what was not sent and why. */
export function History({ summary }: { summary: SummaryResponse }) {
  const [extent, setExtent] = useState<Extent>("session");
  const isSeries = summary.of > 1;
  const messages =
    extent === "series" || !isSeries
      ? summary.messages
      : ofSession(summary.messages, summary.id, summary.number);

  return (
    <>
      <section className={looks(styles.card, styles.hist)} aria-labelledby="summary-messages">
        <div className={styles.head}>
          <h2 id="summary-messages">Messages</h2>
          <Counts messages={messages} />
          {isSeries && (
            <Segments label="Show messages of" choices={EXTENTS} chosen={extent} onChoose={setExtent} slim />
          )}
        </div>
        {summary.notice && (
          <p className={styles.notice}>
            <Icon name="alert" />
            <span>
              {summary.notice} <a href="/settings/rules">Set one up</a>
            </span>
          </p>
        )}
        {messages.length > 0 ? (
          <Messages messages={messages} summary={summary} />
        ) : (
          !summary.notice && (
            <p className={looks(styles.notice, styles.none)}>
              No messages yet. They show here a few seconds after booking.
            </p>
          )
        )}
      </section>
      {summary.kind.video && <LinkActivity summary={summary} />}
      <section className={looks(styles.card, styles.hist, styles.act)} aria-labelledby="summary-history">
        <div className={styles.head}>
          <h2 id="summary-history">Who did what</h2>
        </div>
        <div className={styles.table}>
          <table>
            <thead>
              <tr>
                <th scope="col" className={styles.when}>
                  When
                </th>
                <th scope="col">What</th>
                <th scope="col">Who</th>
              </tr>
            </thead>
            <tbody>
              {summary.history.map((entry, index) => (
                <tr key={index}>
                  <td className={looks(styles.moment, text.num)}>{momentOf(entry.at)}</td>
                  <td>
                    <b>{entry.words}</b>
                  </td>
                  <td className={text.quiet}>{entry.who}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}

function Counts({ messages }: { messages: Message[] }) {
  return (
    <span className={text.quiet}>
      {countsOf(messages).map(([state, count], index) => (
        <span key={state}>
          {index > 0 && ", "}
          {state === "failed" ? (
            <b className={styles.failed}>
              {count} {state}
            </b>
          ) : (
            `${count} ${state}`
          )}
        </span>
      ))}
    </span>
  );
}

function Messages({ messages, summary }: { messages: Message[]; summary: SummaryResponse }) {
  const isSeries = summary.of > 1;
  return (
    <div className={styles.table}>
      <table>
        <thead>
          <tr>
            <th scope="col" className={styles.state}>
              State
            </th>
            <th scope="col" className={styles.when}>
              When
            </th>
            {isSeries && (
              <th scope="col" className={styles.session}>
                Session
              </th>
            )}
            <th scope="col">Message</th>
            <th scope="col" className={styles.to}>
              To
            </th>
          </tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <tr key={message.id}>
              <td>
                <MessageState state={message.state} />
              </td>
              <td className={looks(styles.moment, text.num)}>
                {momentOf(message.sent_at ?? message.due_at)}
              </td>
              {isSeries && <td>{message.number === null ? "Series" : ordinal(message.number)}</td>}
              <td>
                <b>{message.title}</b>
                {message.words && <span className={styles.why}>{message.words}</span>}
              </td>
              <td className={styles.address}>
                <Icon name={message.channel === "sms" ? "text" : "mail"} />{" "}
                {addressOf(message, summary.client.recipients) ?? "no address"}
                {message.recipient !== "client" && ` (${message.recipient})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function momentOf(moment: string): string {
  return `${nearDay(told(moment), nowBeside(moment))} ${clock(told(moment))}`;
}
