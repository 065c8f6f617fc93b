import { useMemo, useState } from "react";
import type { CatalogSize } from "../../../../shared/models/catalog.ts";
import { catalogVariants, variantFacts } from "../../../../shared/models/catalog-variants.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { defaultWish, variantToOffer } from "../../../../shared/models/recommend.ts";
import { variantCapabilities } from "../../../../shared/models/variant-capabilities.ts";
import { verdictFor } from "../../../../shared/models/verdict.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Select } from "../../../ui/Select.tsx";
import { describeEach } from "../planning/describe-each.ts";
import { usePlanning } from "../planning/planning-store.ts";
import { VerdictLine } from "../planning/VerdictLine.tsx";
import styles from "./CatalogCard.module.css";
import { describeDisk, describePrecision, variantLabel } from "./describe-variant.ts";
import { GetVariant } from "./GetVariant.tsx";

export interface CatalogCardProps {
  readonly size: CatalogSize;
  readonly hardware: Hardware;
  readonly onChoose: (model: Model) => void;
}

/** One model size, with a choice of its precisions. */
export function CatalogCard({ size, hardware, onChoose }: CatalogCardProps) {
  const { planner: text, models: words } = useText();
  const language = useLanguage();
  const contextTokens = usePlanning((state) => state.contextTokens);
  const variants = useMemo(() => catalogVariants(size), [size]);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const offered = useMemo(() => variantToOffer(size, hardware), [size, hardware]);
  const variant = variants.find(({ id }) => id === chosenId) ?? offered ?? variants[0];
  const verdict = useMemo(
    () => variant && verdictFor(variantFacts(variant), { ...defaultWish(variant), contextTokens }, hardware),
    [variant, contextTokens, hardware],
  );
  if (variant === undefined || verdict === undefined) {
    return null;
  }
  return (
    <li className={styles.card}>
      <div className={styles.words}>
        <h4 className={styles.name}>{size.name}</h4>
        <p className={styles.use}>
          {describeEach([text.uses[size.id], words.takes(variantCapabilities(variant))])}
        </p>
        <VerdictLine verdict={verdict} />
        <div className={styles.precision}>
          <Select
            label={text.precisionOf(size.name)}
            isInline
            value={variant.id}
            choices={variants.map((one) => ({ value: one.id, label: variantLabel(one, text) }))}
            onChange={setChosenId}
          />
        </div>
        <p className={styles.detail}>
          {describeEach([describePrecision(variant, text), describeDisk(variant, text, language)])}
        </p>
      </div>
      <GetVariant variant={variant} onChoose={onChoose} />
    </li>
  );
}
