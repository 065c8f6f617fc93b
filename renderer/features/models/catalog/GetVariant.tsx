import type { CatalogVariant } from "../../../../shared/models/catalog-variants.ts";
import { downloadPath } from "../../../../shared/models/download-path.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { DownloadButton } from "../downloads/DownloadButton.tsx";
import { useModels } from "../models-store.ts";
import { useAsChosen } from "../drafter/drafter-choice.ts";
import { describeEach } from "../planning/describe-each.ts";
import { pathsOf } from "./variant-paths.ts";

export interface GetVariantProps {
  readonly variant: CatalogVariant;
  readonly onChoose: (model: Model) => void;
  readonly isPrimary?: boolean;
  /** In a line of a list. */
  readonly isCompact?: boolean;
}

/** Downloads a variant with its companions, or selects it if it is installed. */
export function GetVariant({
  variant: offered,
  onChoose,
  isPrimary = false,
  isCompact = false,
}: GetVariantProps) {
  const text = useText();
  const models = useModels((state) => state.models);
  const variant = useAsChosen(offered);
  const { repo, size, weights } = variant;
  const place = weights.path === null ? null : downloadPath(repo, weights.path);
  const here = models.find(
    ({ id, fileName, state }) => state.type === "ready" && (id === place || fileName === weights.path),
  );
  const look = {
    variant: isPrimary ? "primary" : "plain",
    size: isCompact ? "small" : "normal",
  } as const;
  if (here !== undefined) {
    return (
      <Button {...look} aria-label={text.models.useLabel(size.name)} onClick={() => onChoose(here)}>
        {text.models.use}
      </Button>
    );
  }
  return (
    <DownloadButton
      repo={repo}
      revision={weights.revision ?? "main"}
      paths={pathsOf(variant)}
      name={describeEach([size.name, weights.quantization ?? text.planner.bits(variant.bits)])}
      {...look}
    />
  );
}
