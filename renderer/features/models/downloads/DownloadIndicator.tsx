import { formatPercent } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { Tooltip } from "../../../ui/Tooltip.tsx";
import { summarizeDownloads } from "./summarize-downloads.ts";
import styles from "./DownloadIndicator.module.css";
import { useDownloads } from "./downloads-store.ts";

export interface DownloadIndicatorProps {
  /** `line`: with words, for the sidebar. `ring`: for a bar. */
  readonly shape: "line" | "ring";
  readonly onOpen: () => void;
}

/** The downloads that are not finished, on every page; renders nothing if there are none. Opens their list. */
export function DownloadIndicator({ shape, onOpen }: DownloadIndicatorProps) {
  const words = useText().downloads;
  const language = useLanguage();
  const summary = summarizeDownloads(useDownloads((state) => state.downloads));
  if (summary === null) return null;
  const { fraction, condition, name, count } = summary;
  const what = name ?? words.several(count);
  const percent = formatPercent(fraction, language);
  const state = words.indicator[condition](percent);
  const label = words.indicatorLabel(what, state);
  if (shape === "line") {
    return (
      <button
        type="button"
        className={styles.line}
        aria-label={label}
        data-condition={condition}
        onClick={onOpen}
      >
        <Ring fraction={fraction} />
        <span className={styles.name}>{what}</span>
        <span className={styles.state}>
          {condition === "waiting" && <Icon name="clock" size={16} />}
          {condition === "failed" && <Icon name="alert" size={16} />}
          {condition === "running" || condition === "paused" ? percent : null}
        </span>
      </button>
    );
  }
  return (
    <Tooltip text={label}>
      <button
        type="button"
        className={styles.ring}
        aria-label={label}
        data-condition={condition}
        onClick={onOpen}
      >
        <Ring fraction={fraction} />
      </button>
    </Tooltip>
  );
}

const radius = 7;
const around = 2 * Math.PI * radius;

function Ring({ fraction }: { readonly fraction: number }) {
  return (
    <svg className={styles.circle} viewBox="0 0 20 20" width={20} height={20} aria-hidden="true">
      <circle cx={10} cy={10} r={radius} className={styles.track} />
      <circle
        cx={10}
        cy={10}
        r={radius}
        className={styles.done}
        strokeDasharray={around}
        strokeDashoffset={around * (1 - fraction)}
      />
    </svg>
  );
}
