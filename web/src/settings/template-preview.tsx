import { getLocalTimeZone, toCalendarDate, today } from "@internationalized/date";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { answered } from "../api/client";
import type { components } from "../api/generated/notifications";
import { usePractice } from "../api/practice";
import { Problem } from "../api/problem";
import { useApi } from "../api/use-api";
import { shownBy } from "../time/clocks";
import { useMinute } from "../time/use-now";
import { ordinal, shortDayWithYear, startInWords, wallClock } from "../time/words";
import { Pick } from "../ui/fields";
import { Icon } from "../ui/icon";
import { MailFrame } from "./mail-frame";
import type { Rule, Template } from "./queries";
import { speaksOf } from "./rule-words";
import styles from "./settings.module.css";
import { looks } from "../ui/looks";
import { Segments } from "../ui/segments";

type Mistake = components["schemas"]["TemplateMistake"];

const DAYS = 61; // the diary shows 62 at once
const AT_MOST = 100;

type Part = "email" | "text";

const PARTS = [
  ["email", "Email"],
  ["text", "Text part"],
] as const;

interface TemplatePreviewProps {
  template: Template;
  /** The rules that send it. */
  users: Rule[];
  onMistakes: (mistakes: Mistake[]) => void;
}

/** The message as a client would get it, made from a real appointment. */
export function TemplatePreview({ template, users, onMistakes }: TemplatePreviewProps) {
  const { notifications } = useApi();
  const [part, setPart] = useState<Part>("email");
  const [chosen, setChosen] = useState<string | null>(null);
  const appointments = useAppointmentsFor(users);
  const appointmentId = chosen ?? appointments?.[0]?.id ?? null;

  const preview = useQuery({
    queryKey: ["template-preview", template.id, template.version, appointmentId],
    queryFn: ({ signal }) =>
      answered(
        notifications.POST("/api/notifications/v1/templates/{template_id}/preview", {
          params: { path: { template_id: template.id } },
          body: { appointment_id: appointmentId ?? "" },
          signal,
        }),
      ),
    enabled: appointmentId !== null,
  });
  const mistakes = preview.data?.mistakes;
  useEffect(() => {
    if (mistakes) {
      onMistakes(mistakes);
    }
  }, [mistakes, onMistakes]);

  return (
    <section className={looks(styles.card, styles.pv)} aria-labelledby="template-preview">
      <div className={styles.head}>
        <div className={styles.line}>
          <h2 id="template-preview">Preview</h2>
          <Segments label="Show" choices={PARTS} chosen={part} onChoose={setPart} slim />
        </div>
        {appointments && appointments.length > 0 && (
          <Pick
            label="Appointment to try it on"
            hideLabel
            slim
            name="appointment"
            icon={<Icon name="cal" />}
            groups={appointments.map((appointment) => {
              const start = wallClock(appointment.local_start);
              const session =
                appointment.of > 1 ? `, ${ordinal(appointment.number)} of ${appointment.of}` : "";
              const words = `${appointment.client.name}, ${shortDayWithYear(start)} ${startInWords(appointment)}${session}`;
              return { id: appointment.id, words, shown: words };
            })}
            value={appointmentId}
            onChange={setChosen}
          />
        )}
      </div>
      <div className={styles.paper}>
        {appointments?.length === 0 && (
          <p>Nothing that this template is for is booked in the next {DAYS} days, so it cannot be tried.</p>
        )}
        {preview.error && <p role="alert">{whyNot(preview.error)}</p>}
        {preview.data &&
          (preview.data.mail ? (
            <article>
              <p className={styles.sub}>{preview.data.mail.subject}</p>
              {part === "text" ? (
                <pre>{preview.data.mail.text}</pre>
              ) : (
                <MailFrame html={preview.data.mail.html} />
              )}
            </article>
          ) : (
            <p className={styles.hole}>No mail can be made of this: see what is wrong beside it.</p>
          ))}
      </div>
    </section>
  );
}

/** What is booked from today on, of the kind that the rules speak of. */
function useAppointmentsFor(users: Rule[]) {
  const { booking } = useApi();
  const practice = usePractice();
  const now = useMinute();
  // The viewer's own day until the practice is known, of which nothing is asked.
  const from = practice.data ? toCalendarDate(shownBy(practice.data.clock, now)) : today(getLocalTimeZone());
  const query = { from: from.toString(), to: from.add({ days: DAYS }).toString() };
  const diary = useQuery({
    queryKey: ["diary", query],
    queryFn: ({ signal }) => answered(booking.GET("/api/booking/v1/diary", { params: { query }, signal })),
    enabled: practice.data !== undefined,
  });
  return diary.data?.appointments
    .filter(
      (appointment) =>
        appointment.status === "booked" &&
        (users.length === 0 || users.some(({ trigger }) => speaksOf(trigger, appointment))),
    )
    .slice(0, AT_MOST);
}

function whyNot(error: Error): string {
  return error instanceof Problem ? `No preview: ${error.message}` : "No preview: the connection dropped.";
}
