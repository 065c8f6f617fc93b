import { useText } from "../../../i18n/i18n.ts";
import { ModelsSection } from "../ModelsSection.tsx";
import styles from "./DownloadsSection.module.css";
import { DownloadRow } from "./DownloadRow.tsx";
import { useDownloads } from "./downloads-store.ts";

/** The list of downloads; renders nothing if there are none. */
export function DownloadsSection() {
  const words = useText().downloads;
  const downloads = useDownloads((state) => state.downloads);
  if (downloads.length === 0) return null;
  return (
    <ModelsSection title={words.title}>
      <ul className={styles.rows}>
        {downloads.map((download) => (
          <li key={download.id} className={styles.row}>
            <DownloadRow download={download} />
          </li>
        ))}
      </ul>
    </ModelsSection>
  );
}
