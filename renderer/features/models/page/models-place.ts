import { createContext, use, type MouseEvent } from "react";
import type { ModelsPlace } from "../../../page-address.ts";

/** How the Models page changes its address. */
export interface ModelsNavigation {
  readonly open: (place: ModelsPlace) => void;
  readonly hrefOf: (place: ModelsPlace) => string;
}

/** The Models page provides it. */
export const ModelsPlaceContext = createContext<ModelsNavigation>({
  open: () => undefined,
  hrefOf: () => "",
});

export const useModelsNavigation = (): ModelsNavigation => use(ModelsPlaceContext);

/** Props of a link to a place; a press with a modifier key opens it in another tab, as browsers do. */
export function linkTo({ open, hrefOf }: ModelsNavigation, place: ModelsPlace) {
  return {
    href: hrefOf(place),
    onClick: (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      open(place);
    },
  };
}
