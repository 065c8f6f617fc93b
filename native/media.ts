import type { Addon, EncoderFacts, Handle } from "./addon.ts";
import { addonFor, type EngineHandles } from "./engine-handles.ts";
import { runJob, type JobOptions } from "./job.ts";

export interface ProjectorOptions extends JobOptions {
  readonly path: string;
  readonly isOnGpu: boolean;
  readonly threads: number;
}

/** What the model is given of one picture or sound, in the place of tokens' embeddings. It may be kept and used again. */
export interface Embeddings {
  readonly kind: "image" | "audio";
  /** Positions that it takes. */
  readonly tokens: number;
  /** One row a token, one after the other: `tokens` × `embeddingSize` numbers. */
  readonly rows: Float32Array;
}

export interface EvaluateOptions extends JobOptions {
  /** Of the first token; everything before it must be in the context. */
  readonly position: number;
  /** The most tokens at once, where they need not be all at once. */
  readonly batchTokens: number;
}

/** How one kind of media is to be put into a prompt. */
export interface Medium {
  /** gemma4v, gemma4uv, gemma4a or gemma4ua */
  readonly kind: string;
  /** The tokens that the model expects before and after it: `<|image>` and `<image|>`, or `<|audio>` and `<audio|>`. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Its tokens see each other both ways: context and batch must take all of one medium's at once. */
  readonly isNonCausal: boolean;
}

export interface SeenMedium extends Medium {
  /** Of width and height; the encoder's table of places ends there. */
  readonly mostPxPerSide: number;
}

/**
 * Eyes and ears of one loaded model. Calls that use the context must not overlap with others that do; those that only encode
 * queue up by themselves. Close it before the model.
 */
export class Projector {
  /** Null: it does not see. */
  readonly image: SeenMedium | null;
  /** Null: it does not hear. */
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
   * Checks that the addon and node-llama-cpp speak of the same things, and loads the projector.
   * @throws AddonError "not-built", "not-compatible", "projector-unreadable", "projector-mismatch"
   */
  static async open(engine: EngineHandles, options: ProjectorOptions): Promise<Projector> {
    const addon = addonFor(engine);
    const { path, isOnGpu, threads } = options;
    const opened = await runJob(
      (control) => addon.openProjector(path, engine.model, { isOnGpu, threads }, control),
      options,
    );
    return new Projector(addon, engine, opened);
  }

  /**
   * @param pixels RGB, 8 bits each, rows from the top, no padding; not to be changed until this is done
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
   * @param samples mono, 16,000 a second, at most 30 seconds; not to be changed until this is done
   * @throws AddonError "bad-audio", "no-hearing", "disposed", "failed"
   */
  async encodeAudio(samples: Float32Array, options: JobOptions = {}): Promise<Embeddings> {
    return this.#embeddings(
      "audio",
      await runJob(async (control) => this.#addon.encodeAudio(this.#handle, samples, control), options),
    );
  }

  /**
   * Evaluates it into the context. After an error or an abort nothing at `position` and after it may be relied on.
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
