import { Link } from "../address";
import { Icon } from "../ui/icon";
import { useRules, useTemplates } from "./queries";
import { usedBy } from "./used-by";
import { Title } from "./title";
import styles from "./settings.module.css";

/** `/settings/templates`: the words of the messages. */
export function Templates() {
  const templates = useTemplates();
  const rules = useRules();
  return (
    <>
      <Title title="Templates">The words of the messages. Which one is sent is chosen in the rules.</Title>
      {templates.isError && <p role="alert">The templates cannot be shown: nothing answers.</p>}
      {templates.data && (
        <div className={styles.card}>
          <table>
            <thead>
              <tr>
                <th scope="col">Template</th>
                <th scope="col">By</th>
                <th scope="col">Used by</th>
              </tr>
            </thead>
            <tbody>
              {templates.data.map((template) => (
                <tr key={template.id}>
                  <td>
                    <Link to={`/settings/templates/${template.id}`}>{template.name}</Link>
                  </td>
                  <td className={styles.by}>
                    <Icon name={template.channel === "sms" ? "text" : "mail"} />{" "}
                    {template.channel === "sms" ? "Text" : "Email"}
                  </td>
                  <td>{usedBy(template.id, rules.data ?? [])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
