import { useState } from "react";

import { clock, nearDay, ordinal } from "../time/words";
import { clockIn } from "../time/zones";
import { Icon } from "../ui/icon";
import { MessageState } from "../ui/message-state";
import { LinkActivity } from "./link-activity";
import { addressOf, countsOf, type Message, ofSession } from "./messages";
import type { SummaryResponse } from "./summary-types";

/** At the bottom: what was sent, what is still to come, and what was not sent and why. */
export function History({ summary }: { summary: SummaryResponse }) {
  const [isWhole, setWhole] = useState(false);
  const isSeries = summary.of > 1;
  const messages =
    isWhole || !isSeries ? summary.messages : ofSession(summary.messages, summary.id, summary.number);

  return (
    <>
      <section className="card hist" aria-labelledby="summary-messages">
        <div className="h">
          <h2 id="summary-messages">Messages</h2>
          <Counts messages={messages} />
          {isSeries && (
            <div className="segments slim" role="group" aria-label="Show messages of">
              <button type="button" aria-pressed={!isWhole} onClick={() => setWhole(false)}>
                This session
              </button>
              <button type="button" aria-pressed={isWhole} onClick={() => setWhole(true)}>
                Whole series
              </button>
            </div>
          )}
        </div>
        {summary.notice && (
          <p className="notice">
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
            <p className="notice quiet">No messages yet. They show here a few seconds after booking.</p>
          )
        )}
      </section>
      {summary.kind.video && <LinkActivity summary={summary} />}
      <section className="card hist act" aria-labelledby="summary-history">
        <div className="h">
          <h2 id="summary-history">Who did what</h2>
        </div>
        <div className="table">
          <table>
            <thead>
              <tr>
                <th scope="col" className="when">
                  When
                </th>
                <th scope="col">What</th>
                <th scope="col">Who</th>
              </tr>
            </thead>
            <tbody>
              {summary.history.map((entry, index) => (
                <tr key={index}>
                  <td className="num">{momentOf(entry.at, summary.zone)}</td>
                  <td>
                    <b>{entry.words}</b>
                  </td>
                  <td className="quiet">{entry.who}</td>
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
    <span className="quiet">
      {countsOf(messages).map(([state, count], index) => (
        <span key={state}>
          {index > 0 && ", "}
          {state === "failed" ? (
            <b className="failed">
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
  return (
    <div className="table">
      <table>
        <thead>
          <tr>
            <th scope="col" className="state">
              State
            </th>
            <th scope="col" className="when">
              When
            </th>
            <th scope="col" className="session">
              Session
            </th>
            <th scope="col">Message</th>
            <th scope="col" className="to">
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
              <td className="num">{momentOf(message.sent_at ?? message.due_at, summary.zone)}</td>
              <td>{message.number === null ? "Series" : ordinal(message.number)}</td>
              <td>
                <b>{message.title}</b>
                {message.words && <span className="why">{message.words}</span>}
              </td>
              <td className="address">
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

function momentOf(moment: string, zone: string): string {
  const at = clockIn(moment, zone);
  return `${nearDay(at, clockIn(new Date(), zone))} ${clock(at)}`;
}
