import { Link, useAddress } from "../address";
import { Audit } from "./audit";
import { Kinds } from "./kinds";
import { Rules } from "./rules";
import { Template } from "./template";
import { Templates } from "./templates";
import { useIsManager } from "./queries";
import styles from "./settings.module.css";

const PAGES = [
  { path: "/settings", words: "Appointment types" },
  { path: "/settings/rules", words: "Messages: rules" },
  { path: "/settings/templates", words: "Messages: templates" },
  { path: "/settings/audit", words: "Who did what", forManagers: true },
];

/** `/settings`: types of appointment, rules, templates, the audit log. */
export function Settings() {
  const { path } = useAddress();
  const isManager = useIsManager();
  const pages = PAGES.filter(({ forManagers }) => isManager || !forManagers);
  const current = PAGES.findLast((page) => path.startsWith(page.path));
  return (
    <div className={styles.set}>
      <nav className={styles.setnav} aria-label="Settings">
        <ul>
          {pages.map((page) => (
            <li key={page.path}>
              <Link to={page.path} aria-current={page === current ? "page" : undefined}>
                {page.words}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <main className={styles.body}>
        <Page path={path} />
      </main>
    </div>
  );
}

function Page({ path }: { path: string }) {
  const template = /^\/settings\/templates\/([0-9a-f-]{36})$/.exec(path)?.[1];
  if (template) {
    return <Template key={template} templateId={template} />;
  }
  if (path.startsWith("/settings/templates")) {
    return <Templates />;
  }
  if (path.startsWith("/settings/audit")) {
    return <Audit />;
  }
  return path.startsWith("/settings/rules") ? <Rules /> : <Kinds />;
}
