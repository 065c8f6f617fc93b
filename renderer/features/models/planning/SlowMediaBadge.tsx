import type { MediaCapabilities } from "../../../../shared/media/media-capabilities.ts";
import { mediaVerdict } from "../../../../shared/models/media-verdict.ts";
import type { ReadingTimes } from "../../../../shared/models/reading-times.ts";
import type { Verdict } from "../../../../shared/models/verdict.ts";
import { useText } from "../../../i18n/i18n.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { usePlanning } from "./planning-store.ts";
import styles from "./VerdictBadge.module.css";

export interface SlowMediaBadgeProps {
  readonly verdict: Verdict;
  readonly times: ReadingTimes;
  readonly takes: MediaCapabilities;
}

/** In a list, says that images and audio take long with a model; the details say how long. */
export function SlowMediaBadge({ verdict, times, takes }: SlowMediaBadgeProps) {
  const text = useText().planner;
  const isMeasuring = usePlanning((state) => state.isMeasuring);
  if (isMeasuring || verdict.word === "too-big" || mediaVerdict(times) !== "slowly") return null;
  return (
    <span className={classNames(styles.badge, styles.slowly)}>
      <Icon name="image" size={16} />
      {text.slowMedia(takes)}
    </span>
  );
}
