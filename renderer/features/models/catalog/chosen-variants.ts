import { create } from "zustand";
import type { CatalogSize } from "../../../../shared/models/catalog.ts";
import { catalogVariants, type CatalogVariant } from "../../../../shared/models/catalog-variants.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import { variantToOffer } from "../../../../shared/models/recommend.ts";

/** The precision that the user chose for a size, by the id of the size. */
const useChosenVariants = create<Readonly<Record<string, string>>>(() => ({}));

export function chooseVariant(size: CatalogSize, variantId: string): void {
  useChosenVariants.setState({ [size.id]: variantId });
}

/** The variant that a size is shown with: the chosen one, else the one that suits this computer. */
export function useShownVariant(size: CatalogSize, hardware: Hardware): CatalogVariant | null {
  const chosenId = useChosenVariants((chosen) => chosen[size.id]);
  const variants = catalogVariants(size);
  return variants.find(({ id }) => id === chosenId) ?? variantToOffer(size, hardware) ?? variants[0] ?? null;
}
