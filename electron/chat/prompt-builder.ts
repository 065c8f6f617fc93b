import { contextStart } from "../../shared/chat/context-start.ts";
import type { Message, MessageId } from "../../shared/chat/message.ts";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import type { ChatModelInfo } from "../../shared/inference/chat-model-info.ts";
import type { ToolDeclaration } from "../../shared/inference/tool-declaration.ts";
import type { Prompt, Turn } from "../../shared/inference/prompt-turn.ts";
import type { MediaCapabilities } from "../../shared/media/media-capabilities.ts";
import { engineTurns } from "../media/engine-turns.ts";
import type { MediaStore } from "../media/media-store.ts";
import { promptTurns } from "./prompt-turns.ts";
import { turnSteps } from "./turn-steps.ts";

/** What a reply is generated from. */
export interface ReplyContext {
  readonly systemPrompt: string;
  /** From the first message to the one that is answered. */
  readonly branch: readonly Message[];
  /** Parts of the reply that exist already: its next generation continues them. */
  readonly writtenParts: readonly MessagePart[];
  /** The tools that the model may call, in a stable order. Absent: none. */
  readonly tools?: readonly ToolDeclaration[];
}

export interface BuiltPrompt {
  readonly prompt: Prompt;
  /** For each turn, the first message it is made of; the open turn of the reply has none. */
  readonly messageIds: readonly MessageId[];
}

/**
 * Turns a branch of a conversation into a prompt. Whatever adds to a prompt (system prompt, retrieved
 * documents, tool declarations) is added here; how the prompt is written for a model is its chat format's
 * part.
 * @throws AppError `media-missing` {name}: an attached file is no longer on disk
 */
export function buildPrompt(
  { systemPrompt, branch, writtenParts, tools = [] }: ReplyContext,
  media: MediaStore,
  model: Pick<ChatModelInfo, "media" | "callsTools">,
): BuiltPrompt {
  const turns = promptTurns(branch);
  const startId = contextStart(branch);
  const startsAt = Math.max(
    0,
    turns.findIndex(({ messageId }) => messageId === startId),
  );
  const prompt = {
    systemPrompt,
    turns: [
      ...engineTurns(turns, media, model.media).map((turn, place) => {
        // A model that knows no calls is given the text alone.
        const calling = model.callsTools ? (turns[place]?.calling ?? []) : [];
        const steps = turnSteps(calling, media, model.media);
        return steps.length === 0 ? turn : { ...turn, text: "", steps };
      }),
      ...openTurn(writtenParts, media, model.media),
    ],
    startsAt,
    ...(tools.length > 0 && { tools }),
  };
  return { prompt, messageIds: turns.map(({ messageId }) => messageId) };
}

/** The unfinished turn of the assistant; empty where nothing was generated yet. */
function openTurn(
  parts: readonly MessagePart[],
  media: MediaStore,
  takes: MediaCapabilities,
): readonly Turn[] {
  const steps = turnSteps(parts, media, takes);
  return steps.length === 0 ? [] : [{ role: "assistant", text: "", steps }];
}
