import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

import { Link, useAddress } from "./address";
import { usePractice } from "./api/practice";
import { SavedNotice } from "./appointment/saved";
import type { Role } from "./session/session";
import { useSession } from "./session/use-session";
import { Button } from "./ui/button";
import { Icon } from "./ui/icon";
import { useLetterKeys } from "./ui/letter-keys";
import { looks } from "./ui/looks";
import styles from "./top-bar.module.css";

const AT_WORK: Record<Role, string> = {
  receptionist: "reception",
  clinician: "clinician",
  manager: "manager",
};

export function TopBar() {
  const { path } = useAddress();
  const session = useSession();
  const practice = usePractice();
  const [letterKeys, setLetterKeys] = useLetterKeys();
  const { name, roles } = session.person;
  const atWork = [name, ...roles.slice(0, 1).map((role) => AT_WORK[role])].join(", ");
  const whoWords = [practice.data?.name, atWork].filter(Boolean).join(" · ");
  const inSettings = path.startsWith("/settings");

  return (
    <header className={styles.top}>
      <div className={styles.mark}>
        <span>
          <Icon name="repeat" />
        </span>
        Standing
      </div>
      <nav aria-label="Main">
        <ul>
          <li>
            <Link to="/" aria-current={inSettings ? undefined : "page"}>
              Diary
            </Link>
          </li>
          <li>
            <Link to="/settings" aria-current={inSettings ? "page" : undefined}>
              Settings
            </Link>
          </li>
        </ul>
      </nav>
      <SavedNotice />
      <div className={styles.who}>
        <MenuTrigger>
          <Button variant="quiet" aria-label={`${name}: menu`}>
            <span className={styles.whoWords} title={whoWords}>
              {whoWords}
            </span>
            <Icon name="down" />
          </Button>
          <Popover className={looks(styles.menu)} placement="bottom end">
            <Menu aria-label="Your menu">
              <MenuItem onAction={() => setLetterKeys(!letterKeys)}>
                {letterKeys ? "Switch single-letter keys off" : "Switch single-letter keys on"}
              </MenuItem>
              <MenuItem onAction={() => void session.signOut()}>Sign out</MenuItem>
            </Menu>
          </Popover>
        </MenuTrigger>
      </div>
    </header>
  );
}
