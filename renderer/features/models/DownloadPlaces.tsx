import { formatBytes } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { downloadPage, downloadPlaces } from "./download-places.ts";
import styles from "./DownloadPlaces.module.css";

/** Where Gemma 4 can be had and which file to take; the links open in the browser. */
export function DownloadPlaces() {
  const text = useText().models;
  const language = useLanguage();
  return (
    <div className={styles.places}>
      <p>{text.addWhere}</p>
      <ul className={styles.list}>
        {downloadPlaces.map((place) => (
          <li key={place.repository} className={styles.place}>
            <a href={downloadPage(place)} target="_blank" rel="noopener noreferrer" className={styles.link}>
              {place.name}
              <Icon name="external" size={16} />
            </a>
            <span className={styles.detail}>
              {text.memoryNeeded(formatBytes(place.memoryGb * 1e9, language))} · {text.placeUses[place.use]}
            </span>
          </li>
        ))}
      </ul>
      <p>{text.addWhich}</p>
    </div>
  );
}
