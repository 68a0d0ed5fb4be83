import { parseAbsolute, toCalendarDateTime } from "@internationalized/date";

import { Link } from "../address";
import { usePractice } from "../api/practice";
import { clock, shortDayWithYear } from "../time/words";
import { Button } from "../ui/button";
import { type Entry, merged, useAuditLog } from "./audit-log";
import { deedInWords } from "./audit-words";
import { useIsManager } from "./queries";
import { Title } from "./title";
import styles from "./settings.module.css";
import text from "../ui/text.module.css";

/** `/settings/audit`, for managers: who of the staff did what, and was refused what. */
export function Audit() {
  return (
    <>
      <Title title="Who did what">
        What staff have changed, opened and been shown, and what they were refused. Clients&rsquo; doings
        stand in each appointment&rsquo;s summary.
      </Title>
      {useIsManager() ? <Log /> : <p>Only a manager can read this.</p>}
    </>
  );
}

function Log() {
  const log = useAuditLog();
  const zone = usePractice().data?.zone;
  if (log.isError) {
    return <p role="alert">The log cannot be shown: {log.error.message}</p>;
  }
  if (!log.data || !zone) {
    return null;
  }
  const entries = merged(log.data.pages);
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className={styles.card} role="region" aria-label="Who did what" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">Appointment</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <Line key={entry.id} entry={entry} zone={zone} />
            ))}
          </tbody>
        </table>
      </div>
      {entries.length === 0 && <p>Nothing yet.</p>}
      {log.hasNextPage && (
        <p className={styles.older}>
          <Button onPress={() => void log.fetchNextPage()} isPending={log.isFetchingNextPage}>
            Show older ones
          </Button>
        </p>
      )}
    </>
  );
}

function Line({ entry, zone }: { entry: Entry; zone: string }) {
  const at = toCalendarDateTime(parseAbsolute(entry.at, zone));
  return (
    <tr>
      <td className={text.num}>
        {shortDayWithYear(at)}, {clock(at)}
      </td>
      <td>{entry.name ?? entry.subject}</td>
      <td>{deedInWords(entry)}</td>
      <td>{entry.appointment_id && <Link to={`/appointments/${entry.appointment_id}`}>Open</Link>}</td>
    </tr>
  );
}
