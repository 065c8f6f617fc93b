import { useEffect } from "react";
import { demoModelId, type Model, type ModelId } from "../../../../shared/models/model.ts";
import { useText } from "../../../i18n/i18n.ts";
import { modelsTabs, type ModelsPlace } from "../../../page-address.ts";
import { Tabs } from "../../../ui/Tabs.tsx";
import { DownloadsSection } from "../downloads/DownloadsSection.tsx";
import { EngineNote } from "../EngineNote.tsx";
import type { HubSettingsProps } from "../hub/HubSettings.tsx";
import { useModels } from "../models-store.ts";
import { loadFacts, loadPlanning } from "../planning/planning-store.ts";
import { RequiredCapabilityNote } from "../RequiredCapabilityNote.tsx";
import { GetTab } from "./GetTab.tsx";
import { InstalledTab } from "./InstalledTab.tsx";
import styles from "./ModelsPage.module.css";
import { ModelsPlaceContext, type ModelsNavigation } from "./models-place.ts";
import { SourcesTab } from "./SourcesTab.tsx";

export interface ModelsPageProps {
  readonly place: ModelsPlace;
  readonly navigation: ModelsNavigation;
  /** The chosen model. */
  readonly modelId: ModelId | null;
  readonly hub: HubSettingsProps;
  readonly onChoose: (model: Model) => void;
}

/** The models on this computer, those that can be downloaded, and where models come from. */
export function ModelsPage({ place, navigation, modelId, hub, onChoose }: ModelsPageProps) {
  const text = useText().models;
  const models = useModels((state) => state.models);
  const engine = useModels((state) => state.engine);
  // Beside the models to download only where one was chosen there: the demo model says nothing about them.
  const isEngineShown =
    place.tab === "installed" ||
    (place.tab === "get" && engine.type !== "idle" && engine.modelId !== demoModelId);
  useEffect(() => void loadPlanning(), []);
  useEffect(() => void loadFacts(models.filter(isPlanned).map(({ id }) => id)), [models]);
  const tabs = modelsTabs.map((id) => ({ id, title: text.tabs[id] }));
  return (
    <ModelsPlaceContext value={navigation}>
      <div className={styles.view}>
        <div className={styles.page}>
          <div className={styles.content}>
            <Tabs
              label={text.tabsLabel}
              tabs={tabs}
              current={place.tab}
              onChange={(tab) => navigation.open({ tab, item: null, needs: place.needs })}
            >
              <div className={styles.tab}>
                {place.needs !== null && (
                  <RequiredCapabilityNote capability={place.needs} modelId={modelId} onChoose={onChoose} />
                )}
                {isEngineShown && <EngineNote modelId={modelId} onRetry={onChoose} />}
                <DownloadsSection />
                {place.tab === "installed" && (
                  <InstalledTab place={place} modelId={modelId} onChoose={onChoose} />
                )}
                {place.tab === "get" && <GetTab place={place} onChoose={onChoose} />}
                {place.tab === "sources" && <SourcesTab item={place.item} hub={hub} />}
              </div>
            </Tabs>
          </div>
        </div>
      </div>
    </ModelsPlaceContext>
  );
}

const isPlanned = ({ isDemo, state }: Model) => !isDemo && state.type === "ready";
