import type { ReactNode } from "react";
import type { HubFile, HubVariant } from "../../../../shared/models/hub-listing.ts";

/** Renders the verdict on a file that is not downloaded yet. */
export type RenderVerdict = (
  repo: string,
  revision: string,
  variant: HubVariant,
  companions: readonly HubFile[],
) => ReactNode;
