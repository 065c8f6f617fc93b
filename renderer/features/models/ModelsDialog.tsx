import { useEffect } from "react";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import type { MediaCapability } from "../../../shared/media/media-capabilities.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyLine } from "../../ui/CopyLine.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { CatalogSection } from "./catalog/CatalogSection.tsx";
import { Recommended } from "./catalog/Recommended.tsx";
import { DownloadsSection } from "./downloads/DownloadsSection.tsx";
import { EngineNote } from "./EngineNote.tsx";
import { OtherStores } from "./files/OtherStores.tsx";
import { HubSearch } from "./hub/HubSearch.tsx";
import type { RenderVerdict } from "./hub/render-verdict.ts";
import { HubSettings, type HubSettingsProps } from "./hub/HubSettings.tsx";
import { IdleChoice } from "./IdleChoice.tsx";
import { ModelCard } from "./ModelCard.tsx";
import styles from "./ModelsDialog.module.css";
import { openModelsFolder, useModels } from "./models-store.ts";
import { ModelsSection } from "./ModelsSection.tsx";
import { HardwareLine } from "./planning/HardwareLine.tsx";
import { HubVariantVerdict } from "./planning/HubVariantVerdict.tsx";
import { loadFacts, loadPlanning, usePlanning } from "./planning/planning-store.ts";
import { RequiredCapabilityNote } from "./RequiredCapabilityNote.tsx";

export interface ModelsDialogProps {
  readonly modelId: ModelId | null;
  /** The capability the user needs a model for; null if the dialog was opened without a purpose. */
  readonly soughtCapability: MediaCapability | null;
  readonly onChoose: (model: Model) => void;
  readonly hub: HubSettingsProps;
  readonly onClose: () => void;
}

/** The Models page: hardware, downloads, installed models, the catalog, hub search and how to add files. */
export function ModelsDialog({ modelId, soughtCapability, onChoose, hub, onClose }: ModelsDialogProps) {
  const text = useText();
  const { models, modelsFolder, host } = useModels();
  const { hardware, catalog } = usePlanning();
  useEffect(() => void loadPlanning(), []);
  useEffect(() => void loadFacts(models.filter(isPlanned).map(({ id }) => id)), [models]);
  return (
    <Dialog title={text.common.models} size="large" onClose={onClose}>
      {soughtCapability && (
        <RequiredCapabilityNote capability={soughtCapability} modelId={modelId} onChoose={onChoose} />
      )}
      {hardware && (
        <div className={styles.lead}>
          <HardwareLine hardware={hardware} />
          {catalog && (
            <Recommended
              catalog={catalog}
              hardware={hardware}
              soughtCapability={soughtCapability}
              onChoose={onChoose}
            />
          )}
        </div>
      )}
      <EngineNote modelId={modelId} onRetry={onChoose} />
      <DownloadsSection />
      <ModelsSection title={text.models.onThisComputer}>
        <ul className={styles.cards}>
          {models.map((model) => (
            <ModelCard key={model.id} model={model} isInUse={model.id === modelId} onChoose={onChoose} />
          ))}
        </ul>
        <IdleChoice />
      </ModelsSection>
      {catalog && hardware && (
        <ModelsSection title={text.planner.catalogTitle}>
          <CatalogSection catalog={catalog} hardware={hardware} onChoose={onChoose} />
        </ModelsSection>
      )}
      <HubSearch renderVerdict={renderVerdict} />
      <OtherStores />
      <HubSettings {...hub} />
      <ModelsSection title={text.models.addTitle}>
        <p className={styles.paragraph}>{text.models.addSteps}</p>
        {modelsFolder !== "" && (
          <CopyLine label={text.models.folder} value={modelsFolder} copyLabel={text.models.copyFolder} />
        )}
        {host === "desktop" && (
          <Button icon="folder" className={styles.open} onClick={() => void openModelsFolder()}>
            {text.models.openFolder}
          </Button>
        )}
      </ModelsSection>
    </Dialog>
  );
}

const renderVerdict: RenderVerdict = (repo, revision, variant, projector) => (
  <HubVariantVerdict repo={repo} revision={revision} variant={variant} projector={projector} />
);

const isPlanned = ({ isDemo, state }: Model) => !isDemo && state.type === "ready";
