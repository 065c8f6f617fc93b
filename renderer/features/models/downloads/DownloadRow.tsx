import type { Download } from "../../../../shared/models/download.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { describeDownload } from "./describe-download.ts";
import { DownloadActions } from "./DownloadActions.tsx";
import { MirrorLink } from "../hub/MirrorLink.tsx";
import styles from "./DownloadRow.module.css";

/** One download: progress, problems and actions. */
export function DownloadRow({ download }: { readonly download: Download }) {
  const text = useText();
  const language = useLanguage();
  const { name, doneBytes, sizeBytes, state } = download;
  const { amount, condition, trouble, offersMirror } = describeDownload(download, text, language);
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <div className={styles.name}>
          <MiddleCut text={name} />
          {state.type === "done" && <Icon name="checkCircle" size={16} />}
        </div>
        {state.type !== "done" && (
          <ProgressBar
            className={styles.bar}
            label={text.downloads.progress(name)}
            value={sizeBytes === 0 ? 0 : doneBytes / sizeBytes}
            valueText={amount}
          />
        )}
        {trouble && (
          <div role="alert" className={styles.trouble}>
            <p className={styles.title}>{trouble.title}</p>
            <p>{trouble.detail}</p>
          </div>
        )}
        <p className={styles.condition}>
          {amount !== "" && <span>{amount}</span>}
          <span>{condition}</span>
        </p>
        {offersMirror && <MirrorLink />}
      </div>
      <DownloadActions download={download} />
    </div>
  );
}
