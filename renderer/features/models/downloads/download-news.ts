import type { Download } from "../../../../shared/models/download.ts";

export interface DownloadNews {
  readonly name: string;
  readonly kind: "paused" | "done" | "failed" | "waiting";
}

/** The state changes between two lists that are announced to the user; changes of speed and bytes are not. */
export function newsOf(before: readonly Download[], after: readonly Download[]): readonly DownloadNews[] {
  return after.flatMap(({ id, name, state }): readonly DownloadNews[] => {
    const earlier = before.find((download) => download.id === id)?.state.type;
    if (earlier === undefined || earlier === state.type) return [];
    const isNews =
      state.type === "paused" || state.type === "done" || state.type === "failed" || state.type === "waiting";
    return isNews ? [{ name, kind: state.type }] : [];
  });
}
