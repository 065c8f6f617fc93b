import type { CatalogSize } from "../../../../shared/models/catalog.ts";
import { variantDisk } from "../../../../shared/models/catalog-variants.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { variantCapabilities } from "../../../../shared/models/variant-capabilities.ts";
import { formatBytes } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { ModelsPlace } from "../../../page-address.ts";
import { useAsChosen } from "../drafter/drafter-choice.ts";
import { ModelLine } from "../page/ModelLine.tsx";
import { ModelSkillBadges } from "../page/ModelSkillBadges.tsx";
import { SlowMediaBadge } from "../planning/SlowMediaBadge.tsx";
import { VerdictBadge } from "../planning/VerdictBadge.tsx";
import styles from "./CatalogLine.module.css";
import { useShownVariant } from "./chosen-variants.ts";
import { GetVariant } from "./GetVariant.tsx";
import { useVariantTimes, useVariantVerdict } from "./use-variant-verdict.ts";

export interface CatalogLineProps {
  readonly size: CatalogSize;
  readonly hardware: Hardware;
  readonly place: ModelsPlace;
  readonly isCurrent: boolean;
  readonly onChoose: (model: Model) => void;
}

/** One size of the catalog. */
export function CatalogLine({ size, hardware, place, isCurrent, onChoose }: CatalogLineProps) {
  const { planner: text } = useText();
  const language = useLanguage();
  const variant = useAsChosen(useShownVariant(size, hardware));
  const verdict = useVariantVerdict(variant, hardware);
  const times = useVariantTimes(variant, hardware);
  if (variant === null || verdict === null) return null;
  const disk = variantDisk(variant);
  return (
    <ModelLine
      name={size.name}
      place={place}
      isCurrent={isCurrent}
      facts={[...(disk === null ? [] : [formatBytes(disk.bytes, language)]), text.uses[size.id]]}
      badges={
        <span className={styles.badges}>
          <VerdictBadge word={verdict.word} />
          <SlowMediaBadge verdict={verdict} times={times} takes={variantCapabilities(variant)} />
          <ModelSkillBadges {...variantCapabilities(variant)} thinks callsTools />
        </span>
      }
      actions={<GetVariant variant={variant} onChoose={onChoose} isCompact />}
    />
  );
}
