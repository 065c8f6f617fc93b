import { useId, useState } from "react";
import type { Catalog } from "../../../../shared/models/catalog.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { recommend, type Recommendation } from "../../../../shared/models/recommend.ts";
import type { CatalogVariant } from "../../../../shared/models/catalog-variants.ts";
import { variantCapabilities } from "../../../../shared/models/variant-capabilities.ts";
import type { MediaCapability } from "../../../../shared/media/media-capabilities.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Facts } from "../../../ui/Facts.tsx";
import { useAsChosen } from "../drafter/drafter-choice.ts";
import { describeEach } from "../planning/describe-each.ts";
import { usePlanning } from "../planning/planning-store.ts";
import type { Verdict } from "../../../../shared/models/verdict.ts";
import { VerdictLine } from "../planning/VerdictLine.tsx";
import { describeDisk, describePrecision, variantLabel } from "./describe-variant.ts";
import { GetVariant } from "./GetVariant.tsx";
import { useVariantTimes } from "./use-variant-verdict.ts";
import styles from "./Recommended.module.css";

export interface RecommendedProps {
  readonly catalog: Catalog;
  readonly hardware: Hardware;
  readonly soughtCapability: MediaCapability | null;
  readonly onChoose: (model: Model) => void;
}

/** Kept while it is on screen, also when free memory changes: it must not change under the pointer. */
interface Given {
  readonly catalog: Catalog;
  readonly soughtCapability: MediaCapability | null;
  readonly recommendation: Recommendation | null;
  readonly hardware: Hardware;
}

/** The recommended model for this computer, with the reason. */
export function Recommended({ catalog, hardware, soughtCapability, onChoose }: RecommendedProps) {
  const { planner: text, models: words } = useText();
  const language = useLanguage();
  const headingId = useId();
  const isMeasuring = usePlanning((state) => state.isMeasuring);
  const [given, setGiven] = useState<Given | null>(null);
  const shown = useAsChosen(given?.recommendation?.variant ?? null);
  const isCurrent = given?.catalog === catalog && given.soughtCapability === soughtCapability;
  if (!isCurrent && !isMeasuring) {
    const recommendation = recommend(catalog, hardware, soughtCapability);
    setGiven({ catalog, soughtCapability, recommendation, hardware });
  }
  if (!isCurrent) {
    return isMeasuring ? (
      <section className={styles.recommended} aria-labelledby={headingId}>
        <h2 id={headingId} className={styles.heading}>
          {text.recommended}
        </h2>
        <p role="status">{text.measuringDetail}</p>
      </section>
    ) : null;
  }
  if (given.recommendation === null || shown === null) return null;
  const { variant, verdict, reason } = given.recommendation;
  return (
    <section className={styles.recommended} aria-labelledby={headingId}>
      <h2 id={headingId} className={styles.heading}>
        {text.recommended}
      </h2>
      <div className={styles.content}>
        <div className={styles.words}>
          <p className={styles.name}>{variant.size.name}</p>
          <p>{describeEach([text.uses[variant.size.id], words.takes(variantCapabilities(variant))])}</p>
          <p>{(soughtCapability === null ? text.reasons : text.soughtReasons[soughtCapability])[reason]}</p>
          <RecommendedVerdict variant={variant} verdict={verdict} hardware={given.hardware} />
        </div>
        <div className={styles.foot}>
          <p className={styles.detail}>
            <Facts
              each={[
                variantLabel(variant, text),
                describePrecision(variant, text),
                describeDisk(shown, text, language),
              ]}
            />
          </p>
          <GetVariant variant={variant} isPrimary onChoose={onChoose} />
        </div>
      </div>
    </section>
  );
}

interface RecommendedVerdictProps {
  readonly variant: CatalogVariant;
  readonly verdict: Verdict;
  readonly hardware: Hardware;
}

function RecommendedVerdict({ variant, verdict, hardware }: RecommendedVerdictProps) {
  const times = useVariantTimes(variant, hardware);
  return <VerdictLine verdict={verdict} times={times} takes={variantCapabilities(variant)} />;
}
