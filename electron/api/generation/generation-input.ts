import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type { ToolDeclaration } from "../../../shared/inference/tool-declaration.ts";
import type { ImageBudget } from "../../../shared/media/image-budget.ts";
import type { Entry } from "../prompt/entry.ts";

/** A request for text, whichever of the APIs it came through. */
export interface GenerationInput {
  /** What the caller calls the model; null: the default. */
  readonly modelName: string | null;
  readonly entries: readonly Entry[];
  readonly tools: readonly ToolDeclaration[];
  readonly options: GenerateOptions;
  readonly imageBudget: ImageBudget | null;
  /** Whether the oldest turns of a conversation that does not fit are left out. Else it is refused. */
  readonly dropsOldest: boolean;
  /** A prompt that is already rendered, in place of the entries. */
  readonly rawText?: string;
}
