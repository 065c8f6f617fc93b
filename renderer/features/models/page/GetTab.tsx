import { useState } from "react";
import type { Model } from "../../../../shared/models/model.ts";
import { useText } from "../../../i18n/i18n.ts";
import type { ModelsPlace } from "../../../page-address.ts";
import { Button } from "../../../ui/Button.tsx";
import { Chevron } from "../../../ui/Chevron.tsx";
import { CatalogDetails } from "../catalog/CatalogDetails.tsx";
import { CatalogLine } from "../catalog/CatalogLine.tsx";
import { Comparison } from "../catalog/Comparison.tsx";
import { Recommended } from "../catalog/Recommended.tsx";
import { RefreshCatalog } from "../catalog/RefreshCatalog.tsx";
import { HubSearch } from "../hub/HubSearch.tsx";
import type { RenderVerdict } from "../hub/render-verdict.ts";
import { ModelsSection } from "../ModelsSection.tsx";
import { HardwareLine } from "../planning/HardwareLine.tsx";
import { HubVariantVerdict } from "../planning/HubVariantVerdict.tsx";
import { usePlanning } from "../planning/planning-store.ts";
import styles from "./GetTab.module.css";
import { ListWithDetails } from "./ListWithDetails.tsx";
import list from "./ModelList.module.css";
import { useModelsNavigation } from "./models-place.ts";

export interface GetTabProps {
  readonly place: ModelsPlace;
  readonly onChoose: (model: Model) => void;
}

/** Models to download: the recommended one, the sizes of Gemma 4, and a search of the hub. */
export function GetTab({ place, onChoose }: GetTabProps) {
  const text = useText();
  const navigation = useModelsNavigation();
  const { hardware, catalog } = usePlanning();
  const [isComparing, setIsComparing] = useState(false);
  if (!hardware || !catalog) return <HubSearch renderVerdict={renderVerdict} />;
  // Nothing at first: what the recommendation shows would be there twice.
  const current = catalog.sizes.find(({ id }) => id === place.item);
  return (
    <ListWithDetails
      item={place.item}
      backLabel={text.models.tabs.get}
      onBack={() => navigation.open({ ...place, item: null })}
      closeLabel={text.models.closeDetails}
      detailsLabel={text.models.detailsLabel}
      details={
        current === undefined ? null : (
          <CatalogDetails key={current.id} size={current} hardware={hardware} onChoose={onChoose} />
        )
      }
      list={
        <>
          <div className={styles.lead}>
            <Recommended
              catalog={catalog}
              hardware={hardware}
              soughtCapability={place.needs}
              onChoose={onChoose}
            />
            <HardwareLine hardware={hardware} />
          </div>
          <ModelsSection title={text.planner.catalogTitle}>
            <ul className={list.lines}>
              {catalog.sizes.map((size) => (
                <CatalogLine
                  key={size.id}
                  size={size}
                  hardware={hardware}
                  place={{ ...place, item: size.id }}
                  isCurrent={size.id === current?.id}
                  onChoose={onChoose}
                />
              ))}
            </ul>
            <Button
              className={styles.compare}
              size="small"
              variant="quiet"
              aria-expanded={isComparing}
              onClick={() => setIsComparing(!isComparing)}
            >
              {text.planner.compare}
              <Chevron isOpen={isComparing} />
            </Button>
            {isComparing && <Comparison catalog={catalog} />}
            <RefreshCatalog />
          </ModelsSection>
          <HubSearch renderVerdict={renderVerdict} />
        </>
      }
    />
  );
}

const renderVerdict: RenderVerdict = (repo, revision, variant, companions) => (
  <HubVariantVerdict repo={repo} revision={revision} variant={variant} companions={companions} />
);
