import type { Updates } from "../../shared/updates/update-state.ts";

/** Finds, downloads and installs newer versions of the app. */
export interface Updater extends Pick<Updates, "ability" | "feedHost" | "downloadPage"> {
  /** @returns the newer version; null: there is none */
  check(): Promise<string | null>;
  /**
   * Downloads and verifies the version that `check` found. It is installed when the app is closed; until then,
   * and after a failure, the installed version is unchanged.
   * @param onProgress from 0 to 1
   * @throws when it can't be downloaded, is not what the feed promised, or the signal aborts
   */
  download(onProgress: (progress: number) => void, signal: AbortSignal): Promise<void>;
  /** Closes the app, installs what was downloaded and starts it again. */
  restart(): void;
}
