import { useText } from "../../../i18n/i18n.ts";
import styles from "./DownloadsSection.module.css";
import { DownloadRow } from "./DownloadRow.tsx";
import { useDownloads } from "./downloads-store.ts";

/** All that is on its way here; nothing where nothing is. */
export function DownloadsSection() {
  const words = useText().downloads;
  const downloads = useDownloads((state) => state.downloads);
  if (downloads.length === 0) return null;
  return (
    <section className={styles.section} aria-label={words.title}>
      <h3 className={styles.heading}>{words.title}</h3>
      <ul className={styles.rows}>
        {downloads.map((download) => (
          <li key={download.id} className={styles.row}>
            <DownloadRow download={download} />
          </li>
        ))}
      </ul>
    </section>
  );
}
