import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Link } from "../address";
import { answered } from "../api/client";
import type { components } from "../api/generated/notifications";
import { useApi } from "../api/use-api";
import { Icon } from "../ui/icon";
import { useRules, useTemplates } from "./queries";
import { TemplatePreview } from "./template-preview";
import { Title } from "./title";
import { usedBy } from "./used-by";
import styles from "./settings.module.css";
import { looks } from "../ui/looks";
import text from "../ui/text.module.css";

type Mistake = components["schemas"]["TemplateMistake"];

/** `/settings/templates/:id`: a message's words, tried on a real appointment. */
export function Template({ templateId }: { templateId: string }) {
  const { notifications } = useApi();
  const templates = useTemplates();
  const rules = useRules();
  const fields = useQuery({
    queryKey: ["template-fields"],
    queryFn: () => answered(notifications.GET("/api/notifications/v1/template-fields")),
    staleTime: Infinity,
  });
  const [mistakes, setMistakes] = useState<Mistake[]>([]);
  const template = templates.data?.find(({ id }) => id === templateId);

  if (!template) {
    return (
      <>
        <Title title="Template" />
        <p role="status">{templates.data ? "There is no such template." : ""}</p>
      </>
    );
  }
  return (
    <>
      <Link className={text.crumb} to="/settings/templates">
        <Icon name="left" /> Templates
      </Link>
      <Title title={template.name}>
        {template.channel === "sms" ? "Text" : "Email"}, used by {usedBy(template.id, rules.data ?? [])}
      </Title>
      <div className={styles.edit}>
        <div className={styles.left}>
          <section aria-labelledby="template-subject">
            <h2 id="template-subject">Subject</h2>
            <Source text={template.subject} wrong={wrongLines(mistakes, "subject")} />
          </section>
          <section aria-labelledby="template-text">
            <h2 id="template-text">Text</h2>
            <Source text={template.body} wrong={wrongLines(mistakes, "body")} numbered />
            {mistakes.length > 0 && (
              <ul className={styles.errs}>
                {mistakes.map((mistake) => (
                  <li key={`${mistake.line} ${mistake.words}`}>
                    <Icon name="alert" />
                    <span>
                      {mistake.line !== null && `Line ${mistake.line}: `}
                      {mistake.words}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
          {fields.data && (
            <section aria-labelledby="template-fields">
              <h2 id="template-fields">Fields</h2>
              <dl className={styles.fields}>
                {fields.data.map((field) => (
                  <div key={field.name}>
                    <dt>{field.name}</dt>
                    <dd>{field.words}</dd>
                  </div>
                ))}
              </dl>
            </section>
          )}
        </div>
        <TemplatePreview
          template={template}
          users={(rules.data ?? []).filter((rule) => rule.template_id === template.id)}
          onMistakes={setMistakes}
        />
      </div>
    </>
  );
}

function wrongLines(mistakes: Mistake[], part: Mistake["part"]): (number | null)[] {
  return mistakes.filter((mistake) => mistake.part === part).map(({ line }) => line);
}

/** A template's text, with its fields to be seen at a glance. */
function Source({ text, wrong, numbered }: { text: string; wrong: (number | null)[]; numbered?: boolean }) {
  return (
    <ol className={looks(styles.code, numbered && styles.numbered)}>
      {text
        .trimEnd()
        .split("\n")
        .map((line, index) => (
          <li key={index} className={looks(wrong.includes(index + 1) && styles.wrong)}>
            <span>
              {line.split(/(\{\{.*?\}\}|\{%.*?%\})/).map((part, place) =>
                place % 2 === 1 ? (
                  <span key={place} className={styles.field}>
                    {part}
                  </span>
                ) : (
                  part
                ),
              )}
            </span>
          </li>
        ))}
    </ol>
  );
}
