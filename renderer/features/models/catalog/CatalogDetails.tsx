import type { CatalogSize } from "../../../../shared/models/catalog.ts";
import { catalogVariants } from "../../../../shared/models/catalog-variants.ts";
import { gemma4Sizes } from "../../../../shared/models/gemma4-sizes.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { variantCapabilities } from "../../../../shared/models/variant-capabilities.ts";
import { capitalized } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Select } from "../../../ui/Select.tsx";
import { useAsChosen } from "../drafter/drafter-choice.ts";
import { DrafterSwitch } from "../drafter/DrafterSwitch.tsx";
import styles from "../page/Details.module.css";
import { ContextSlider } from "../planning/ContextSlider.tsx";
import { VerdictLine } from "../planning/VerdictLine.tsx";
import { chooseVariant, useShownVariant } from "./chosen-variants.ts";
import { describeDisk, describePrecision, variantLabel } from "./describe-variant.ts";
import { GetVariant } from "./GetVariant.tsx";
import { useVariantTimes, useVariantVerdict } from "./use-variant-verdict.ts";

export interface CatalogDetailsProps {
  readonly size: CatalogSize;
  readonly hardware: Hardware;
  readonly onChoose: (model: Model) => void;
}

/** One size of the catalog: how it would run here, and a choice of its precisions. */
export function CatalogDetails({ size, hardware, onChoose }: CatalogDetailsProps) {
  const { planner: text, models: words } = useText();
  const language = useLanguage();
  const shown = useShownVariant(size, hardware);
  const variant = useAsChosen(shown);
  const verdict = useVariantVerdict(variant, hardware);
  const times = useVariantTimes(variant, hardware);
  if (shown === null || variant === null || verdict === null) return null;
  const facts = [
    { label: words.facts.size, value: describeDisk(variant, text, language) },
    { label: words.facts.input, value: words.inputs(variantCapabilities(variant)) },
  ];
  return (
    <article className={styles.details}>
      <header className={styles.head}>
        <h2 className={styles.name}>{size.name}</h2>
        <p className={styles.use}>{text.uses[size.id]}</p>
      </header>
      <VerdictLine verdict={verdict} times={times} takes={variantCapabilities(variant)} />
      <Select
        label={words.facts.precision}
        name={text.precisionOf(size.name)}
        hint={describePrecision(variant, text)}
        value={variant.id}
        choices={catalogVariants(size).map((one) => ({ value: one.id, label: variantLabel(one, text) }))}
        onChange={(id) => chooseVariant(size, id)}
      />
      <dl className={styles.facts}>
        {facts.map(({ label, value }) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>{capitalized(value, language)}</dd>
          </div>
        ))}
      </dl>
      {shown.drafter !== null && <DrafterSwitch sizeBytes={shown.drafter.sizeBytes} />}
      <ContextSlider maxTokens={gemma4Sizes[size.id].contextLength} />
      <div className={styles.buttons}>
        <GetVariant variant={variant} isPrimary onChoose={onChoose} />
      </div>
    </article>
  );
}
