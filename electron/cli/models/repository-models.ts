import type { HubListing, HubVariant } from "../../../shared/models/hub-listing.ts";
import { usageFailure } from "../terminal/command-failure.ts";
import { bytesText } from "../terminal/units.ts";
import type { UsableModel } from "./usable-models.ts";

/** The quantisations to take where the user names none, best first: little loss in about half the size. */
const preferred = ["UD-Q4_K_XL", "Q4_K_M", "Q4_0", "Q8_0"];

/** Files of this repository that are on this computer already, in Facet's folder or in the hub's own cache. */
export function modelOfRepository(
  models: readonly UsableModel[],
  repo: string,
  quantization: string | null,
): UsableModel | null {
  const prefixes = [`${repo}/`, `huggingface:${repo}/`].map((prefix) => prefix.toLowerCase());
  const there = models.filter(
    (model) =>
      model.type === "local" &&
      model.model.state.type === "ready" &&
      prefixes.some((prefix) => model.id.toLowerCase().startsWith(prefix)),
  );
  const quantizationOf = (model: UsableModel) => (model.type === "local" ? model.model.quantization : null);
  if (quantization === null) return bestOf(there, quantizationOf);
  return there.find((model) => isQuantization(quantizationOf(model), quantization)) ?? null;
}

/** @throws CommandFailure that lists what there is */
export function chosenVariant(listing: HubListing, quantization: string | null): HubVariant {
  const { repo, variants } = listing;
  const found =
    quantization === null
      ? (bestOf(variants, (variant) => variant.quantization) ?? variants[0])
      : variants.find((variant) => isQuantization(variant.quantization, quantization));
  if (found) return found;
  if (variants.length === 0) throw usageFailure(`${repo} has no GGUF files that Facet can use.`);
  const names = variants.map(
    (variant) => `${variant.quantization ?? variant.path} (${bytesText(variant.sizeBytes)})`,
  );
  throw usageFailure(`${repo} has no ${quantization ?? "model"}. It has: ${names.join(", ")}.`);
}

function bestOf<T>(all: readonly T[], quantizationOf: (one: T) => string | null): T | null {
  for (const wanted of preferred) {
    const found = all.find((one) => quantizationOf(one) === wanted);
    if (found !== undefined) return found;
  }
  return all[0] ?? null;
}

/** `Q4_K_XL` also names `UD-Q4_K_XL`. */
function isQuantization(there: string | null, wanted: string): boolean {
  return there === wanted || there === `UD-${wanted}`;
}
