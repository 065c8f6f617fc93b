import { readFileSync } from "node:fs";
import { z } from "zod";
import { chatSettingsSchema } from "../../../shared/chat/chat-settings.ts";
import { defaultChatSettings } from "../../../shared/chat/default-chat-settings.ts";
import { usageFailure } from "../terminal/command-failure.ts";

/** The options of `run` and `chat` as commander gives them. */
export interface GenerationFlags {
  readonly system?: string;
  readonly think?: boolean;
  readonly chatTemplateKwargs?: string;
  readonly temp?: string;
  readonly topP?: string;
  readonly topK?: string;
  readonly seed?: string;
  readonly maxTokens?: string;
  readonly ctx?: string;
  readonly loadAnyway?: boolean;
  readonly mmproj?: string;
}

export interface GenerationOptions {
  readonly systemPrompt: string;
  readonly thinking: boolean;
  readonly sampling: {
    readonly temperature: number;
    readonly topP: number;
    readonly topK: number;
    readonly seed: number | null;
  };
  readonly maxTokens: number | null;
  readonly contextLength: number | null;
  readonly loadAnyway: boolean;
}

const { shape } = chatSettingsSchema;

/** @throws CommandFailure that names the option and what it takes */
export function generationOptions(flags: GenerationFlags): GenerationOptions {
  const defaults = defaultChatSettings;
  return {
    systemPrompt: flags.system ?? "",
    thinking: flags.think ?? thinkingIn(flags.chatTemplateKwargs) ?? false,
    sampling: {
      temperature: numberOption("--temp", flags.temp, shape.temperature, defaults.temperature),
      topP: numberOption("--top-p", flags.topP, shape.topP, defaults.topP),
      topK: numberOption("--top-k", flags.topK, shape.topK, defaults.topK),
      seed: numberOption("--seed", flags.seed, shape.seed, null),
    },
    maxTokens: numberOption("--max-tokens", flags.maxTokens, shape.maxTokens, null),
    contextLength: numberOption("--ctx", flags.ctx, shape.contextLength, null),
    loadAnyway: flags.loadAnyway ?? false,
  };
}

/** @throws CommandFailure */
export function numberOption<T extends number | null>(
  option: string,
  typed: string | undefined,
  schema: z.ZodType<T>,
  fallback: T,
): T {
  if (typed === undefined) return fallback;
  const number = typed.trim() === "" ? Number.NaN : Number(typed);
  const parsed = schema.safeParse(number);
  if (parsed.success) return parsed.data;
  throw usageFailure(
    `${option} cannot be ${typed}: ${parsed.error.issues[0]?.message ?? "it is no number"}.`,
  );
}

const templateArguments = z.strictObject({ enable_thinking: z.boolean().optional() });

/**
 * Whether `--chat-template-kwargs` switches thinking on or off, as llama-server's users write it; undefined:
 * it says nothing about it.
 * @throws CommandFailure for any other argument, since templates take no others here
 */
export function thinkingIn(typed: string | undefined): boolean | undefined {
  if (typed === undefined) return undefined;
  try {
    return templateArguments.parse(JSON.parse(typed)).enable_thinking;
  } catch {
    throw usageFailure(
      `--chat-template-kwargs takes '{"enable_thinking":true}' or '{"enable_thinking":false}', not ${typed}.`,
    );
  }
}

/**
 * A JSON schema, from the option itself or from the file that it names.
 * @throws CommandFailure
 */
export function schemaOption(typed: string | undefined): Record<string, unknown> | undefined {
  if (typed === undefined) return undefined;
  try {
    const text = typed.trimStart().startsWith("{") ? typed : readFileSync(typed, "utf8");
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw usageFailure(`--json-schema takes a JSON schema or the file of one. ${reason}`);
  }
}
