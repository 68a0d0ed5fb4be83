import { useEffect, useState } from "react";

import { useMinute } from "../time/use-now";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { announce } from "../ui/live-region";
import type { SummaryResponse } from "./summary-types";
import { NewLink } from "./new-link";
import { deadInWords, worksInWords } from "./works";
import styles from "./summary.module.css";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";
import { Tag } from "../ui/tag";

const COPIED_SHOWN = 2_000; // ms

interface LinkCardProps {
  summary: SummaryResponse;
  /** By a new one that is not there yet. */
  isReplaced: boolean;
  onReplaced: () => void;
}

/** This session's address of its own, or why there is none. */
export function LinkCard({ summary, isReplaced, onReplaced }: LinkCardProps) {
  const { link, client } = summary;
  const works = worksInWords(summary, useMinute());
  const url = link.state === "live" && !isReplaced ? link.url : null;
  const email = client.recipients[0]?.email;
  return (
    <section className={looks(styles.card, styles.linkcard)} aria-labelledby="summary-link">
      <div className={styles.head}>
        <h2 id="summary-link">Video link for this session</h2>
        {link.state === "live" && !isReplaced && (
          <>
            {works && (
              <Tag tone="ok" icon="check">
                {works}
              </Tag>
            )}
            <span className={looks(text.quiet, text.small, styles.shown)}>
              <Icon name="eye" /> Shown to you; this is recorded.
            </span>
          </>
        )}
      </div>
      {url && <Url url={url} />}
      <p role="status">
        {isReplaced ? "The new link is being made. This takes a few seconds." : whyNone(summary)}
      </p>
      {url && (
        <div className={styles.below}>
          <p className={text.quiet}>
            For this session and this client only.
            {summary.of > 1 && " The other sessions have their own links."}
          </p>
          {summary.status === "booked" && <NewLink summary={summary} onReplaced={onReplaced} />}
        </div>
      )}
      {link.state !== "none" && !email && (
        <p className={styles.noEmail}>
          <Icon name="alert" /> {client.name} has no email address, so no link can be sent.
        </p>
      )}
    </section>
  );
}

/** null where there is a link that works. */
function whyNone(summary: SummaryResponse): string | null {
  return summary.link.state === "dead" ? deadInWords(summary) : summary.link.words;
}

function Url({ url }: { url: string }) {
  const [isCopied, setCopied] = useState(false);
  const [isRefused, setRefused] = useState(false);

  useEffect(() => {
    if (!isCopied) {
      return;
    }
    const timer = setTimeout(() => setCopied(false), COPIED_SHOWN);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
      setRefused(false);
      announce("Copied");
    } catch {
      setRefused(true);
    }
  }

  return (
    <>
      <div className={styles.url}>
        <output aria-label="Link">{url}</output>
        <Button onPress={() => void copy()}>
          <Icon name={isCopied ? "check" : "copy"} /> <span>{isCopied ? "Copied" : "Copy"}</span>
        </Button>
      </div>
      {isRefused && (
        <p role="alert">Your browser did not let us copy. Mark the link, and copy it by Ctrl+C.</p>
      )}
    </>
  );
}
