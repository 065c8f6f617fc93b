import type { ReactNode } from "react";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyLine } from "../../ui/CopyLine.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { DownloadPlaces } from "./DownloadPlaces.tsx";
import { DownloadsSection } from "./downloads/DownloadsSection.tsx";
import { EngineNote } from "./EngineNote.tsx";
import { OtherStores } from "./files/OtherStores.tsx";
import { HubSearch } from "./hub/HubSearch.tsx";
import { HubSettings, type HubSettingsProps } from "./hub/HubSettings.tsx";
import { ModelCard } from "./ModelCard.tsx";
import styles from "./ModelsDialog.module.css";
import { openModelsFolder, useModels } from "./models-store.ts";

export interface ModelsDialogProps {
  readonly modelId: ModelId | null;
  readonly onChoose: (model: Model) => void;
  /** Where models come from. */
  readonly hub: HubSettingsProps;
  readonly onClose: () => void;
}

/** The models on this computer, what the engine does with them, and how to add one. */
export function ModelsDialog({ modelId, onChoose, hub, onClose }: ModelsDialogProps) {
  const text = useText();
  const { models, modelsFolder, host } = useModels();
  return (
    <Dialog title={text.common.models} size="large" onClose={onClose}>
      <EngineNote onRetry={onChoose} />
      <DownloadsSection />
      <Section title={text.models.onThisComputer}>
        <ul className={styles.cards}>
          {models.map((model) => (
            <ModelCard key={model.id} model={model} isInUse={model.id === modelId} onChoose={onChoose} />
          ))}
        </ul>
      </Section>
      <HubSearch />
      <OtherStores />
      <HubSettings {...hub} />
      <Section title={text.models.addTitle}>
        <p className={styles.paragraph}>{text.models.addSteps}</p>
        {modelsFolder !== "" && (
          <CopyLine label={text.models.folder} value={modelsFolder} copyLabel={text.models.copyFolder} />
        )}
        {host === "desktop" && (
          <Button icon="folder" className={styles.open} onClick={() => void openModelsFolder()}>
            {text.models.openFolder}
          </Button>
        )}
        <DownloadPlaces />
      </Section>
    </Dialog>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}
