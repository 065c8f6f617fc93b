import type { AppSnapshot } from "../../shared/ipc/contract.ts";
import type { SnapshotOf } from "./feature.ts";
import type { Handlers } from "./router.ts";

interface MergeableFeature {
  readonly handlers: object;
  readonly snapshot: object;
}

/** The handlers and the snapshot of all features. Does not compile while a route or a snapshot key has no feature. */
export function mergeFeatures<const Features extends readonly MergeableFeature[]>(
  features: Features & Complete<Features>,
): Handlers {
  // `Complete` has checked that every route and key is there.
  const handlers = Object.assign({}, ...features.map((feature) => feature.handlers)) as Handlers;
  const parts = Object.assign({}, ...features.map((feature) => feature.snapshot)) as SnapshotOf<AppSnapshot>;
  return { ...handlers, "app.snapshot": () => takeSnapshot(parts) };
}

/** The features, where together they provide every route and key; otherwise a type that names the missing ones. */
type Complete<Features extends readonly MergeableFeature[]> = [Missing<Features>] extends [never]
  ? unknown
  : { readonly missing: Missing<Features> };

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
