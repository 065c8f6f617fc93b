import type { Addon, EncoderFacts, Handle } from "./addon.ts";
import { loadCheckedAddon, type EngineHandles } from "./engine-handles.ts";
import { runJob, type JobOptions } from "./job.ts";

export interface ProjectorOptions extends JobOptions {
  readonly path: string;
  readonly isOnGpu: boolean;
  readonly threads: number;
}

/**
 * The embeddings of one image or clip, which the model gets in place of token embeddings. They may be cached
 * and reused.
 */
export interface Embeddings {
  readonly kind: "image" | "audio";
  /** Number of positions in the context. */
  readonly tokens: number;
  /** One row per token: `tokens` × `embeddingSize` numbers. */
  readonly rows: Float32Array;
}

export interface EvaluateOptions extends JobOptions {
  /** Position of the first token; everything before it must be in the context. */
  readonly position: number;
  /** Maximum tokens per batch, unless attention is non-causal. */
  readonly batchTokens: number;
}

/** How one kind of media is placed in a prompt. */
export interface Medium {
  /** The projector type: gemma4v, gemma4uv, gemma4a or gemma4ua. */
  readonly kind: string;
  /** The tag tokens before and after it: `<|image>` and `<image|>`, or `<|audio>` and `<audio|>`. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Attention within the medium is bidirectional: all its tokens must fit in one batch. */
  readonly isNonCausal: boolean;
}

export interface SeenMedium extends Medium {
  /** Maximum width and height; limited by the encoder's position table. */
  readonly mostPxPerSide: number;
}

/**
 * The image and audio encoders for one loaded model. Calls that use the context must not overlap with other
 * calls that do; encoding calls are queued internally. Close it before the model.
 */
export class Projector {
  /** null: no image input. */
  readonly image: SeenMedium | null;
  /** null: no audio input. */
  readonly audio: Medium | null;
  readonly embeddingSize: number;
  readonly #addon: Addon;
  readonly #engine: EngineHandles;
  readonly #handle: Handle;

  private constructor(addon: Addon, engine: EngineHandles, opened: Opened) {
    this.#addon = addon;
    this.#engine = engine;
    this.#handle = opened.handle;
    this.image = opened.vision;
    this.audio = opened.audio;
    this.embeddingSize = opened.embeddingSize;
  }

  /**
   * Checks that the addon matches node-llama-cpp's objects and loads the projector.
   *
   * @throws AddonError "not-built", "not-compatible", "projector-unreadable", "projector-mismatch"
   */
  static async open(engine: EngineHandles, options: ProjectorOptions): Promise<Projector> {
    const addon = loadCheckedAddon(engine);
    const { path, isOnGpu, threads } = options;
    const opened = await runJob(
      (control) => addon.openProjector(path, engine.model, { isOnGpu, threads }, control),
      options,
    );
    return new Projector(addon, engine, opened);
  }

  /**
   * @param pixels RGB, 8 bits each, rows from the top, no padding; must not change until the promise settles
   * @throws AddonError "bad-image", "no-vision", "disposed", "failed"
   */
  async encodeImage(
    pixels: Uint8Array,
    widthPx: number,
    heightPx: number,
    options: JobOptions = {},
  ): Promise<Embeddings> {
    return this.#embeddings(
      "image",
      await runJob(
        async (control) => this.#addon.encodeImage(this.#handle, pixels, widthPx, heightPx, control),
        options,
      ),
    );
  }

  /**
   * @param samples mono, 16,000 per second, at most 30 seconds; must not change until the promise settles
   * @throws AddonError "bad-audio", "no-hearing", "disposed", "failed"
   */
  async encodeAudio(samples: Float32Array, options: JobOptions = {}): Promise<Embeddings> {
    return this.#embeddings(
      "audio",
      await runJob(async (control) => this.#addon.encodeAudio(this.#handle, samples, control), options),
    );
  }

  /**
   * Evaluates the embeddings into the context. After an error or an abort, the context from `position` on is
   * undefined.
   *
   * @throws AddonError "does-not-fit", "bad-embeddings", "disposed", "failed"
   */
  async evaluate({ kind, tokens, rows }: Embeddings, options: EvaluateOptions): Promise<void> {
    const { position, batchTokens } = options;
    const isNonCausal = this[kind]?.isNonCausal ?? false;
    await runJob(
      async (control) =>
        this.#addon.decodeEmbeddings(
          this.#engine.context,
          rows,
          { tokens, position, batchTokens, isNonCausal },
          control,
        ),
      options,
    );
  }

  close(): void {
    this.#addon.closeProjector(this.#handle);
  }

  #embeddings(kind: Embeddings["kind"], rows: Float32Array): Embeddings {
    return { kind, tokens: rows.length / this.embeddingSize, rows };
  }
}

interface Opened {
  readonly handle: Handle;
  readonly embeddingSize: number;
  readonly vision: EncoderFacts | null;
  readonly audio: EncoderFacts | null;
}
