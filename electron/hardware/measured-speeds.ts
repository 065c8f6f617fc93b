import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { z } from "zod";
import type { GenerationResult } from "../../shared/inference/generation.ts";
import { demoModelId, type ModelId } from "../../shared/models/model.ts";
import type { MeasuredMedium, ModelSpeeds, SpeedsByModel } from "../../shared/models/model-speeds.ts";
import type { Log } from "../home/log.ts";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import { usableCores } from "./cpu.ts";

const positive = z.number().positive();
const speedsSchema = z.object({
  msPerPromptToken: positive.nullable(),
  images: z.array(z.object({ tokens: positive, ms: positive })),
  msPerAudioToken: positive.nullable(),
});
const fileSchema = z.object({
  /** The computer that was measured: a data folder may move to another one. */
  processor: z.string().nullable(),
  cores: z.number(),
  models: z.record(z.string(), speedsSchema),
});

/** Fewer tokens say more about the start of an evaluation than about its speed. */
const leastPromptTokens = 64;
const mostModels = 200;
const mostImageSizes = 24;

/** The speeds that replies had on this computer, by model, in a file of the data folder. */
export class MeasuredSpeeds {
  readonly #file: string;
  readonly #log: Log;
  readonly #computer = { processor: cpus()[0]?.model.trim() ?? null, cores: usableCores() };
  #speeds: SpeedsByModel = {};
  #saving: Promise<void> = Promise.resolve();

  private constructor(file: string, log: Log) {
    this.#file = file;
    this.#log = log;
  }

  /** A file that is missing, damaged or of another computer counts as empty. */
  static async open(file: string, log: Log): Promise<MeasuredSpeeds> {
    const measured = new MeasuredSpeeds(file, log);
    const { processor, cores } = measured.#computer;
    const read = await readFile(file, "utf8").then(
      (text) => fileSchema.safeParse(parsed(text)),
      () => null,
    );
    if (read?.success && read.data.processor === processor && read.data.cores === cores) {
      measured.#speeds = read.data.models;
    }
    return measured;
  }

  get current(): SpeedsByModel {
    return this.#speeds;
  }

  /** Learns from a reply of a local model. */
  record(modelId: ModelId, result: Pick<GenerationResult, "stats" | "media">): void {
    if (modelId === demoModelId) return;
    const known = this.#speeds[modelId] ?? nothingKnown;
    const learned = withPrompt((result.media ?? []).reduce(withMedium, known), result);
    if (learned === known) return;
    const others = Object.entries(this.#speeds).filter(([id]) => id !== modelId);
    this.#speeds = Object.fromEntries([...others, [modelId, learned] as const].slice(-mostModels));
    this.#saving = this.#saving.then(() => this.#save());
  }

  /** Waits for the last write. */
  async dispose(): Promise<void> {
    await this.#saving;
  }

  async #save(): Promise<void> {
    const content = JSON.stringify({ ...this.#computer, models: this.#speeds });
    await writeFileAtomically(this.#file, content).catch((thrown: unknown) =>
      this.#log.error("The measured speeds could not be saved", thrown),
    );
  }
}

const nothingKnown: ModelSpeeds = { msPerPromptToken: null, images: [], msPerAudioToken: null };

function withPrompt(
  known: ModelSpeeds,
  { stats, media = [] }: Pick<GenerationResult, "stats" | "media">,
): ModelSpeeds {
  const tokens = stats.promptTokens - stats.reusedTokens;
  // The time to the first token holds that of the media, whose embeddings may have been kept.
  if (media.length > 0 || tokens < leastPromptTokens || stats.timeToFirstTokenMs <= 0) return known;
  return {
    ...known,
    msPerPromptToken: between(known.msPerPromptToken, stats.timeToFirstTokenMs / tokens),
  };
}

function withMedium(known: ModelSpeeds, { kind, tokens, ms }: MeasuredMedium): ModelSpeeds {
  if (tokens <= 0 || ms <= 0) return known;
  if (kind === "audio") return { ...known, msPerAudioToken: between(known.msPerAudioToken, ms / tokens) };
  const before = known.images.find((image) => image.tokens === tokens)?.ms ?? null;
  const others = known.images.filter((image) => image.tokens !== tokens);
  return { ...known, images: [...others, { tokens, ms: between(before, ms) }].slice(-mostImageSizes) };
}

/** Follows changes of settings and of other load without jumping. */
const between = (before: number | null, now: number) => (before === null ? now : (before + now) / 2);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
