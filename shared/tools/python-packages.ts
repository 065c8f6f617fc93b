import type { Failure } from "../ipc/result.ts";

/** The packages that the user is offered; what they depend on comes with them. */
export const offeredPackages = ["numpy", "pandas", "matplotlib"] as const;

/** Packages of Python for code that models write, as the page shows them. */
export interface PythonPackagesInfo {
  /** The packages that were asked for, with their versions, such as `numpy 2.4.6`. */
  readonly versions: readonly string[];
  /** With those that they depend on. */
  readonly fileCount: number;
  /** Where they are downloaded from. */
  readonly host: string;
  readonly state: PythonPackagesState;
}

export type PythonPackagesState =
  /** partialBytes: of an earlier download that was not completed. */
  | { readonly type: "absent"; readonly partialBytes: number }
  | {
      readonly type: "downloading";
      readonly doneBytes: number;
      readonly totalBytes: number;
      /** Why it waits, to go on by itself; null: bytes arrive. */
      readonly waitsFor: Failure | null;
    }
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "present"; readonly sizeBytes: number };

/** What the user is asked to agree to. */
export interface PythonPackagesOffer {
  /** As the host reports it now. */
  readonly sizeBytes: number;
  readonly fileCount: number;
  readonly host: string;
}
