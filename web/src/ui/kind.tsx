import { Icon, type IconName } from "./icon";

const CLASSES: Record<string, string> = {
  blue: "k-video",
  purple: "k-video-first",
  orange: "k-clinic",
  green: "k-assessment",
  pink: "k-phone",
};

/** Sets the colours `--kind` and `--kind-soft` for what stands in it. */
export function kindClass(colour: string): string {
  return CLASSES[colour] ?? "k-clinic";
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
    <span className={`kind ${kindClass(colour)}`}>
      <Icon name={kindIcon(video)} /> {name} {tagged && video && <span className="tag note">Video</span>}
    </span>
  );
}
