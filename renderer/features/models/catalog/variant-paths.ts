import {
  catalogVariants,
  withoutDrafter,
  type CatalogVariant,
} from "../../../../shared/models/catalog-variants.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { getText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { showFailure } from "../../../toasts.ts";
import { usePlanning } from "../planning/planning-store.ts";

/**
 * The paths to download, or a function that asks the hub for them if the catalog does not know the weights'
 * path.
 */
export function pathsOf(
  variant: CatalogVariant,
): readonly string[] | (() => Promise<readonly string[] | null>) {
  return knownPaths(variant) ?? (() => lookUp(variant));
}

function knownPaths({ weights, projector, drafter }: CatalogVariant): readonly string[] | null {
  if (weights.path === null) {
    return null;
  }
  return [weights.path, projector?.path ?? null, drafter?.path ?? null].filter((path) => path !== null);
}

/** Refreshes the catalog from the hub; shows the failure and returns null if the paths cannot be found. */
async function lookUp({ repo, size, weights, drafter }: CatalogVariant): Promise<readonly string[] | null> {
  const answer = await request("catalog.refresh", {});
  const text = getText();
  if (!answer.ok) {
    const { title, detail } = describeFailure(answer.error, text);
    showFailure({ text: title, detail, action: undefined });
    return null;
  }
  const { catalog } = answer.value;
  usePlanning.setState({ catalog });
  const found = catalog.sizes
    .filter(({ id }) => id === size.id)
    .flatMap((refreshed) => catalogVariants(refreshed))
    .find((other) => other.repo === repo && other.weights.quantization === weights.quantization);
  // What the user leaves out stays out; a drafter that was not known before was not asked about.
  const paths = found === undefined ? null : knownPaths(drafter === null ? withoutDrafter(found) : found);
  if (paths === null) {
    showFailure({ text: text.planner.notListed, detail: text.planner.notListedDetail, action: undefined });
  }
  return paths;
}
