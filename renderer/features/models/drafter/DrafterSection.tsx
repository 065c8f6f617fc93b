import { useId } from "react";
import { defaultModelSettings } from "../../../../shared/models/default-model-settings.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { formatBytes } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Switch } from "../../../ui/Switch.tsx";
import { DownloadButton } from "../downloads/DownloadButton.tsx";
import { configureModel, useModels } from "../models-store.ts";
import { usePlanning } from "../planning/planning-store.ts";
import { describeDrafter } from "./describe-drafter.ts";
import styles from "./Drafter.module.css";
import { drafterFor } from "./drafter-for.ts";

/** In a model's details: its drafter, whether it helps, and a switch; or where to get it. */
export function DrafterSection({ model, name }: { readonly model: Model; readonly name: string }) {
  const text = useText();
  const language = useLanguage();
  const words = text.models.drafter;
  const headingId = useId();
  const engine = useModels((state) => state.engine);
  const settings = useModels((state) => state.modelSettings[model.id]) ?? defaultModelSettings;
  const catalog = usePlanning((state) => state.catalog);
  const offered = model.drafter === null && catalog !== null ? drafterFor(model, catalog) : null;
  if (model.drafter === null && offered === null) return null;
  return (
    <section className={styles.drafter} aria-labelledby={headingId}>
      <h3 id={headingId} className={styles.heading}>
        {words.heading}
      </h3>
      {model.drafter !== null && (
        <>
          <Switch
            isOn={settings.usesDrafter}
            onChange={(usesDrafter) => void configureModel(model.id, { ...settings, usesDrafter })}
          >
            {words.use(formatBytes(model.drafter.sizeBytes, language))}
          </Switch>
          <p className={styles.hint}>{describeDrafter(model, engine, settings, text, language)}</p>
        </>
      )}
      {offered !== null && (
        <>
          <p className={styles.hint}>
            {offered.sizeBytes === null
              ? words.missing
              : words.missingOfSize(formatBytes(offered.sizeBytes, language))}
          </p>
          <DownloadButton
            repo={offered.repo}
            revision={offered.revision}
            paths={[offered.path]}
            name={words.nameOf(name)}
            size="small"
          />
        </>
      )}
    </section>
  );
}
