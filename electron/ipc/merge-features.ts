import type { AppSnapshot } from "../../shared/ipc/contract.ts";
import type { PageFacts } from "../../shared/ipc/page-facts.ts";
import type { SnapshotOf } from "./feature.ts";
import type { Handlers } from "./router.ts";

interface MergeableFeature {
  readonly handlers: object;
  readonly snapshot: object;
}

/**
 * The handlers and the snapshot of all features. While a route or a key of the snapshot has no feature, the
 * type of the result is no `Handlers` and names what is missing.
 * @param onPage called with what a page says of itself when it asks for the snapshot
 */
export function mergeFeatures<const Features extends readonly MergeableFeature[]>(
  features: Features,
  onPage: (facts: PageFacts) => void = () => undefined,
): Merged<Features> {
  const handlers = Object.assign({}, ...features.map((feature) => feature.handlers)) as Handlers;
  const parts = Object.assign({}, ...features.map((feature) => feature.snapshot)) as SnapshotOf<AppSnapshot>;
  const merged: Handlers = {
    ...handlers,
    "app.snapshot": (facts) => {
      onPage(facts);
      return takeSnapshot(parts);
    },
  };
  return merged as Merged<Features>;
}

type Merged<Features extends readonly MergeableFeature[]> = [Missing<Features>] extends [never]
  ? Handlers
  : // The template makes the compiler print the names.
    { readonly missing: `${Missing<Features>}` };

type Missing<Features extends readonly MergeableFeature[]> = Exclude<
  Exclude<keyof Handlers, "app.snapshot"> | keyof AppSnapshot,
  KeysOf<Features[number]["handlers"]> | KeysOf<Features[number]["snapshot"]>
>;

/** The keys of each member of a union. */
type KeysOf<Union> = Union extends unknown ? keyof Union : never;

function takeSnapshot(parts: SnapshotOf<AppSnapshot>): AppSnapshot {
  return Object.fromEntries(
    Object.entries(parts).map(([key, part]) => [key, part()]),
  ) as unknown as AppSnapshot;
}
