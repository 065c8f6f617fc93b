import type { OutputOf, ParsedOf, Routes } from "../../shared/ipc/route.ts";

/** What a feature contributes to the app. `electron/app.ts` lists all features. */
export interface Feature<FeatureRoutes extends Routes, Snapshot extends object = object> {
  readonly handlers: HandlersOf<FeatureRoutes>;
  /** Its part of the snapshot: one function per key. */
  readonly snapshot: SnapshotOf<Snapshot>;
  readonly dispose?: () => void | Promise<void>;
}

/** One handler for each route; a missing one does not compile. */
export type HandlersOf<FeatureRoutes extends Routes> = {
  readonly [Name in keyof FeatureRoutes]: (
    input: ParsedOf<FeatureRoutes[Name]>,
  ) => HandlerResult<FeatureRoutes[Name]> | Promise<HandlerResult<FeatureRoutes[Name]>>;
};

/** Lets handlers of routes that return null return nothing. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- it is a return type, by another name
type HandlerResult<R> = OutputOf<R> extends null ? void : OutputOf<R>;

/** A missing key does not compile, nor does an unknown one. */
export type SnapshotOf<Snapshot extends object> = {
  readonly [Key in keyof Snapshot]: () => Snapshot[Key];
};
