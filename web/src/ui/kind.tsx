import { Icon, type IconName } from "./icon";
import styles from "./kind.module.css";
import { looks } from "./looks";
import { Tag } from "./tag";

const COLOURS: Record<string, string | undefined> = {
  blue: styles.blue,
  purple: styles.purple,
  orange: styles.orange,
  green: styles.green,
  pink: styles.pink,
};

/** Sets the colours `--kind` and `--kind-soft` for what stands in it. */
export function kindClass(colour: string): string {
  return looks(COLOURS[colour] ?? styles.orange);
}

/** What it is done by. */
export function kindIcon(video: boolean): IconName {
  return video ? "video" : "place";
}

interface KindProps {
  name: string;
  colour: string;
  video: boolean;
  /** Says Video beside the name, where others stand in the same list. */
  tagged?: boolean;
}

/** Colour is never the only sign: the name and the medium's icon say the same. */
export function KindName({ name, colour, video, tagged }: KindProps) {
  return (
    <span className={looks(styles.kind, kindClass(colour))}>
      <Icon name={kindIcon(video)} /> {name} {tagged && video && <Tag tone="note">Video</Tag>}
    </span>
  );
}
