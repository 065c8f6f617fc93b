import type { VerdictWord } from "../../../../shared/models/verdict.ts";
import { useText } from "../../../i18n/i18n.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Icon, type IconName } from "../../../ui/Icon.tsx";
import { usePlanning } from "./planning-store.ts";
import styles from "./VerdictBadge.module.css";

const icons: Readonly<Record<VerdictWord, IconName>> = {
  well: "checkCircle",
  slowly: "clock",
  "too-big": "alert",
};

/** The verdict on a model as a short label with an icon; until it is known, that it is being measured. */
export function VerdictBadge({ word }: { readonly word: VerdictWord }) {
  const text = useText().planner;
  const isMeasuring = usePlanning((state) => state.isMeasuring);
  if (isMeasuring) return <span className={styles.badge}>{text.measuring}</span>;
  return (
    <span className={classNames(styles.badge, styles[word])}>
      <Icon name={icons[word]} size={16} />
      {text.verdicts[word]}
    </span>
  );
}
