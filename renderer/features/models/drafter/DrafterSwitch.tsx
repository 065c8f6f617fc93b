import { useId } from "react";
import { formatBytes } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Switch } from "../../../ui/Switch.tsx";
import { chooseDrafter, useWithDrafter } from "./drafter-choice.ts";
import styles from "./Drafter.module.css";

/** Whether models are downloaded with their drafters. */
export function DrafterSwitch({ sizeBytes }: { readonly sizeBytes: number | null }) {
  const words = useText().models.drafter;
  const language = useLanguage();
  const isOn = useWithDrafter();
  const hintId = useId();
  return (
    <div className={styles.drafter}>
      <Switch isOn={isOn} onChange={chooseDrafter} aria-describedby={hintId}>
        {sizeBytes === null ? words.fetch : words.fetchOfSize(formatBytes(sizeBytes, language))}
      </Switch>
      <p id={hintId} className={styles.hint}>
        {words.hint}
      </p>
    </div>
  );
}
