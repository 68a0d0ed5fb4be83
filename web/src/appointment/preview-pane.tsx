import { Problem } from "../api/problem";
import { clock, wholeDay } from "../time/words";
import { Says } from "../ui/says";
import { BookAnyway } from "./book-anyway";
import { type BookingRequest, faultOfRefusal, type Faults, faultsOfDates } from "./booking-request";
import type { Expected } from "./expected";
import { ExpectedMessages } from "./expected-messages";
import type { Accepted, FindingCode } from "./findings";
import { type Choice, freeOf, headingOf, type Preview } from "./preview";
import { PreviewList } from "./preview-list";
import styles from "./preview-pane.module.css";

interface PreviewPaneProps {
  preview: Preview | undefined;
  /** Why there is no newer one. */
  error: Error | null;
  isStale: boolean;
  news: string | null;
  request: BookingRequest;
  /** By name. */
  practitioner: string | undefined;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
  accepted: Accepted | null;
  onAccept: (code: FindingCode, isAccepted: boolean) => void;
  faults: Faults;
  expected: { data: Expected | undefined; isPlaceholderData: boolean };
}

/** What saving would book, and which messages would go out. */
export function PreviewPane({
  preview,
  error,
  isStale,
  news,
  request,
  practitioner,
  choice,
  onChoose,
  accepted,
  onAccept,
  faults,
  expected,
}: PreviewPaneProps) {
  return (
    <section className={styles.preview} aria-labelledby="preview-heading">
      <div role="status">
        <h2 id="preview-heading">{preview ? headingOf(preview) : "Dates"}</h2>
        {preview && <p>{sentenceOf(preview, request, practitioner)}</p>}
        {preview && news && (
          <Says tone="warn" icon="alert" className={styles.news}>
            <p>{news}</p>
          </Says>
        )}
      </div>
      {preview ? (
        <>
          <BookAnyway
            ask="Book anyway"
            dates={freeOf(preview)}
            {...{ accepted, onAccept }}
            fault={faults.accept}
          />
          <PreviewList {...{ preview, choice, onChoose, isStale }} fault={faults.choice} />
        </>
      ) : (
        <p className={styles.nothingYet}>{nothingYet(request, error)}</p>
      )}
      {expected.data && preview && (
        <ExpectedMessages
          expected={expected.data}
          client={request.client}
          isStale={expected.isPlaceholderData}
        />
      )}
    </section>
  );
}

/** Every week on Thursday at 10:00, with Dr. Adeyemi */
function sentenceOf(
  { recurrence }: Preview,
  { date, time }: BookingRequest,
  practitioner: string | undefined,
): string {
  const when = recurrence ? recurrence.charAt(0).toUpperCase() + recurrence.slice(1) : date && wholeDay(date);
  return [`${when ?? ""}${time ? ` at ${clock(time)}` : ""}`, practitioner && `with ${practitioner}`]
    .filter(Boolean)
    .join(", ");
}

function nothingYet(request: BookingRequest, error: Error | null): string {
  const [fault] = Object.values(faultsOfDates(request));
  if (fault) {
    return `${fault} Then the dates show here.`;
  }
  if (error instanceof Problem) {
    return Object.values(faultOfRefusal(error) ?? {})[0] ?? error.message;
  }
  return error ? "The dates cannot be checked: the connection dropped." : "";
}
