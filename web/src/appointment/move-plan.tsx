import { isProblem, Problem } from "../api/problem";
import { ordinal, weekday, weekdayOf, wallClock } from "../time/words";
import { Check } from "../ui/check";
import fields from "../ui/fields.module.css";
import { Icon } from "../ui/icon";
import { looks } from "../ui/looks";
import { Says } from "../ui/says";
import { Tag } from "../ui/tag";
import text from "../ui/text.module.css";
import { BookAnyway } from "./book-anyway";
import { type Faults, faultsOfPlace } from "./booking-request";
import { Choices } from "./choices";
import { type Accepted, type FindingCode, IN_SHORT } from "./findings";
import styles from "./move-plan.module.css";
import {
  choiceOf,
  headingOf,
  hinderedOf,
  type MoveLine,
  type MovePreview,
  newPlacesOf,
  placeInShort,
  placeInWords,
  sentenceOf,
} from "./move-preview";
import type { MoveRequest } from "./move-request";
import type { Choice } from "./preview";

interface MovePlanProps {
  preview: MovePreview | undefined;
  /** Why there is no newer one. */
  error: Error | null;
  isStale: boolean;
  news: string | null;
  request: MoveRequest;
  isSeries: boolean;
  onEdit: (changes: Partial<MoveRequest>) => void;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
  accepted: Accepted | null;
  onAccept: (code: FindingCode, isAccepted: boolean) => void;
  faults: Faults;
}

/** Each session that lies ahead: its old place and its new one, or why it stays. */
export function MovePlan(plan: MovePlanProps) {
  const { preview, error, isStale, news, request, accepted, onAccept, faults } = plan;
  return (
    <section aria-labelledby="move-heading">
      <div role="status">
        <h2 id="move-heading" className={styles.heading}>
          {preview ? headingOf(preview) : "Sessions"}
        </h2>
        {preview && <p className={styles.sentence}>{sentenceOf(preview)}</p>}
        {news && (
          <Says tone="warn" icon="alert" className={styles.above}>
            <p>{news}</p>
          </Says>
        )}
        {!preview && <p className={styles.sentence}>{nothingYet(request, error)}</p>}
      </div>
      {preview && (
        <>
          <div className={styles.above}>
            <BookAnyway
              ask="Move all the same"
              dates={newPlacesOf(preview)}
              {...{ accepted, onAccept }}
              fault={faults.accept}
            />
          </div>
          <Sessions {...plan} preview={preview} isStale={isStale} />
        </>
      )}
    </section>
  );
}

function Sessions({
  preview,
  isStale,
  request,
  isSeries,
  onEdit,
  choice,
  onChoose,
  faults,
}: MovePlanProps & { preview: MovePreview }) {
  const hindered = hinderedOf(preview);
  const words = choiceOf(preview);
  const [first] = hindered;
  const about =
    hindered.length === 1 && first ? placeInShort(first.appointment) : `${hindered.length} sessions`;
  const choices = words && <Choices {...{ words, about, choice, onChoose }} fault={faults.choice} />;
  const standsAbove = hindered.length > 1;

  function take({ appointment }: MoveLine, isTaken: boolean) {
    const others = request.takeAlong.filter((id) => id !== appointment.id);
    onEdit({ takeAlong: isTaken ? [...others, appointment.id] : others });
  }

  return (
    <>
      {standsAbove && choices && <div className={styles.clashes}>{choices}</div>}
      <ol className={styles.plan} aria-label="Sessions" aria-busy={isStale} data-stale={isStale || undefined}>
        {preview.lines.map((line) =>
          line.line === "session" ? (
            <SessionLine
              key={line.appointment.id}
              line={line}
              isSeries={isSeries}
              isTakenAlong={request.takeAlong.includes(line.appointment.id)}
              onTake={(isTaken) => take(line, isTaken)}
            >
              {!standsAbove && line.becomes === "hindered" && choices}
            </SessionLine>
          ) : (
            <li key={line.words} className={styles.between}>
              <Icon name="clock" /> {line.words}
            </li>
          ),
        )}
      </ol>
      {faults.choice && !choices && <p className={fields.fault}>{faults.choice}</p>}
    </>
  );
}

interface SessionLineProps {
  line: MoveLine;
  isSeries: boolean;
  isTakenAlong: boolean;
  onTake: (isTaken: boolean) => void;
  children: React.ReactNode;
}

function SessionLine({ line, isSeries, isTakenAlong, onTake, children }: SessionLineProps) {
  const { becomes, appointment, to, conflicts, findings } = line;
  const goes = becomes === "moves" || becomes === "hindered";
  const isFound = becomes === "moves" && findings.length > 0;
  return (
    <li
      className={looks(
        becomes === "hindered" && styles.clash,
        becomes === "untouched" && styles.aside,
        becomes === "apart" && styles.own,
        isFound && styles.asks,
      )}
    >
      {isSeries && <span className={looks(styles.number, text.num)}>{ordinal(appointment.number)}</span>}
      {goes && to ? (
        <span className={looks(styles.places, text.num)}>
          <del>
            <span className={text.forReaders}>from </span>
            {placeInWords(appointment)}
          </del>
          <Icon name="arrow" />
          <ins>
            <span className={text.forReaders}>to </span>
            {placeInWords(to)}
          </ins>
        </span>
      ) : (
        <span className={looks(styles.stays, text.num)}>{placeInWords(appointment)}</span>
      )}
      <State line={line} />
      {conflicts.map(({ appointment_id, words }) => (
        <p key={appointment_id}>{words}</p>
      ))}
      {becomes === "hindered" && conflicts.length === 0 && (
        <p>Another session of the series stands there, and stays.</p>
      )}
      {isFound && findings.map(({ code, words }) => <p key={code}>{words}</p>)}
      {to && (becomes === "apart" || isTakenAlong) && (
        <div className={styles.along}>
          <Check type="checkbox" checked={isTakenAlong} onChange={(event) => onTake(event.target.checked)}>
            Take it along, to {placeInShort(to)}
            {becomes === "moves" && " (free)"}
          </Check>
        </div>
      )}
      {children}
    </li>
  );
}

function State({ line: { becomes, to, conflicts, findings } }: { line: MoveLine }) {
  switch (becomes) {
    case "untouched":
      return <span className={styles.says}>Not touched</span>;
    case "apart":
      return (
        <Tag icon="pin" className={styles.tag}>
          Moved on its own: stays
        </Tag>
      );
    case "hindered":
      return (
        <Tag tone="stop" className={styles.tag}>
          {conflicts.length > 0 ? "Taken: stays" : "Stays"}
        </Tag>
      );
    case "moves":
      return findings.length > 0 ? (
        <span className={styles.tags}>
          {findings.map(({ code }) => (
            <Tag key={code} tone="warn">
              {IN_SHORT[code]}
            </Tag>
          ))}
        </span>
      ) : (
        <span className={styles.says}>{to ? freeInWords(to.local_start) : "Free"}</span>
      );
  }
}

/** Free · Free, a Sunday */
function freeInWords(localStart: string): string {
  const day = wallClock(localStart);
  return weekdayOf(day) > 4 ? `Free, a ${weekday(day)}` : "Free";
}

function nothingYet(request: MoveRequest, error: Error | null): string {
  const [fault] = Object.values(faultsOfPlace(request));
  if (fault) {
    return `${fault} Then the sessions show here.`;
  }
  if (isProblem(error, "/problems/nothing-to-move")) {
    return `${error.message} Choose another date or time: then the sessions show here.`;
  }
  if (error instanceof Problem) {
    return error.message;
  }
  return error ? "The new times cannot be checked: the connection dropped." : "";
}
