import { create } from "zustand";
import { withoutDrafter, type CatalogVariant } from "../../../../shared/models/catalog-variants.ts";

/** Whether models are downloaded with their drafters, as far as there are any. */
const useDrafterChoice = create<{ readonly withDrafter: boolean }>(() => ({ withDrafter: true }));

export function chooseDrafter(withDrafter: boolean): void {
  useDrafterChoice.setState({ withDrafter });
}

export function useWithDrafter(): boolean {
  return useDrafterChoice((state) => state.withDrafter);
}

/** A variant as it would be downloaded now. */
export function useAsChosen<Variant extends CatalogVariant | null>(
  variant: Variant,
): Variant | CatalogVariant {
  const withDrafter = useWithDrafter();
  return variant === null || withDrafter ? variant : withoutDrafter(variant);
}
