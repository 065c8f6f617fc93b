import { formatSentences } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { ModelsSection } from "../ModelsSection.tsx";
import { useModels } from "../models-store.ts";
import { addModels, showHiddenModels } from "./model-file-actions.ts";
import styles from "./OtherStores.module.css";

/** Adds models that are stored elsewhere, for example by other apps; they are used in place. */
export function OtherStores() {
  const words = useText().downloads;
  const language = useLanguage();
  const host = useModels((state) => state.host);
  return (
    <ModelsSection title={words.haveTitle}>
      <p className={styles.paragraph}>
        {formatSentences([words.haveDetail, ...(host === "browser" ? [words.haveInBrowser] : [])], language)}
      </p>
      <div className={styles.buttons}>
        {host === "desktop" && (
          <>
            <Button icon="file" onClick={() => void addModels("file")}>
              {words.addFile}
            </Button>
            <Button icon="folder" onClick={() => void addModels("folder")}>
              {words.addFolder}
            </Button>
          </>
        )}
        <Button onClick={() => void showHiddenModels()}>{words.showHidden}</Button>
      </div>
    </ModelsSection>
  );
}
