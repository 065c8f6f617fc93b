import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { CopyLine } from "../../../ui/CopyLine.tsx";
import { OtherStores } from "../files/OtherStores.tsx";
import { HubSettings, type HubSettingsProps } from "../hub/HubSettings.tsx";
import { openModelsFolder, useModels } from "../models-store.ts";
import { ModelsSection } from "../ModelsSection.tsx";
import { ServersSection } from "../servers/ServersSection.tsx";
import { isThisComputer } from "../../../this-computer.ts";
import styles from "./SourcesTab.module.css";

export interface SourcesTabProps {
  /** The section that the address names; null: the beginning of the page. */
  readonly item: string | null;
  readonly hub: HubSettingsProps;
}

/** Where models come from: folders, other apps, the hub, servers. */
export function SourcesTab({ item, hub }: SourcesTabProps) {
  const text = useText();
  const { modelsFolder, host } = useModels();
  if (!isThisComputer()) return <p className={styles.paragraph}>{text.models.sourcesElsewhere}</p>;
  return (
    <div className={styles.sections}>
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
      <OtherStores />
      <ModelsSection title={text.servers.title} isTarget={item === "servers"}>
        <ServersSection />
      </ModelsSection>
      <HubSettings {...hub} isTarget={item === "hub"} />
    </div>
  );
}
