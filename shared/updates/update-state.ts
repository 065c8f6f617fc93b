/** When Facet looks for a newer version by itself, and whether it also installs it. */
export type UpdateMode = "off" | "notify" | "automatic";

export type UpdateState =
  /** Facet is up to date, as far as it knows; null: it has not looked yet. */
  | { readonly type: "none"; readonly checkedAtMs: number | null }
  | { readonly type: "checking" }
  /** Whether the download was wanted, and begins as soon as Facet is idle. */
  | { readonly type: "found"; readonly version: string; readonly isWaiting: boolean }
  | { readonly type: "downloading"; readonly version: string; readonly progress: number }
  /**
   * It is installed when Facet is closed. Whether a restart was wanted, and happens as soon as Facet is idle.
   */
  | { readonly type: "ready"; readonly version: string; readonly isWaiting: boolean }
  /** The installed version was not changed. */
  | { readonly type: "failed"; readonly step: "check" | "download" };

export interface Updates {
  readonly state: UpdateState;
  /** "notify": this kind of package can't replace itself; its users are shown where the new version is. */
  readonly ability: "install" | "notify";
  /** The host that is asked for the newest version. */
  readonly feedHost: string;
  /** Where people download Facet; null: unknown. */
  readonly downloadPage: string | null;
}
