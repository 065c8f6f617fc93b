import { variantDisk, type CatalogVariant } from "../../../../shared/models/catalog-variants.ts";
import { formatBytes } from "../../../i18n/format.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";

/** `4-bit QAT (UD-Q4_K_XL)`. */
export function variantLabel(
  { bits, isQat, weights }: CatalogVariant,
  text: MessageCatalog["planner"],
): string {
  const precision = isQat ? text.trainedBits(bits) : text.bits(bits);
  return weights.quantization === null ? precision : text.withCode(precision, weights.quantization);
}

/** The trade-off of a precision, in words. */
export function describePrecision({ bits, isQat }: CatalogVariant, text: MessageCatalog["planner"]): string {
  const words = text.precisions;
  if (bits <= 3) {
    return words.rough;
  }
  if (bits === 4) {
    return isQat ? words.trained : words.small;
  }
  if (bits < 8) {
    return words.balanced;
  }
  return bits === 8 ? words.fine : words.full;
}

/** Disk space including the projector: `5.3 GB on disk`. */
export function describeDisk(
  variant: CatalogVariant,
  text: MessageCatalog["planner"],
  language: Language,
): string {
  const disk = variantDisk(variant);
  if (disk === null) {
    return text.diskUnknown;
  }
  const size = formatBytes(disk.bytes, language);
  return disk.isAll ? text.disk(size) : text.diskMoreThan(size);
}
