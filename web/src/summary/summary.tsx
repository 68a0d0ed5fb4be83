import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Link } from "../address";
import { answered } from "../api/client";
import { isProblem } from "../api/problem";
import { useApi } from "../api/use-api";
import { SwitchToVideo } from "../appointment/switch-to-video";
import {
  clock,
  dayAndMonth,
  nearDay,
  ordinal,
  shortDayWithYear,
  spanInWords,
  wallClock,
  wholeDay,
} from "../time/words";
import { nowBeside, spanForViewer, told } from "../time/clocks";
import { Icon } from "../ui/icon";
import { KindName } from "../ui/kind";
import { presenceInWords, statusOf } from "../ui/session-status";
import { History } from "./history";
import { LinkCard } from "./link-card";
import type { SummaryResponse } from "./summary-types";
import styles from "./summary.module.css";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";
import { Says } from "../ui/says";
import { Tag } from "../ui/tag";

const LINK_ASKED_AGAIN = 2_000; // ms, while it is being made

/** `/appointments/:id`: this session's link, and why the client did or did not get it. */
export function Summary({ appointmentId }: { appointmentId: string }) {
  const { booking } = useApi();
  /** The address that was replaced by a new one, until that is there. */
  const [replaced, setReplaced] = useState<string | null>(null);
  const summary = useQuery({
    queryKey: ["summary", appointmentId],
    queryFn: ({ signal }) =>
      answered(
        booking.GET("/api/booking/v1/appointments/{appointment_id}/summary", {
          params: { path: { appointment_id: appointmentId } },
          signal,
        }),
      ),
    // Each answer shows the link, and each showing is recorded: so it is asked when somebody opens it, and not on the side.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.link.state === "pending" || (replaced !== null && state.data?.link.url === replaced)
        ? LINK_ASKED_AGAIN
        : false,
  });

  if (!summary.data) {
    return (
      <main className={styles.sum}>
        <h1 className={text.forReaders}>Appointment summary</h1>
        <div role="status">{summary.error && <p>{whyNot(summary.error)}</p>}</div>
      </main>
    );
  }
  const { url } = summary.data.link;
  return (
    <Shown
      summary={summary.data}
      isReplaced={replaced !== null && url === replaced}
      onReplaced={() => setReplaced(url)}
    />
  );
}

function whyNot(error: Error): string {
  return isProblem(error, "/problems/appointment-not-found")
    ? "There is no such appointment in this practice."
    : "The summary cannot be shown: nothing answers. Reload the page to try again.";
}

interface ShownProps {
  summary: SummaryResponse;
  isReplaced: boolean;
  onReplaced: () => void;
}

function Shown({ summary, isReplaced, onReplaced }: ShownProps) {
  const start = wallClock(summary.local_start);
  const title =
    summary.of > 1
      ? `${summary.client.name}, ${ordinal(summary.number)} of ${summary.of}`
      : summary.client.name;

  return (
    <main className={styles.sum}>
      <Link className={text.crumb} to={`/?date=${start.toString().slice(0, 10)}&appointment=${summary.id}`}>
        <Icon name="left" /> Diary, {dayAndMonth(start)}
      </Link>
      <div className={styles.sumhead}>
        <div>
          <h1>
            <span className={text.forReaders}>Appointment summary: </span>
            {title}
          </h1>
          <p>
            {wholeDay(start)}, {spanForViewer(summary)}, with {summary.practitioner.name}
          </p>
        </div>
        <SwitchToVideo session={summary} />
      </div>
      {summary.missing && (
        <Says tone="warn" icon="alert" className={styles.missing}>
          <p>{summary.missing}</p>
        </Says>
      )}
      <LinkCard summary={summary} isReplaced={isReplaced} onReplaced={onReplaced} />
      <div className={looks(styles.mid, !(summary.of > 1) && styles.single)}>
        <Details summary={summary} />
        {summary.of > 1 && <SeriesCard summary={summary} />}
      </div>
      <History summary={summary} />
    </main>
  );
}

function Details({ summary }: { summary: SummaryResponse }) {
  const [self, ...others] = summary.client.recipients;
  const status = statusOf(summary.status).words;
  const presence = presenceInWords(summary);
  const bookedAt = told(summary.booked_at);
  return (
    <section className={styles.card} aria-labelledby="summary-details">
      <h2 id="summary-details">Details</h2>
      <dl className={styles.facts}>
        <dt>Type</dt>
        <dd>
          <KindName {...summary.kind} />
        </dd>
        <dt>Status</dt>
        <dd>
          {status.charAt(0).toUpperCase() + status.slice(1)}
          {presence && `. ${presence}`}
        </dd>
        {self?.called && (
          <>
            <dt>Called</dt>
            <dd>{self.called}</dd>
          </>
        )}
        <dt>Contact</dt>
        <dd>
          {self?.email ?? "No email address"}
          {self?.phone && (
            <>
              <br />
              {self.phone}
            </>
          )}
        </dd>
        {others.length > 0 && (
          <>
            <dt>Also told</dt>
            <dd>{others.map(({ name, role }) => `${name} (${role})`).join(", ")}</dd>
          </>
        )}
        {summary.shifted && (
          <>
            <dt>Time</dt>
            <dd>{summary.shifted}</dd>
          </>
        )}
        {summary.note && (
          <>
            <dt>Note</dt>
            <dd className={styles.note}>{summary.note}</dd>
          </>
        )}
        <dt>Booked by</dt>
        <dd>
          {summary.booked_by}, {nearDay(bookedAt, nowBeside(summary.booked_at))} {clock(bookedAt)}
        </dd>
      </dl>
    </section>
  );
}

function SeriesCard({ summary }: { summary: SummaryResponse }) {
  const { series } = summary;
  return (
    <section className={styles.card} aria-labelledby="summary-series">
      <h2 id="summary-series">{["Series", series.recurrence?.words].filter(Boolean).join(": ")}</h2>
      <ol className={styles.sers}>
        {series.appointments.map((session) => {
          const isThis = session.id === summary.id;
          const status = statusOf(session.status);
          return (
            <li
              key={session.id}
              className={
                looks(isThis && styles.me, session.status === "cancelled" && styles.gone) || undefined
              }
            >
              <span>{ordinal(session.number)}</span>
              <span className={looks(styles.date, text.num)}>
                {shortDayWithYear(wallClock(session.local_start))}
              </span>
              <span className={looks(styles.date, text.num)}>{spanInWords(session)}</span>
              <span className={styles.end}>
                {session.status !== "booked" && (
                  <Tag tone={status.tone} icon={status.icon}>
                    {status.words}
                  </Tag>
                )}
                {isThis ? (
                  "This one"
                ) : (
                  <Link to={`/appointments/${session.id}`}>
                    Open<span className={text.forReaders}> the {ordinal(session.number)} session</span>
                  </Link>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      {[...series.clock_changes, ...series.skipped_months.map(({ words }) => words)].map((words) => (
        <p key={words} className={looks(text.quiet, text.small, styles.aside)}>
          {words}
        </p>
      ))}
    </section>
  );
}
