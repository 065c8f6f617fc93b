import { useState } from "react";
import type { Catalog } from "../../../../shared/models/catalog.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { ContextSlider } from "../planning/ContextSlider.tsx";
import { CatalogCard } from "./CatalogCard.tsx";
import styles from "./CatalogSection.module.css";
import { Comparison } from "./Comparison.tsx";
import { RefreshCatalog } from "./RefreshCatalog.tsx";

export interface CatalogSectionProps {
  readonly catalog: Catalog;
  readonly hardware: Hardware;
  readonly onChoose: (model: Model) => void;
}

/** The sizes of the catalog with a verdict for this computer, and a benchmark comparison. */
export function CatalogSection({ catalog, hardware, onChoose }: CatalogSectionProps) {
  const text = useText().planner;
  const [isComparing, setIsComparing] = useState(false);
  return (
    <>
      <ContextSlider />
      <ul className={styles.cards}>
        {catalog.sizes.map((size) => (
          <CatalogCard key={size.id} size={size} hardware={hardware} onChoose={onChoose} />
        ))}
      </ul>
      <Button
        className={styles.compare}
        size="small"
        variant="quiet"
        aria-expanded={isComparing}
        onClick={() => setIsComparing(!isComparing)}
      >
        {text.compare}
      </Button>
      {isComparing && <Comparison catalog={catalog} />}
      <RefreshCatalog />
    </>
  );
}
