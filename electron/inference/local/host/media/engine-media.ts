import { AddonError } from "../../../../../native/addon-error.ts";
import type { JobOptions } from "../../../../../native/job.ts";
import { imageBudgets } from "../../../../../shared/media/image-budget.ts";
import { readFile } from "node:fs/promises";
import type { Embeddings, Projector } from "../../../../../native/media.ts";
import type { TurnMedia } from "../../../../../shared/inference/prompt-turn.ts";
import { AppError } from "../../../../../shared/ipc/result.ts";
import type { CellBatch } from "../cells/batch.ts";
import type { LiveContext } from "../cells/live-context.ts";
import type { MediaNames } from "../kept/cell-list.ts";
import type { KeptEmbeddings } from "../kept/kept-embeddings.ts";
import type { MediumCells } from "../prompt-tokenizer.ts";
import { EmbeddingCache } from "./embedding-cache.ts";
import { MediaRegistry } from "./media-registry.ts";
import { mediaTokenCount } from "./media-token-count.ts";

type MediumBatch = Extract<CellBatch, { type: "medium" }>;

/** Encodes images and audio with a loaded model's projector, and evaluates them in its context. */
export class EngineMedia {
  readonly #projector: Projector;
  readonly #registry: MediaRegistry;
  readonly #embeddings: EmbeddingCache;
  readonly #spentMs = new Map<number, number>();
  #kept: KeptEmbeddings | null = null;

  /** @param identity of the projector's file */
  constructor(projector: Projector, identity: string, cacheBytes: number) {
    this.#projector = projector;
    this.#registry = new MediaRegistry(identity);
    this.#embeddings = new EmbeddingCache(cacheBytes);
  }

  /**
   * How long it took to encode and to evaluate a medium, once; null: it was told before, or the embeddings were
   * kept.
   */
  takeSpentMs({ cell }: MediumBatch): number | null {
    const spentMs = this.#spentMs.get(cell) ?? null;
    this.#spentMs.delete(cell);
    return spentMs;
  }

  /** Names of media that hold across restarts. */
  get names(): MediaNames {
    return this.#registry.names;
  }

  /** From now on, embeddings of chats outlive the process. */
  keepIn(kept: KeptEmbeddings): void {
    this.#kept = kept;
  }

  /** Call when chats are forgotten. */
  forget(): void {
    this.#kept?.forget();
  }

  get sees(): boolean {
    return this.#projector.image !== null;
  }

  get hears(): boolean {
    return this.#projector.audio !== null;
  }

  /** @throws AppError `media-unsupported` {kind}: the projector has no encoder for this kind */
  cellsFor(medium: TurnMedia): MediumCells {
    const encoder = this.#projector[medium.kind];
    if (encoder === null) {
      throw new AppError("media-unsupported", `The model does not accept ${medium.kind} input`, {
        kind: medium.kind,
      });
    }
    const { before, after, kind } = encoder;
    return { before, cell: this.#registry.cellOf(medium), length: mediaTokenCount(medium, kind), after };
  }

  kindOf({ cell }: MediumBatch): TurnMedia["kind"] {
    return this.#registry.mediumOf(cell).kind;
  }

  /**
   * Encodes the medium, unless its embeddings are cached.
   * @returns false when stopped
   * @throws AppError `media-missing` {name}; AddonError
   */
  async encode(batch: MediumBatch, signal: AbortSignal): Promise<boolean> {
    const medium = this.#registry.mediumOf(batch.cell);
    const ignored = () => undefined;
    const made = await unlessStopped(signal, async () =>
      this.#embeddingsOf(medium, batch, null, { signal, onProgress: ignored }),
    );
    return made !== null;
  }

  /**
   * Encodes the medium, unless its embeddings are cached, and evaluates it.
   * @param onProgress 0 to 1
   * @returns false when stopped; the context then holds nothing of the medium
   * @throws AppError `media-missing` {name}, `media-too-detailed` {tokens, fits, hash}; AddonError
   */
  async add(
    batch: MediumBatch,
    context: LiveContext,
    onProgress: (progress: number) => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    const medium = this.#registry.mediumOf(batch.cell);
    const embeddings = await unlessStopped(signal, async () =>
      this.#embeddingsOf(medium, batch, context.turn.owner, { signal, onProgress }),
    );
    if (embeddings === null) {
      return false;
    }
    const { batchTokens } = context;
    const evaluate = async (position: number) => {
      try {
        await this.#projector.evaluate(embeddings, { position, batchTokens, signal });
      } catch (error) {
        throw isTooDetailed(error, embeddings.tokens, batchTokens)
          ? tooDetailed(medium.hash, embeddings.tokens, batchTokens)
          : error;
      }
    };
    const startedAtMs = performance.now();
    const isThere = await context.addMedium(batch, evaluate, signal);
    const encodingMs = this.#spentMs.get(batch.cell);
    if (isThere && encodingMs !== undefined)
      this.#spentMs.set(batch.cell, encodingMs + performance.now() - startedAtMs);
    return isThere;
  }

  async #embeddingsOf(
    medium: TurnMedia,
    { cell, length }: MediumBatch,
    owner: string | null,
    options: JobOptions,
  ): Promise<Embeddings> {
    const name = this.#registry.names.nameOf(cell);
    const known = this.#embeddings.get(cell) ?? (await this.#kept?.find(name, length, medium.kind)) ?? null;
    if (known !== null) {
      this.#embeddings.set(cell, known);
      if (owner !== null) this.#kept?.keep(name, known, owner);
      return known;
    }
    const startedAtMs = performance.now();
    const bytes = await bytesOf(medium);
    const made =
      medium.kind === "image"
        ? await this.#projector.encodeImage(bytes, medium.widthPx, medium.heightPx, options)
        : await this.#projector.encodeAudio(new Float32Array(bytes.buffer), options);
    if (made.tokens !== length) {
      throw new Error(`The projector returned ${made.tokens} tokens for a medium, ${length} were expected`);
    }
    this.#spentMs.set(cell, performance.now() - startedAtMs);
    this.#embeddings.set(cell, made);
    if (owner !== null) this.#kept?.keep(name, made, owner);
    return made;
  }

  /** Waits for what is being encoded or evaluated, and saved. */
  async dispose(): Promise<void> {
    await this.#kept?.settled();
    await this.#projector.close();
  }
}

function isTooDetailed(error: unknown, tokens: number, batchTokens: number): boolean {
  return error instanceof AddonError && error.code === "does-not-fit" && tokens > batchTokens;
}

function tooDetailed(hash: string, tokens: number, batchTokens: number): AppError {
  const fits = Math.max(0, ...imageBudgets.filter((budget) => budget <= batchTokens));
  const message = `The image has ${tokens} tokens; the model reads ${batchTokens} at once`;
  return new AppError("media-too-detailed", message, { tokens, fits, hash });
}

/** Returns null instead of throwing when the signal was aborted. */
async function unlessStopped<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) {
      return null;
    }
    throw error;
  }
}

/** Reads into a buffer of its own, so that audio samples can be viewed in place. */
async function bytesOf(medium: TurnMedia): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(medium.path));
  } catch (error) {
    throw new AppError("media-missing", `The media file cannot be read: ${String(error)}`, {
      name: "",
    });
  }
}
