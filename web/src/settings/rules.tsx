import { useState } from "react";

import { isProblem, Problem } from "../api/problem";
import { type Kind, useKinds } from "../api/practice";
import { Question } from "../ui/dialog";
import { Pick } from "../ui/fields";
import { Icon } from "../ui/icon";
import { gapsOf, gapsWithout } from "./gaps";
import {
  type Rule,
  type RuleChanges,
  type Template,
  useChangeRule,
  useIsManager,
  useRules,
  useTemplates,
} from "./queries";
import { forWhom, grouped, timesOf, triggerInWords } from "./rule-words";
import { Title } from "./title";
import styles from "./settings.module.css";
import { Says } from "../ui/says";
import { useUnsaved } from "../ui/unsaved";

/** The id of why nothing can be pressed. */
const BY_MANAGERS = "rules-by-managers";

/** `/settings/rules`: which message goes when, and whether links will be sent at all. */
export function Rules() {
  const rules = useRules();
  const kinds = useKinds();
  const templates = useTemplates();
  const changing = useChangeRule();
  const isManager = useIsManager();
  useUnsaved(changing.isPending);
  const [asked, setAsked] = useState<{ rule: Rule; gaps: string[] } | null>(null);

  if (!rules.data || !kinds.data || !templates.data) {
    const isRefused = rules.isError || kinds.isError || templates.isError;
    return (
      <>
        <Title title="Rules" />
        {isRefused && <p role="alert">The rules cannot be shown: nothing answers.</p>}
      </>
    );
  }
  const all = { rules: rules.data, kinds: kinds.data, templates: templates.data };

  function change(rule: Rule, changes: RuleChanges) {
    const gaps = changes.active === false ? gapsWithout(rule, all.rules, all.kinds) : [];
    if (gaps.length > 0) {
      setAsked({ rule, gaps });
    } else {
      changing.mutate({ rule, changes });
    }
  }

  return (
    <>
      <Title title="Rules">
        Which message goes to the client, and when. A booking fires its most exact rule only.
        {!isManager && <strong id={BY_MANAGERS}> Only a manager can change these.</strong>}
      </Title>
      <WhetherLinksAreSent gaps={gapsOf(all.rules, all.kinds)} />
      {changing.isError && (
        <Says tone="stop" icon="alert" role="alert" className={styles.says}>
          <p>{whyNot(changing.error)}</p>
        </Says>
      )}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className={styles.card} role="region" aria-label="Rules" tabIndex={0}>
        <table className={styles.rules} aria-describedby={isManager ? undefined : BY_MANAGERS}>
          <thead>
            <tr>
              <th scope="col">On or off</th>
              <th scope="col">Trigger</th>
              <th scope="col">For</th>
              <th scope="col">By</th>
              <th scope="col">When</th>
              <th scope="col">Template</th>
            </tr>
          </thead>
          {grouped(all.rules).map((group) => (
            <Group
              key={group.title}
              {...group}
              kinds={all.kinds}
              templates={all.templates}
              {...{ isManager, change }}
            />
          ))}
        </table>
      </div>
      {asked && (
        <Question
          words={`Video links would not be sent: ${asked.gaps.join(", and ")}.`}
          keep="Keep it on"
          go="Turn it off"
          onKeep={() => setAsked(null)}
          onGo={() => {
            changing.mutate({ rule: asked.rule, changes: { active: false } });
            setAsked(null);
          }}
        />
      )}
    </>
  );
}

function WhetherLinksAreSent({ gaps }: { gaps: string[] }) {
  return (
    <Says
      tone={gaps.length > 0 ? "warn" : "ok"}
      icon={gaps.length > 0 ? "alert" : "check"}
      role="status"
      className={styles.says}
    >
      <p>
        {gaps.length > 0 ? (
          <>
            <strong>Video links would not be sent:</strong> {gaps.join(", and ")}.
          </>
        ) : (
          <>
            <strong>Video links will be sent.</strong> Every video type has a confirmation and a reminder that
            are on.
          </>
        )}
      </p>
    </Says>
  );
}

interface GroupProps {
  title: string;
  rules: Rule[];
  kinds: Kind[];
  templates: Template[];
  isManager: boolean;
  change: (rule: Rule, changes: RuleChanges) => void;
}

function Group({ title, rules, kinds, templates, isManager, change }: GroupProps) {
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={6}>
          {title}
        </th>
      </tr>
      {rules.map((rule) => {
        const trigger = triggerInWords(rule);
        const whom = kinds.find(({ id }) => id === rule.kind_id)?.name ?? forWhom(rule);
        const name = `${trigger}, ${whom}`;
        return (
          <tr key={rule.id} className={rule.active ? undefined : styles.off}>
            <td>
              <button
                type="button"
                className={styles.switch}
                role="switch"
                aria-checked={rule.active}
                aria-label={name}
                disabled={!isManager}
                onClick={() => change(rule, { active: !rule.active })}
              >
                {rule.active ? "On" : "Off"}
              </button>
            </td>
            <td>
              <b>{trigger}</b>
            </td>
            <td>{whom}</td>
            <td className={styles.by}>
              <Icon name={rule.channel === "sms" ? "text" : "mail"} />{" "}
              {rule.channel === "sms" ? "Text" : "Email"}
            </td>
            <td>
              <Pick
                label={`When: ${name}`}
                hideLabel
                slim
                name="when"
                isDisabled={!isManager}
                groups={timesOf(rule).map(({ id, words }) => ({ id, words, shown: words }))}
                value={rule.lead ?? rule.delay ?? "PT0S"}
                onChange={(time) => change(rule, rule.lead === null ? { delay: time } : { lead: time })}
              />
            </td>
            <td>
              <Pick
                label={`Template: ${name}`}
                hideLabel
                slim
                name="template"
                isDisabled={!isManager}
                groups={templates
                  .filter(({ channel }) => channel === rule.channel)
                  .map((template) => ({ id: template.id, words: template.name, shown: template.name }))}
                value={rule.template_id}
                onChange={(template_id) => change(rule, { template_id })}
              />
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}

function whyNot(error: Error): string {
  if (!(error instanceof Problem)) {
    return "Not sure whether this was changed: the connection dropped. The list shows what is so now.";
  }
  return isProblem(error, "/problems/version-stale")
    ? "Somebody else has changed this rule. The list shows it as it is now."
    : `Not changed: ${error.message}`;
}
