import type { Addon, Control, EncoderFacts, Handle } from "./addon.ts";
import { loadCheckedAddon, whileHeld, type EngineHandles } from "./engine-handles.ts";
import { runJob, type JobOptions } from "./job.ts";
import { RunningJobs } from "./running-jobs.ts";

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
 * calls that do; encoding calls are queued internally. A running call keeps the model and the context in
 * memory, so disposing of them waits for it; afterwards every call is refused.
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
  readonly #jobs = new RunningJobs("projector");
  #closing: Promise<void> | null = null;

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
   * @throws AddonError "not-built", "not-compatible", "projector-unreadable", "projector-mismatch",
   * "disposed"
   */
  static async open(engine: EngineHandles, options: ProjectorOptions): Promise<Projector> {
    const addon = loadCheckedAddon(engine);
    const { path, isOnGpu, threads } = options;
    const opened = await runJob(
      (control) =>
        whileHeld(engine.hold, async () =>
          addon.openProjector(path, engine.model, { isOnGpu, threads }, control),
        ),
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
    const rows = await this.#run(options, (control) =>
      this.#addon.encodeImage(this.#handle, pixels, widthPx, heightPx, control),
    );
    return this.#embeddings("image", rows);
  }

  /**
   * @param samples mono, 16,000 per second, at most 30 seconds; must not change until the promise settles
   * @throws AddonError "bad-audio", "no-hearing", "disposed", "failed"
   */
  async encodeAudio(samples: Float32Array, options: JobOptions = {}): Promise<Embeddings> {
    const rows = await this.#run(options, (control) =>
      this.#addon.encodeAudio(this.#handle, samples, control),
    );
    return this.#embeddings("audio", rows);
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
    await this.#run(options, (control) =>
      this.#addon.decodeEmbeddings(
        this.#engine.context,
        rows,
        { tokens, position, batchTokens, isNonCausal },
        control,
      ),
    );
  }

  /** Waits for running calls and frees the memory. Later calls are refused with "disposed". */
  close(): Promise<void> {
    this.#closing ??= this.#jobs.close().then(() => this.#addon.closeProjector(this.#handle));
    return this.#closing;
  }

  #run<T>(options: JobOptions, start: (control: Control) => Promise<T>): Promise<T> {
    return this.#jobs.run(() =>
      runJob((control) => whileHeld(this.#engine.hold, async () => start(control)), options),
    );
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
