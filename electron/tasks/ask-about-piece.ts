import type { GenerationEnd } from "../../shared/inference/generation.ts";
import type { InferenceEvent, PreparedRequest } from "../inference/inference-request.ts";
import type { InferenceService } from "../inference/inference-service.ts";
import type { WantedModel } from "../inference/inference-request.ts";
import { defaultChatSettings } from "../../shared/chat/default-chat-settings.ts";
import type { ChatModelInfo } from "../../shared/inference/chat-model-info.ts";
import type { TurnMedia } from "../../shared/inference/prompt-turn.ts";
import type { Task } from "../../shared/tasks/task.ts";

export interface PieceQuestion {
  readonly model: WantedModel;
  readonly prompt: string;
  readonly media: TurnMedia;
  readonly settings: Task["settings"];
  /** @throws AppError where the model cannot be asked */
  readonly expectTaken: (model: ChatModelInfo) => void;
  readonly onEvent?: (event: InferenceEvent) => void;
}

export interface PieceAnswer {
  readonly text: string;
  readonly end: GenerationEnd;
  readonly promptTokens: number;
  readonly generatedTokens: number;
}

/**
 * Asks a model about one image or clip, as a request of its own that makes way for the window.
 * @throws AppError as `Inference.result`, or the signal's reason where it was aborted
 */
export async function askAboutPiece(
  inference: Pick<InferenceService, "generate">,
  question: PieceQuestion,
  signal: AbortSignal,
): Promise<PieceAnswer> {
  const prepare = (model: ChatModelInfo): PreparedRequest => {
    question.expectTaken(model);
    return preparedRequest(question);
  };
  const { events, result } = inference.generate(
    { model: question.model, priority: "background", whenMemoryShort: "refuse", prepare },
    signal,
  );
  const answers = new Set<string>();
  let text = "";
  for await (const event of events) {
    question.onEvent?.(event);
    if (event.type === "part-started" && event.partType === "text") answers.add(event.partId);
    if (event.type === "part-delta" && answers.has(event.partId)) text += event.text;
  }
  const { end, generation } = await result;
  if (end === "stopped") signal.throwIfAborted();
  const { promptTokens = 0, generatedTokens = 0 } = generation?.stats ?? {};
  return { text, end, promptTokens, generatedTokens };
}

/** As the task's replies in the window are asked for. */
function preparedRequest({ prompt, media, settings }: PieceQuestion): PreparedRequest {
  const { topP, topK } = defaultChatSettings;
  const { thinking = false, temperature = 0, maxTokens = null, jsonSchema } = settings;
  return {
    prompt: { systemPrompt: "", turns: [{ role: "user", text: prompt, media: [media] }] },
    options: {
      thinking,
      sampling: { temperature, topP, topK, seed: null },
      maxTokens,
      ...(jsonSchema !== undefined && { jsonSchema }),
    },
  };
}
