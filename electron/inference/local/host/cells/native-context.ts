import type { JobOptions } from "../../../../../native/job.ts";

/**
 * llama.cpp's context with its single sequence. Positions count from 0; calls must not overlap. A running
 * call keeps the context in memory, so disposing of it waits; afterwards calls throw AddonError "disposed".
 */
export interface NativeContext {
  /**
   * Evaluates tokens at consecutive positions.
   * @param options effective only with an evaluation watch
   * @returns the index of the last token's logits; -1 without logits
   * @throws when llama.cpp fails; the reason of the signal
   */
  decode(
    tokens: readonly number[],
    firstPosition: number,
    withLogits: boolean,
    options?: JobOptions,
  ): Promise<number>;
  /**
   * As `decode`, with logits for every token.
   * @returns the indexes of the tokens' logits
   */
  decodeAll(
    tokens: readonly number[],
    firstPosition: number,
    options?: JobOptions,
  ): Promise<readonly number[]>;
  /** Removes this position and all later ones. False: not possible, and the state is undefined. */
  forgetFrom(position: number): boolean;
  forgetAll(): void;
  /** The oldest position of the layers with a sliding window; -1 when empty. */
  oldestPosition(): number;
  newestPosition(): number;
  /** Sets the number of threads of later evaluations. */
  useThreads(threads: number): void;
  /**
   * Copies the sliding-window layers' cells of the window before the end.
   * @throws when there is not enough memory
   */
  takeCheckpoint(): Promise<NativeCheckpoint>;
  /**
   * Saves the whole state to a file.
   * @returns the number of bytes written
   * @throws when the file cannot be written
   */
  saveTo(path: string): Promise<number>;
  /**
   * Replaces the state with a saved one.
   * @throws when the file cannot be read; the context is empty then
   */
  loadFrom(path: string): Promise<void>;
}

/** Valid only for the context it was taken of, while that holds the same tokens before it. */
export interface NativeCheckpoint {
  readonly bytes: number;
  /** Rewinds so that this position is the next one. False: not possible, and the state is undefined. */
  restore(position: number): Promise<boolean>;
  dispose(): void;
}
