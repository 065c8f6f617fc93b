/** What is checked, in this order. */
export type CheckName =
  | "facet"
  | "system"
  | "processor"
  | "memory"
  | "disk"
  | "data-folder"
  | "engine"
  | "addon"
  | "kernels"
  | "gpu"
  | "model"
  | "plan"
  | "load"
  | "memory-used"
  | "prompt-tokens"
  | "thinking-off"
  | "thinking-on"
  | "speed"
  | "receipt"
  | "clip"
  | "tool-call";

export interface Check {
  readonly name: CheckName;
  /**
   * `warning`: it works, but not as well as it could. `skipped`: it does not apply, or an earlier check that it
   * needs has failed.
   */
  readonly state: "ok" | "warning" | "failed" | "skipped";
  /** In English, for bug reports; without paths, names of the user, or contents of chats. */
  readonly detail: string;
}

/** What this computer and this installation can do, and how a model did in the self-test. */
export interface DoctorReport {
  readonly checks: readonly Check[];
}

export function hasFailed({ checks }: DoctorReport): boolean {
  return checks.some(({ state }) => state === "failed");
}
