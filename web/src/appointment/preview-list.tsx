import { useId } from "react";

import { dayAndMonth, shortDayWithYear } from "../time/words";
import fields from "../ui/fields.module.css";
import { Icon } from "../ui/icon";
import { looks } from "../ui/looks";
import { Tag } from "../ui/tag";
import text from "../ui/text.module.css";
import { Choices } from "./choices";
import datesStyles from "./dates.module.css";
import { IN_SHORT } from "./findings";
import {
  type Choice,
  choiceOf,
  freeInWords,
  isDate,
  type Note,
  type Preview,
  takenOf,
  type PlannedDate,
} from "./preview";
import styles from "./preview-list.module.css";

/** More scroll in their own box. */
const AT_ONCE = 12;

interface PreviewListProps {
  preview: Preview;
  choice: Choice | null;
  onChoose: (choice: Choice) => void;
  fault: string | undefined;
  isStale: boolean;
}

export function PreviewList({ preview, choice, onChoose, fault, isStale }: PreviewListProps) {
  const id = useId();
  const taken = takenOf(preview);
  const words = choiceOf(preview);
  const [first] = taken;
  const about = taken.length === 1 && first ? shortDayWithYear(first.start) : `${taken.length} taken dates`;
  const choices = words && <Choices {...{ words, about, choice, onChoose, fault }} />;
  const scrolls = preview.lines.length > AT_ONCE;
  const standsAbove = taken.length > 1 || scrolls;

  return (
    <div className={styles.list} data-stale={isStale || undefined}>
      {scrolls && <Repeated preview={preview} anchor={id} />}
      {standsAbove && choices && <div className={styles.above}>{choices}</div>}
      {/* eslint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <ol
        className={looks(datesStyles.dates, scrolls && datesStyles.scrolls)}
        tabIndex={scrolls ? 0 : undefined}
        aria-label="Dates"
        aria-busy={isStale}
      >
        {preview.lines.map((line, index) =>
          isDate(line) ? (
            <DateLine
              key={line.start.toString()}
              id={`${id}-${index}`}
              date={line}
              skipped={choice === "skip"}
            >
              {!standsAbove && line.taken.length > 0 && choices}
            </DateLine>
          ) : (
            <li key={line.words} id={`${id}-${index}`} className={styles.between} tabIndex={-1}>
              <Icon name={line.icon} /> {line.words}
            </li>
          ),
        )}
      </ol>
      {/* eslint-enable jsx-a11y/no-noninteractive-tabindex */}
      {fault && !choices && <p className={fields.fault}>{fault}</p>}
    </div>
  );
}

interface DateLineProps {
  id: string;
  date: PlannedDate;
  skipped: boolean;
  children: React.ReactNode;
}

function DateLine({ id, date, skipped, children }: DateLineProps) {
  const isTaken = date.taken.length > 0;
  const isFound = date.findings.length > 0;
  return (
    <li id={id} className={isTaken ? styles.clash : isFound ? styles.asks : undefined} tabIndex={-1}>
      <span className={looks(datesStyles.number, isTaken && styles.sign, text.num)}>
        {isTaken ? <Icon name="alert" /> : date.number}
      </span>
      <span className={datesStyles.date}>{shortDayWithYear(date.start)}</span>
      <span className={text.num}>{date.span}</span>
      {isTaken ? (
        <Tag tone="stop" className={styles.taken}>
          {skipped ? "Taken: skipped" : "Taken"}
        </Tag>
      ) : isFound ? (
        <span className={styles.found}>
          {date.findings.map(({ code }) => (
            <Tag key={code} tone="warn">
              {IN_SHORT[code]}
            </Tag>
          ))}
        </span>
      ) : (
        <span className={styles.free}>{freeInWords(date)}</span>
      )}
      {date.taken.map(({ appointmentId, words }) => (
        <p key={appointmentId}>{words}</p>
      ))}
      {!isTaken && date.findings.map(({ code, words }) => <p key={code}>{words}</p>)}
      {children}
    </li>
  );
}

function Repeated({ preview, anchor }: { preview: Preview; anchor: string }) {
  const repeated = preview.lines.flatMap((line, index) =>
    !isDate(line) || line.taken.length > 0 ? [{ line, index }] : [],
  );
  if (repeated.length === 0) {
    return null;
  }
  return (
    <ul className={styles.repeated} aria-label="Taken dates and notes">
      {repeated.map(({ line, index }) => (
        <li key={index}>
          <Icon name={isDate(line) ? "alert" : line.icon} />
          <a
            href={`#${anchor}-${index}`}
            onClick={(event) => {
              event.preventDefault();
              const there = document.getElementById(`${anchor}-${index}`);
              there?.scrollIntoView({ block: "nearest" });
              there?.focus();
            }}
          >
            {inOneLine(line)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function inOneLine(line: PlannedDate | Note): string {
  return isDate(line) ? `${dayAndMonth(line.start)}: ${line.taken[0]?.words ?? ""}` : line.words;
}
